import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { AccessService } from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import { InvestigationsService, type Investigation } from '../../../../features/investigations';
import {
  CompilationService,
  reviewSeen,
  type CompiledFilm,
  type Proposed,
} from '../../../../features/redaction';
import type { ClipId, CompilationId, InvestigationId, RenditionId, ViewingId } from '../../../../kernel/ids';
import type { Seen } from '../../../../kernel/seen';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { ClipViews, type OpenViewing } from '../../shell/clips/clip-view';
import { defineForm, emptyForm, submit, type FormState } from '../../shell/forms/form';
import { ids } from '../../shell/inputs/ids';
import { goTo, show } from '../../shell/layout/pages';
import { chosenInAddress, filmForm } from './film.model';
import { judgementTyped } from './redaction.model';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/redaction/films.njk': {
      readonly investigation: Investigation;
      readonly films: readonly CompiledFilm[];
      /** In the order of events. */
      readonly proposed: readonly Proposed[];
      readonly form: FormState;
      /** What was typed for each clip. */
      readonly typed: Readonly<Record<string, readonly string[]>>;
    };
    'areas/redaction/film.njk': {
      readonly investigation: Investigation;
      readonly film: CompiledFilm;
      readonly proof: string;
      readonly seen: Seen;
      readonly viewing: OpenViewing | undefined;
      readonly form: FormState;
    };
  }
}

const asking = defineForm({
  id: 'film',
  schema: filmForm,
  labels: {
    ...{ title: 'What it shows', reason: 'Reason', orderReason: 'Why in this order', clips: 'Clips' },
    ...{ place: 'Place', copy: 'Shown as', from: 'First frame', to: 'Last frame' },
  },
  refusals: { 'order-needs-reason': 'orderReason' },
});
const judging = defineForm({
  id: 'review',
  schema: judgementTyped,
  labels: { outcome: 'Is it right', reason: 'Reason', seen: '' },
  refusals: { 'nothing-to-review': 'outcome', 'not-looked-at': 'outcome' },
});

/** Each of these stands once for each clip. */
const ROWS = ['clips', 'place', 'copy', 'from', 'to'] as const;
const typedIn = (body: unknown): Record<string, string[]> =>
  Object.fromEntries(
    ROWS.map((name) => {
      const value = (body as Record<string, unknown> | undefined)?.[name];
      return [name, [value ?? []].flat().map(String)];
    }),
  );

/** Clips put together as one film, and going through what came of it. */
@Controller()
@AccessFor('footage')
export class FilmsPagesController {
  constructor(
    private readonly films: CompilationService,
    private readonly investigations: InvestigationsService,
    private readonly access: AccessService,
    private readonly views: ClipViews,
  ) {}

  @Get('investigations/:id/compilations')
  async list(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query({ schema: chosenInAddress }) { clips = [] }: z.infer<typeof chosenInAddress>,
    @Res() response: Response,
  ): Promise<void> {
    await this.showList(response, by, id, clips);
  }

  @Post('investigations/:id/compilations')
  async ask(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(asking, body, (order) => this.films.ask(by.id, id, order));
    if (outcome.done) {
      goTo(response, `/compilations/${outcome.result.id}`);
      return;
    }
    const typed = typedIn(body);
    const clips = chosenInAddress.safeParse({ clips: typed['clips']?.join(',') }).data?.clips ?? [];
    await this.showList(response, by, id, clips, { form: outcome.form, typed }, outcome.status);
  }

  @Get('compilations/:id')
  async one(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.compilation }) id: CompilationId,
    @Res() response: Response,
  ): Promise<void> {
    await this.showOne(response, by, id);
  }

  /** To look is logged: so this is a POST. */
  @Post('compilations/:id/viewings')
  async watch(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.compilation }) id: CompilationId,
    @Res() response: Response,
  ): Promise<void> {
    const { clipId } = await this.films.toWatch(by.id, id);
    const rendition = id as unknown as RenditionId;
    const ticket = await this.access.open(by.id, clipId, 'compilation', 'view', { rendition });
    goTo(response, `/compilations/${id}/viewings/${ticket.id}#watch`);
  }

  @Get('compilations/:id/viewings/:viewing')
  async watching(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.compilation }) id: CompilationId,
    @Param('viewing', { schema: ids.viewing }) viewing: ViewingId,
    @Res() response: Response,
  ): Promise<void> {
    await this.showOne(response, by, id, { viewing });
  }

  @Post('compilations/:id/review')
  async review(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.compilation }) id: CompilationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(judging, body, (said) => this.films.judge(by.id, id, said));
    if (outcome.done) goTo(response, `/compilations/${id}`);
    else await this.showOne(response, by, id, { form: outcome.form }, outcome.status);
  }

  private async showList(
    response: Response,
    by: Officer,
    id: InvestigationId,
    clips: readonly ClipId[],
    { form = emptyForm(), typed = {} }: { form?: FormState; typed?: Record<string, string[]> } = {},
    status = 200,
  ): Promise<void> {
    const investigation = await this.investigations.get(by.id, id);
    show(
      response,
      'areas/redaction/films.njk',
      {
        title: `Films in ${investigation.urn}`,
        investigation,
        films: await this.films.ofInvestigation(by.id, id),
        proposed: clips.length === 0 ? [] : await this.films.propose(by.id, id, clips),
        ...{ form, typed, summary: form.summary },
      },
      status,
    );
  }

  private async showOne(
    response: Response,
    by: Officer,
    id: CompilationId,
    { viewing, form = emptyForm() }: { viewing?: ViewingId; form?: FormState } = {},
    status = 200,
  ): Promise<void> {
    const film = await this.films.one(by.id, id);
    show(
      response,
      'areas/redaction/film.njk',
      {
        title: `Film ${film.reference}`,
        investigation: await this.investigations.get(by.id, film.investigationId),
        film,
        seen: reviewSeen(film),
        proof: JSON.stringify(film.facts?.['proof'] ?? null, null, 2),
        viewing: viewing && (await this.views.viewing(by.id, film.clipId, viewing)),
        ...{ form, summary: form.summary },
      },
      status,
    );
  }
}
