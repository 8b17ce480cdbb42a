import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Officer } from '../../../../features/identity';
import { DisposalsService } from '../../../../features/retention';
import type { ClipId, DisposalId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { ids } from '../../shell/inputs/ids';
import { given, withReason } from './retention.model';
import { Operation } from '../../shell/api/operation';

type Reason = z.infer<typeof withReason>;

@ApiTags('keeping and disposal')
@Controller('api/v1')
export class DisposalsController {
  constructor(private readonly disposals: DisposalsService) {}

  @Post('clips/:id/disposals')
  @Operation({
    access: 'footage',
    stepUp: true,
    summary: 'Propose that an item goes for good, once no rule keeps it',
    status: 201,
    answer: given,
    problems: [404, 409],
  })
  async propose(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: withReason }) { reason }: Reason,
  ): Promise<z.infer<typeof given>> {
    return { id: await this.disposals.propose(by.id, id, reason) };
  }

  @Post('disposals/:id/approval')
  @Operation({
    access: 'supervision',
    stepUp: true,
    summary: 'Agree as a second person: after some days, in which it can be stopped, the item is erased',
    status: 204,
    problems: [404, 409],
  })
  async approve(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.disposal }) id: DisposalId,
    @Body({ schema: withReason }) { reason }: Reason,
  ): Promise<void> {
    await this.disposals.approve(by.id, id, reason);
  }

  @Post('disposals/:id/refusal')
  @Operation({
    access: 'supervision',
    summary: 'Refuse a proposal as a second person',
    status: 204,
    problems: [404, 409],
  })
  async refuse(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.disposal }) id: DisposalId,
    @Body({ schema: withReason }) { reason }: Reason,
  ): Promise<void> {
    await this.disposals.refuse(by.id, id, reason);
  }

  @Post('disposals/:id/stop')
  @Operation({
    access: 'footage',
    summary: 'Stop a disposal before its erasure begins; anybody of the team',
    status: 204,
    problems: [404, 409],
  })
  async stop(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.disposal }) id: DisposalId,
    @Body({ schema: withReason }) { reason }: Reason,
  ): Promise<void> {
    await this.disposals.stop(by.id, id, reason);
  }
}
