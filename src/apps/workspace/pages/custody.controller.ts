import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { TriageService } from '../../../features/evidence';
import { may, type Officer } from '../../../features/identity';
import { NotFound } from '../../../kernel/errors';
import { isUuid, type ClipId } from '../../../kernel/ids';
import type { PathVerdict } from '../../../verifier';
import { AccessFor, CurrentOfficer, StepUp } from '../access/access';
import { readerOf } from '../api/custody.controller';
import { refusal } from '../api/models/clip';
import { PAGE_DEFAULT } from '../api/models/common';
import { ids } from '../api/models/ids';
import { sendFile } from '../content/send-file';
import { CustodyProofs } from '../custody/proofs';
import { CATEGORY_WORDS } from './event-words';
import { emptyForm, submit, type FormState } from './form';
import { filterHistory, pageOfHistory, peopleIn, readFilter, textIn } from './history-filter';
import { HistoryViews } from './history-view';
import { goTo, show } from './pages';
import { pagedOf } from './paging';

interface State {
  readonly query?: object;
  readonly proofForm?: FormState;
  readonly verdict?: PathVerdict;
}

/** Who did what with an item, and the proof of it. */
@Controller()
export class CustodyPagesController {
  constructor(
    private readonly histories: HistoryViews,
    private readonly triage: TriageService,
    private readonly proofs: CustodyProofs,
  ) {}

  @Get('clips/:id/custody')
  @AccessFor('custody')
  async history(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Query() query: object,
    @Res() response: Response,
  ): Promise<void> {
    await this.page(response, by, id, { query });
  }

  /** A POST, for it works the processor: no robot and no prefetch may start it. */
  @Post('clips/:id/custody/check')
  @AccessFor('custody')
  async check(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Res() response: Response,
  ): Promise<void> {
    const verdict = await this.proofs.verify(readerOf(by), id);
    await this.page(response, by, id, { verdict });
  }

  /** Whoever comes back to the address of a check. */
  @Get('clips/:id/custody/check')
  @AccessFor('custody')
  back(@Param('id', { schema: ids.clip }) id: ClipId, @Res() response: Response): void {
    goTo(response, `/clips/${id}/custody`);
  }

  @Post('clips/:id/custody/proof')
  @AccessFor('custody')
  @StepUp(refusal)
  async proof(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit('proof', refusal, body, ({ reason }) =>
      this.proofs.archive(readerOf(by), id, reason),
    );
    if (outcome.done) sendFile(response, outcome.result.name, outcome.result.bytes);
    else await this.page(response, by, id, { proofForm: outcome.form }, outcome.status);
  }

  /** Auditors know a clip by its id alone. */
  @Get('custody')
  @AccessFor('audit')
  find(@Query('clip') clip: unknown, @Res() response: Response): void {
    const id = typeof clip === 'string' ? clip.trim().toLowerCase() : '';
    if (isUuid(id)) {
      goTo(response, `/clips/${id}/custody`);
      return;
    }
    const text = 'Enter the id of a clip, like 3f0c8a52-7d1e-4b6a-9a55-0c2f7d1e4b6a.';
    const form = {
      values: { clip: id },
      errors: { clip: { text } },
      summary: [{ text, href: '#find-clip' }],
    };
    show(response, 'home-without-cases.njk', { title: 'Start', form }, 400);
  }

  private async page(response: Response, by: Officer, id: ClipId, state: State, status = 200): Promise<void> {
    const lines = await this.histories.ofClip(readerOf(by), id);
    const filter = readFilter(state.query ?? {});
    const fitting = filterHistory(lines, filter);
    const after = textIn(state.query ?? {}, 'after') || undefined;
    const place = { path: `/clips/${id}/custody`, after, query: { ...filter } };
    const page = pagedOf(pageOfHistory(fitting, after, PAGE_DEFAULT), place, (line) => line);
    const proofForm = state.proofForm ?? emptyForm();
    const exhibit = await this.exhibitOf(by, id);
    const context = {
      title: `Custody history of ${exhibit?.reference ?? `clip ${id}`}`,
      clipId: id,
      exhibit,
      page,
      fitting: fitting.length,
      total: lines.length,
      filter,
      filtered: fitting.length < lines.length,
      people: peopleIn(lines),
      categories: Object.entries(CATEGORY_WORDS).map(([value, text]) => ({ value, text })),
      verdict: state.verdict,
      proofForm,
      summary: proofForm.summary,
    };
    show(response, 'custody/history.njk', context, status);
  }

  /** The reference, for members; auditors learn no more of an item than its id. */
  private async exhibitOf(by: Officer, id: ClipId): Promise<{ id: string; reference: string } | undefined> {
    if (!may(by.role, 'footage')) return undefined;
    const clip = await this.triage.clip(by.id, id).catch((error: unknown) => {
      if (error instanceof NotFound) return undefined;
      throw error;
    });
    if (!clip?.exhibit || clip.exhibitId === null) return undefined;
    return { id: clip.exhibitId, reference: clip.exhibit };
  }
}
