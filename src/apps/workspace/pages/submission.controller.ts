import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { QueueService, TogetherService } from '../../../features/evidence';
import type { Officer } from '../../../features/identity';
import { InvestigationsService } from '../../../features/investigations';
import type { ClipId, SubmissionId } from '../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../access/access';
import { acceptance, refusal } from '../api/models/clip';
import { idOf, toPage } from '../api/models/common';
import { ids } from '../api/models/ids';
import { emptyForm, type FormState, submit } from './form';
import { goTo, show } from './pages';
import { withProposedInitials } from './triage.controller';

const after = ids.clip.optional();
const PER_PAGE = 50;
const TOGETHER = {
  'nothing-picked': 'clips',
  'too-many-picked': 'clips',
  'not-together': 'clips',
  'already-triaged': '',
};

/** A form with one box ticked posts a text, with several a list, and with none nothing. */
const picked = z.preprocess(
  (value) => (value === undefined ? [] : typeof value === 'string' ? [value] : value),
  z.array(idOf<ClipId>()).max(1_000),
);

/** One sending: its clips, and deciding some of them together. */
@Controller('submissions/:id')
@AccessFor('investigations')
export class SubmissionController {
  constructor(
    private readonly together: TogetherService,
    private readonly queue: QueueService,
    private readonly investigations: InvestigationsService,
  ) {}

  @Get()
  async page(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.submission }) id: SubmissionId,
    @Query('after', { schema: after }) start: ClipId | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.show(request, response, by, id, { start });
  }

  @Post('accept')
  async accept(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.submission }) id: SubmissionId,
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(
      'accept',
      acceptance.extend({ clips: picked }),
      body,
      ({ clips, ...details }) => this.together.accept(by.id, id, clips, details),
      TOGETHER,
    );
    if (outcome.done) {
      goTo(response, `/submissions/${id}`);
      return;
    }
    const acceptForm = withProposedInitials(outcome.form);
    await this.show(request, response, by, id, { acceptForm, body }, outcome.status);
  }

  @Post('decline')
  async decline(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.submission }) id: SubmissionId,
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(
      'decline',
      refusal.extend({ clips: picked }),
      body,
      ({ clips, ...given }) => this.together.decline(by.id, id, clips, given),
      TOGETHER,
    );
    if (outcome.done) goTo(response, `/submissions/${id}`);
    else await this.show(request, response, by, id, { declineForm: outcome.form, body }, outcome.status);
  }

  private async show(
    request: Request,
    response: Response,
    by: Officer,
    id: SubmissionId,
    state: {
      readonly start?: ClipId | undefined;
      readonly acceptForm?: FormState;
      readonly declineForm?: FormState;
      /** What was posted: ticks stay. */
      readonly body?: unknown;
    },
    status = 200,
  ): Promise<void> {
    const submission = await this.together.submission(by.id, id);
    const investigation = await this.investigations.get(by.id, submission.investigationId);
    const rows = await this.together.clipsOf(by.id, id, PER_PAGE + 1, state.start);
    const page = toPage(rows, PER_PAGE, (row) => row);
    const [first] = page.items;
    const producer = first === undefined ? null : (await this.queue.place(by.id, first.id)).producer;
    const forms = {
      acceptForm: state.acceptForm ?? emptyForm({ ...producer }),
      declineForm: state.declineForm ?? emptyForm({ note: 'not-needed' }),
    };
    const ticked = z.looseObject({ clips: picked }).safeParse(state.body ?? {}).data?.clips ?? [];
    const summary = Object.values(forms).flatMap((form) => form.summary);
    const open = page.items.some((clip) => clip.outcome === null);
    const context = { submission, investigation, page, ...forms, ticked, summary, open };
    show(
      request,
      response,
      'submission.njk',
      { title: `Sending ${submission.reference}`, ...context },
      status,
    );
  }
}
