import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import {
  QueueService,
  TogetherService,
  type SentClip,
  type SentSubmission,
} from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import { InvestigationsService, type Investigation } from '../../../../features/investigations';
import type { ClipId, SubmissionId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { acceptance, refusal } from '../../shell/clips/clip.model';
import { idOf, PAGE_DEFAULT } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { defineForm, emptyForm, type FormState, submit, type Submitted } from '../../shell/forms/form';
import { goTo, show } from '../../shell/layout/pages';
import { pagedOf, type Paged } from '../../shell/paging/paging';
import { ACCEPT_LABELS, DECLINE_LABELS } from '../../shell/clips/decision-forms';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/triage/submission.njk': {
      readonly submission: SentSubmission;
      readonly investigation: Investigation;
      readonly page: Paged<SentClip>;
      readonly form: FormState;
      readonly ticked: readonly ClipId[];
      readonly open: boolean;
      /** Whether “We have it already” may be said of one of those that are not decided yet. */
      readonly haveIt: boolean;
    };
  }
}

const after = ids.clip.optional();
const TOGETHER = {
  'nothing-picked': 'clips',
  'too-many-picked': 'clips',
  'not-together': 'clips',
} as const;

/** A form with one box ticked posts a text, with several a list, and with none nothing. */
const picked = z.preprocess(
  (value) => (value === undefined ? [] : typeof value === 'string' ? [value] : value),
  z.array(idOf<ClipId>()).max(1_000),
);

const accepting = defineForm({
  id: 'decide',
  schema: acceptance.extend({ clips: picked }),
  labels: { ...ACCEPT_LABELS, clips: 'Picked clips' },
  refusals: TOGETHER,
});
const declining = defineForm({
  id: 'decide',
  schema: refusal.extend({ clips: picked }),
  labels: { ...DECLINE_LABELS, clips: 'Picked clips' },
  refusals: { ...TOGETHER, 'tells-of-another': 'note' },
});
const choosing = defineForm({
  id: 'decide',
  schema: z.strictObject({ verb: z.enum(['accept', 'decline'], 'Choose what to do with them.') }),
  labels: { verb: 'What to do' },
});

/** All that the form can post, unchecked. */
const everything = z.object({
  verb: z.string().optional(),
  clips: z.unknown().optional(),
  description: z.string().optional(),
  producerName: z.string().optional(),
  initials: z.string().optional(),
  reason: z.string().optional(),
  note: z.string().optional(),
});
type Posted = z.infer<typeof everything>;

/** What was typed stays, also what belongs to the other choice. */
function keptOf({ clips: _clips, ...texts }: Posted, form: FormState): Pick<FormState, 'values'> {
  const typed = Object.entries(texts).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { values: { ...Object.fromEntries(typed), ...form.values } };
}

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
    @Res() response: Response,
  ): Promise<void> {
    await this.show(response, by, id, { start });
  }

  @Post('decide')
  async decide(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.submission }) id: SubmissionId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const posted = everything.parse(body);
    const outcome = await this.act(by, id, posted);
    if (outcome.done) {
      goTo(response, `/submissions/${id}`);
      return;
    }
    const form = { ...outcome.form, ...keptOf(posted, outcome.form) };
    await this.show(response, by, id, { form, posted }, outcome.status);
  }

  /** Accepting and declining stand in one form, for the ticks belong to both: each takes its own fields. */
  private act(by: Officer, id: SubmissionId, posted: Posted): Promise<Submitted<unknown>> {
    const { verb, clips, description, producerName, initials, reason, note } = posted;
    if (verb === 'accept') {
      const given = { clips, description, producerName, initials };
      return submit(accepting, given, ({ clips: chosen, ...details }) =>
        this.together.accept(by.id, id, chosen, details),
      );
    }
    if (verb === 'decline') {
      return submit(declining, { clips, reason, note }, ({ clips: chosen, ...refused }) =>
        this.together.decline(by.id, id, chosen, refused),
      );
    }
    return submit(choosing, { verb }, () => Promise.resolve());
  }

  private async show(
    response: Response,
    by: Officer,
    id: SubmissionId,
    state: { readonly start?: ClipId | undefined; readonly form?: FormState; readonly posted?: Posted },
    status = 200,
  ): Promise<void> {
    const submission = await this.together.submission(by.id, id);
    const investigation = await this.investigations.get(by.id, submission.investigationId);
    const rows = await this.together.clipsOf(by.id, id, PAGE_DEFAULT + 1, state.start);
    const page = pagedOf(rows, { path: `/submissions/${id}`, after: state.start }, (row) => row);
    const [first] = page.items;
    const producer = first === undefined ? null : (await this.queue.place(by.id, first.id)).producer;
    const form = state.form ?? emptyForm({ ...producer, note: 'not-needed' });
    const ticked = picked.safeParse(state.posted?.clips).data ?? [];
    const undecided = page.items.filter((clip) => clip.outcome === null).map((clip) => clip.id);
    const haveIt = await this.queue.haveIt(undecided);
    const open = undecided.length > 0;
    const context = { submission, investigation, page, form, ticked, open, haveIt };
    show(
      response,
      'areas/triage/submission.njk',
      { title: `Sending ${submission.reference}`, ...context },
      status,
    );
  }
}
