import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { TimesTogetherService } from '../../../../features/footage';
import type { Officer } from '../../../../features/identity';
import type { InvestigationId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { Operation } from '../../shell/api/operation';
import { ids } from '../../shell/inputs/ids';
import {
  timesChosen,
  timesOf,
  timesProposed,
  timesProposedView,
  timesTogether,
} from './times-together.model';

/** The times of several clips chosen in one act. */
@ApiTags('triage')
@Controller('api/v1/investigations/:id/evidence/times')
export class TimesTogetherApiController {
  constructor(private readonly times: TimesTogetherService) {}

  @Post('proposals')
  @Operation({
    access: 'investigations',
    summary: 'Picked clips by doorbell and by the times that they carry: what could be chosen in each group',
    status: 200,
    answer: timesProposed,
    problems: [404],
  })
  async propose(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: timesOf }) { clips }: z.infer<typeof timesOf>,
  ): Promise<z.infer<typeof timesProposed>> {
    return timesProposedView(await this.times.groups(by.id, id, clips));
  }

  @Post()
  @Operation({
    access: 'investigations',
    summary: 'Take one reading in each group for the time of its clips, with one reason: all or none',
    status: 200,
    answer: timesChosen,
    problems: [404, 409],
  })
  async choose(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: timesTogether }) body: z.infer<typeof timesTogether>,
  ): Promise<z.infer<typeof timesChosen>> {
    return { chosen: await this.times.choose(by.id, id, body) };
  }
}
