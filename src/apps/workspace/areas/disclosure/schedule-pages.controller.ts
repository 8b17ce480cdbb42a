import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { SchedulesService, ScheduleStepsService } from '../../../../features/disclosure';
import type { Officer } from '../../../../features/identity';
import type { ScheduleId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { submit, tickedIn, type Submitted } from '../../shell/forms/form';
import { ids } from '../../shell/inputs/ids';
import { goTo } from '../../shell/layout/pages';
import { endorseForm, listForm, sendingForm, signatureForm } from './schedule-forms';
import { SchedulePage, type SchedulePageState } from './schedule-page';

/** A form: read, signed, sent, endorsed. */
@Controller('schedules/:id')
@AccessFor('disclosure')
export class SchedulePagesController {
  constructor(
    private readonly page: SchedulePage,
    private readonly schedules: SchedulesService,
    private readonly steps: ScheduleStepsService,
  ) {}

  @Get()
  async schedule(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.schedule }) id: ScheduleId,
    @Res() response: Response,
  ): Promise<void> {
    await this.page.show(response, by, id);
  }

  @Post('signature')
  async sign(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.schedule }) id: ScheduleId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(signatureForm, body, ({ signedName }) =>
      this.steps.sign(by, id, signedName),
    );
    await this.answer(response, by, id, outcome, (form) => ({ signatureForm: form }));
  }

  @Post('sending')
  async send(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.schedule }) id: ScheduleId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(sendingForm, body, ({ to }) => this.steps.send(by.id, id, to));
    await this.answer(response, by, id, outcome, (form) => ({ sendingForm: form }));
  }

  @Post('endorsements')
  async endorse(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.schedule }) id: ScheduleId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(
      endorseForm,
      body,
      async ({ prosecutor, rows: ticked, all, answer, comment, seen }) => {
        const { rows } = await this.schedules.get(by.id, id);
        const positions = all === undefined ? ticked : rows.map(({ position }) => position);
        const said = positions.map((position) => ({ position, answer, comment }));
        return this.steps.endorse(by.id, id, prosecutor, { rows: said, seen });
      },
    );
    const ticked = tickedIn(body, 'rows');
    await this.answer(response, by, id, outcome, (form) => ({ endorseForm: form, ticked }));
  }

  @Post('endorsement-lists')
  async endorseAll(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.schedule }) id: ScheduleId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(listForm, body, ({ prosecutor, csv, seen }) =>
      this.steps.endorse(by.id, id, prosecutor, { csv, seen }),
    );
    await this.answer(response, by, id, outcome, (form) => ({ listForm: form }));
  }

  private async answer(
    response: Response,
    by: Officer,
    id: ScheduleId,
    outcome: Submitted<unknown>,
    again: (form: (Submitted<unknown> & { done: false })['form']) => SchedulePageState,
  ): Promise<void> {
    if (outcome.done) goTo(response, `/schedules/${id}`);
    else await this.page.show(response, by, id, again(outcome.form), outcome.status);
  }
}
