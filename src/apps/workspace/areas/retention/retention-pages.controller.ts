import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Officer } from '../../../../features/identity';
import { InvestigationsService, type Investigation } from '../../../../features/investigations';
import {
  HoldsService,
  outcomesSeen,
  OutcomesService,
  RetentionService,
  type Hold,
} from '../../../../features/retention';
import type { ClipId, HoldId, InvestigationId } from '../../../../kernel/ids';
import type { Seen } from '../../../../kernel/seen';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { PAGE_DEFAULT } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { outcomeForm, withReason } from './retention.model';
import { defineForm, emptyForm, submit, type FormState } from '../../shell/forms/form';
import { goTo, show } from '../../shell/layout/pages';
import { pagedOf, type Paged } from '../../shell/paging/paging';
import { keptView, OUTCOME_CHOICES, outcomeView, personView } from './retention-words';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/retention/investigation.njk': typeof OUTCOME_CHOICES & {
      readonly investigation: Investigation;
      readonly isOic: boolean;
      readonly outcomes: readonly ReturnType<typeof outcomeView>[];
      readonly holds: Paged<Hold>;
      readonly items: Paged<ReturnType<typeof keptView>>;
      readonly people: readonly ReturnType<typeof personView>[];
      readonly outcomeForm: FormState;
      readonly seen: Seen;
      readonly holdForm: FormState;
    };
  }
}

const after = ids.clip.optional();
const holdsAfter = ids.hold.optional();

/** Where its two lists go on. */
interface Starts {
  readonly after?: ClipId | undefined;
  readonly holds?: HoldId | undefined;
}

const at = (id: InvestigationId): string => `/investigations/${id}/retention`;
const recording = defineForm({
  id: 'outcome',
  schema: outcomeForm,
  labels: {
    outcome: 'Outcome',
    decidedOn: 'Day of the decision',
    sentence: 'Sentence',
    releasedOn: 'Day of release',
    appealPending: 'Appeal',
    group: 'Review group',
    reason: 'Reason',
    seen: '',
  },
  refusals: {
    'outcome-misfit-decidedOn': 'decidedOn',
    'outcome-misfit-sentence': 'sentence',
    'outcome-misfit-releasedOn': 'releasedOn',
    'outcome-misfit-appealPending': 'appealPending',
  },
});
const holding = defineForm({ id: 'hold', schema: withReason, labels: { reason: 'Reason' } });

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
    @Query('holds', { schema: holdsAfter }) holds: HoldId | undefined,
    @Res() response: Response,
  ): Promise<void> {
    await this.show(response, by, id, {}, 200, { after: start, holds });
  }

  @Post('investigations/:id/outcomes')
  async record(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const done = await submit(recording, body, ({ outcome, ...said }) =>
      this.outcomes.record(by, id, outcome, said),
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
    const done = await submit(holding, body, ({ reason }) => this.holds.onInvestigation(by.id, id, reason));
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
    starts: Starts = {},
  ): Promise<void> {
    const investigation = await this.investigations.get(by.id, id);
    const kept = await this.retention.ofInvestigation(id, PAGE_DEFAULT + 1, starts.after);
    const holds = await this.holds.ofInvestigation(by.id, id, PAGE_DEFAULT + 1, starts.holds);
    const rows = kept.items.map((row) => ({ ...row, id: row.item.clipId }));
    const all = { outcomeForm: emptyForm(), holdForm: emptyForm(), ...forms };
    const context = {
      title: 'Keeping and disposal',
      investigation,
      isOic: investigation.oicId === by.id,
      outcomes: kept.outcomes.map(outcomeView),
      seen: outcomesSeen(kept.outcomes),
      holds: pagedOf(holds, { path: `${at(id)}#holds`, after: starts.holds, name: 'holds' }, (row) => row),
      items: pagedOf(rows, { path: `${at(id)}#items`, after: starts.after }, keptView),
      people: kept.people.map(personView),
      ...OUTCOME_CHOICES,
      ...all,
      summary: [...all.outcomeForm.summary, ...all.holdForm.summary],
    };
    show(response, 'areas/retention/investigation.njk', context, status);
  }
}
