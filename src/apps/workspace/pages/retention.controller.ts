import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Officer } from '../../../features/identity';
import { InvestigationsService } from '../../../features/investigations';
import { HoldsService, OutcomesService, RetentionService } from '../../../features/retention';
import type { ClipId, HoldId, InvestigationId } from '../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../access/access';
import { ids } from '../api/models/ids';
import { outcomeForm, withReason } from '../api/models/retention';
import { emptyForm, submit, type FormState } from './form';
import { goTo, show } from './pages';
import { keptView, OUTCOME_CHOICES, outcomeView } from './retention-words';

const PER_PAGE = 50;
const after = ids.clip.optional();
const at = (id: InvestigationId): string => `/investigations/${id}/retention`;
const OUTCOME_FIELDS = {
  'outcome-misfit-decidedOn': 'decidedOn',
  'outcome-misfit-sentence': 'sentence',
  'outcome-misfit-releasedOn': 'releasedOn',
  'outcome-misfit-appealPending': 'appealPending',
};

/** Keeping and disposal of one investigation. */
@Controller()
@AccessFor('footage')
export class RetentionPagesController {
  constructor(
    private readonly retention: RetentionService,
    private readonly outcomes: OutcomesService,
    private readonly holds: HoldsService,
    private readonly investigations: InvestigationsService,
  ) {}

  @Get('investigations/:id/retention')
  async page(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query('after', { schema: after }) start: ClipId | undefined,
    @Res() response: Response,
  ): Promise<void> {
    await this.show(response, by, id, {}, 200, start);
  }

  @Post('investigations/:id/outcomes')
  async record(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const done = await submit(
      'outcome',
      outcomeForm,
      body,
      ({ outcome, reason }) => this.outcomes.record(by, id, outcome, reason),
      OUTCOME_FIELDS,
    );
    if (done.done) goTo(response, `${at(id)}#outcome`);
    else await this.show(response, by, id, { outcomeForm: done.form }, done.status);
  }

  @Post('investigations/:id/holds')
  async hold(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const done = await submit('hold', withReason, body, ({ reason }) =>
      this.holds.onInvestigation(by.id, id, reason),
    );
    if (done.done) goTo(response, `${at(id)}#holds`);
    else await this.show(response, by, id, { holdForm: done.form }, done.status);
  }

  @Post('holds/:id/lifting')
  @AccessFor('supervision')
  async lift(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.hold }) id: HoldId,
    @Body({ schema: withReason }) { reason }: { reason: string },
    @Res() response: Response,
  ): Promise<void> {
    const { investigationId, clipId } = await this.holds.lift(by.id, id, reason);
    goTo(response, `${clipId === null ? at(investigationId) : `/clips/${clipId}/retention`}#holds`);
  }

  private async show(
    response: Response,
    by: Officer,
    id: InvestigationId,
    forms: { readonly outcomeForm?: FormState; readonly holdForm?: FormState },
    status: number,
    start?: ClipId,
  ): Promise<void> {
    const investigation = await this.investigations.get(by.id, id);
    const { outcomes, holds, items } = await this.retention.ofInvestigation(id, PER_PAGE + 1, start);
    const all = { outcomeForm: emptyForm(), holdForm: emptyForm(), ...forms };
    const context = {
      title: 'Keeping and disposal',
      investigation,
      isOic: investigation.oicId === by.id,
      outcomes: outcomes.map(outcomeView),
      holds,
      items: items.slice(0, PER_PAGE).map(keptView),
      next: items.length > PER_PAGE ? items[PER_PAGE - 1]?.item.clipId : undefined,
      ...OUTCOME_CHOICES,
      ...all,
      summary: [...all.outcomeForm.summary, ...all.holdForm.summary],
    };
    show(response, 'retention/investigation.njk', context, status);
  }
}
