import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ScheduleStepsService } from '../../../../features/disclosure';
import type { Officer } from '../../../../features/identity';
import type { ScheduleId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { Operation } from '../../shell/api/operation';
import { ids } from '../../shell/inputs/ids';
import { endorsementListSent, endorsementsBody, sendingBody, signatureBody, taken } from './disclosure.model';

/** What becomes of a form: signed, sent, endorsed. */
@ApiTags('disclosure')
@Controller('api/v1/schedules/:id')
export class ScheduleStepsController {
  constructor(private readonly steps: ScheduleStepsService) {}

  @Post('signature')
  @HttpCode(204)
  @Operation({
    access: 'disclosure',
    summary: 'Sign a draft with one’s own name: from then on a bundle may carry it',
    status: 204,
    problems: [404, 409],
  })
  async sign(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.schedule }) id: ScheduleId,
    @Body({ schema: signatureBody }) { signedName }: z.infer<typeof signatureBody>,
  ): Promise<void> {
    await this.steps.sign(by, id, signedName);
  }

  @Post('sending')
  @HttpCode(204)
  @Operation({
    access: 'disclosure',
    summary: 'Record that a signed form was sent, and to whom',
    status: 204,
    problems: [404, 409],
  })
  async send(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.schedule }) id: ScheduleId,
    @Body({ schema: sendingBody }) { to }: z.infer<typeof sendingBody>,
  ): Promise<void> {
    await this.steps.send(by.id, id, to);
  }

  @Post('endorsements')
  @Operation({
    access: 'disclosure',
    summary: 'Record what the prosecutor wrote beside items of an MG6C (D, I or CND)',
    status: 201,
    answer: taken,
    problems: [404, 409],
  })
  async endorse(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.schedule }) id: ScheduleId,
    @Body({ schema: endorsementsBody }) { prosecutor, rows, seen }: z.infer<typeof endorsementsBody>,
  ): Promise<z.infer<typeof taken>> {
    return { rows: await this.steps.endorse(by.id, id, prosecutor, { rows, seen }) };
  }

  @Post('endorsement-lists')
  @Operation({
    access: 'disclosure',
    summary: 'The same as a list that the prosecutor sent back; with a fault in any line nothing is taken in',
    status: 201,
    answer: taken,
    problems: [404, 409],
  })
  async endorseAll(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.schedule }) id: ScheduleId,
    @Body({ schema: endorsementListSent }) { prosecutor, csv, seen }: z.infer<typeof endorsementListSent>,
  ): Promise<z.infer<typeof taken>> {
    return { rows: await this.steps.endorse(by.id, id, prosecutor, { csv, seen }) };
  }
}
