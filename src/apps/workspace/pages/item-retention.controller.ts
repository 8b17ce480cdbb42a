import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Officer } from '../../../features/identity';
import { InvestigationsService } from '../../../features/investigations';
import { DisposalsService, HoldsService, isUnderWay, RetentionService } from '../../../features/retention';
import type { ClipId, DisposalId, HoldId } from '../../../kernel/ids';
import { AccessFor, CurrentOfficer, StepUp } from '../access/access';
import { PAGE_DEFAULT } from '../api/models/common';
import { ids } from '../api/models/ids';
import { keepReview, withReason } from '../api/models/retention';
import { emptyForm, submit, type FormState } from './form';
import { goTo, show } from './pages';
import { pagedOf } from './paging';
import { keptView, STATE_WORDS } from './retention-words';

const holdsAfter = ids.hold.optional();
const FORMS = ['holdForm', 'keepForm', 'proposeForm', 'approveForm', 'refuseForm', 'stopForm'] as const;
type Forms = Partial<Record<(typeof FORMS)[number], FormState>>;
/** What can be said to a proposal, by the names of the forms and of what they do. */
type Word = 'approve' | 'refuse' | 'stop';
const at = (id: ClipId): string => `/clips/${id}/retention`;
const REFUSALS = { 'must-be-kept': 'reason', 'not-reviewable': 'reason', 'disposal-under-way': 'reason' };

/** Keeping and disposal of one item. */
@Controller()
@AccessFor('footage')
export class ItemRetentionController {
  constructor(
    private readonly retention: RetentionService,
    private readonly holds: HoldsService,
    private readonly disposals: DisposalsService,
    private readonly investigations: InvestigationsService,
  ) {}

  @Get('clips/:id/retention')
  async page(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Query('holds', { schema: holdsAfter }) holds: HoldId | undefined,
    @Res() response: Response,
  ): Promise<void> {
    await this.show(response, by, id, {}, 200, holds);
  }

  @Post('clips/:id/holds')
  async hold(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const act = ({ reason }: { reason: string }) => this.holds.onItem(by.id, id, reason);
    const done = await submit('hold', withReason, body, act, REFUSALS);
    if (done.done) goTo(response, `${at(id)}#holds`);
    else await this.show(response, by, id, { holdForm: done.form }, done.status);
  }

  @Post('clips/:id/keep-reviews')
  async keep(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const done = await submit(
      'keep',
      keepReview,
      body,
      ({ until, reason }) => this.retention.keep(by.id, id, until, reason),
      { ...REFUSALS, 'keep-day-out-of-range': 'until' },
    );
    if (done.done) goTo(response, at(id));
    else await this.show(response, by, id, { keepForm: done.form }, done.status);
  }

  @Post('clips/:id/disposals')
  @StepUp(withReason)
  async propose(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const act = ({ reason }: { reason: string }) => this.disposals.propose(by.id, id, reason);
    const done = await submit('propose', withReason, body, act, REFUSALS);
    if (done.done) goTo(response, `${at(id)}#disposal`);
    else await this.show(response, by, id, { proposeForm: done.form }, done.status);
  }

  @Post('disposals/:id/approval')
  @AccessFor('supervision')
  @StepUp(withReason)
  async approve(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.disposal }) id: DisposalId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    await this.say('approve', by, id, body, response);
  }

  @Post('disposals/:id/refusal')
  @AccessFor('supervision')
  async refuse(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.disposal }) id: DisposalId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    await this.say('refuse', by, id, body, response);
  }

  @Post('disposals/:id/stop')
  async stop(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.disposal }) id: DisposalId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    await this.say('stop', by, id, body, response);
  }

  private async say(
    word: Word,
    by: Officer,
    id: DisposalId,
    body: unknown,
    response: Response,
  ): Promise<void> {
    const done = await submit(word, withReason, body, ({ reason }) =>
      this.disposals[word](by.id, id, reason),
    );
    if (done.done) {
      goTo(response, `${at(done.result.clipId)}#disposal`);
      return;
    }
    const { clipId } = await this.disposals.of(by.id, id);
    await this.show(response, by, clipId, { [`${word}Form`]: done.form }, done.status);
  }

  private async show(
    response: Response,
    by: Officer,
    id: ClipId,
    forms: Forms,
    status: number,
    start?: HoldId,
  ): Promise<void> {
    const holds = await this.holds.ofItem(by.id, id, PAGE_DEFAULT + 1, start);
    const kept = await this.retention.ofItem(by.id, id);
    const investigation = await this.investigations.get(by.id, kept.item.investigationId);
    const item = keptView(kept);
    const all = { ...Object.fromEntries(FORMS.map((name) => [name, emptyForm()])), ...forms };
    const open = kept.disposals.find(({ state }) => isUnderWay(state));
    const context = {
      title: `Keeping and disposal of ${item.label}`,
      investigation,
      item,
      holds: pagedOf(holds, { path: `${at(id)}#holds`, after: start, name: 'holds' }, (row) => row),
      reviews: kept.reviews.map((row) => ({ ...row, keepUntil: new Date(`${row.keepUntil}T12:00:00Z`) })),
      open,
      own: open?.proposedById === by.id,
      disposals: kept.disposals.map((row) => ({ ...row, tag: STATE_WORDS[row.state] })),
      ...all,
      summary: Object.values(all).flatMap(({ summary }) => summary),
    };
    show(response, 'retention/item.njk', context, status);
  }
}
