import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { QueueService, TriageService } from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import type { ClipId, InvestigationId, ViewingId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { ids } from '../../shell/inputs/ids';
import { submit } from '../../shell/forms/form';
import { goTo } from '../../shell/layout/pages';
import { QueuePage } from './queue-page';
import { acceptForm, declineForm } from '../../shell/clips/decision-forms';

const viewing = ids.viewing.optional();
const decided = ids.clip.optional();
const direction = z.strictObject({ go: z.enum(['here', 'film', 'next', 'previous']) });

/** One clip after the other: look at its contact sheet, watch it, decide, go on. Each step is a form, so that it works without scripts. */
@Controller()
@AccessFor('footage')
export class QueueController {
  constructor(
    private readonly page: QueuePage,
    private readonly queue: QueueService,
    private readonly triage: TriageService,
  ) {}

  @Post('investigations/:id/triage')
  async begin(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Res() response: Response,
  ): Promise<void> {
    const first = await this.queue.first(by.id, id);
    if (first === undefined) goTo(response, `/investigations/${id}#triage`);
    else await this.page.open(response, by.id, first);
  }

  @Get('clips/:id/triage')
  async show(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Query('viewing', { schema: viewing }) open: ViewingId | undefined,
    @Query('last', { schema: decided }) last: ClipId | undefined,
    @Res() response: Response,
  ): Promise<void> {
    await this.page.show(response, by, id, { viewing: open, last });
  }

  @Post('clips/:id/triage/open')
  async open(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: direction }) { go }: z.infer<typeof direction>,
    @Res() response: Response,
  ): Promise<void> {
    if (go === 'here') await this.page.open(response, by.id, id);
    else if (go === 'film') await this.page.watch(response, by.id, id);
    else await this.page.open(response, by.id, (await this.queue.place(by.id, id))[go] ?? id);
  }

  @Post('clips/:id/triage/accept')
  async accept(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(acceptForm, body, (details) => this.triage.accept(by.id, id, details));
    if (outcome.done) {
      await this.page.goOn(response, by.id, id);
      return;
    }
    await this.page.show(response, by, id, { acceptForm: outcome.form }, outcome.status);
  }

  @Post('clips/:id/triage/decline')
  async decline(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(declineForm, body, (given) => this.triage.decline(by.id, id, given));
    if (outcome.done) await this.page.goOn(response, by.id, id);
    else await this.page.show(response, by, id, { declineForm: outcome.form }, outcome.status);
  }

  /** The sender is asked on their own pages; the clip itself still waits for its decision. */
  @Post('clips/:id/triage/ask-original')
  async ask(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Res() response: Response,
  ): Promise<void> {
    await this.triage.askForOriginal(by.id, id);
    goTo(response, `/clips/${id}/triage#ask`);
  }
}
