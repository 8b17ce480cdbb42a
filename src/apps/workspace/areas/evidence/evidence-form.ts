import { z } from 'zod';
import type { AllShown } from '../../../../kernel/all-shown';
import { numberFormat } from '../../../../kernel/formatters';
import type { ClipId } from '../../../../kernel/ids';
import { PARTS_MAX, PARTS_MIN } from '../../../../features/redaction';
import { ACCEPT_LABELS, DECLINE_LABELS } from '../../shell/clips/decision-forms';
import { acceptance, refusal } from '../../shell/clips/clip.model';
import { defineForm, FieldRefused } from '../../shell/forms/form';
import { idOf } from '../../shell/inputs/common';

const TOGETHER = {
  'nothing-picked': 'clips',
  'too-many-picked': 'clips',
  'not-together': 'clips',
  'tells-of-another': 'clips',
  'not-yet-master': 'clips',
  'others-match': 'clips',
} as const;

/** As many as a page can send: how many may be taken is said where they are taken, and what was ticked is shown again. */
const clips = z.array(idOf<ClipId>());
const LABEL = { clips: 'Selected items' };

export const accepting = defineForm({
  id: 'decide',
  schema: acceptance.extend({ clips }),
  labels: { ...ACCEPT_LABELS, ...LABEL },
  refusals: TOGETHER,
});
export const declining = defineForm({
  id: 'decide',
  schema: refusal.extend({ clips }),
  labels: { ...DECLINE_LABELS, ...LABEL },
  refusals: TOGETHER,
});
export const pickingTimes = defineForm({
  id: 'decide',
  schema: z.strictObject({ clips }),
  labels: LABEL,
  refusals: { ...TOGETHER, 'no-clips-for-times': 'clips', 'too-many-for-times': 'clips' },
});
export const pickingFilm = defineForm({
  id: 'decide',
  schema: z.strictObject({ clips }),
  labels: LABEL,
  refusals: TOGETHER,
});

/** One box that is ticked comes as a text. */
const ticked = z.preprocess(
  (value) => (value === undefined ? [] : typeof value === 'string' ? [value] : value),
  clips,
);
/** What was ticked on later pages of the list, in one box. */
const further = z
  .string()
  .optional()
  .transform((text) => (text === undefined || text === '' ? [] : text.split(',')))
  .pipe(clips);

const fields = z.object({
  verb: z.enum(['accept', 'decline', 'times', 'film']),
  clips: ticked,
  further,
  /** Whatever the page's filter matches, shown or not. */
  all: z.literal('yes').optional(),
  /** What that was when the page was made. */
  shown: z
    .string()
    .max(40)
    .transform((text) => text as AllShown)
    .optional(),
  /** Where the form stood. */
  address: z.string().max(2_000).default(''),
  description: z.string().optional(),
  producerName: z.string().optional(),
  initials: z.string().optional(),
  reason: z.string().optional(),
  note: z.string().optional(),
});
export const posted = fields.transform(({ further: later, ...rest }) => ({
  ...rest,
  clips: [...new Set([...rest.clips, ...later])],
}));
export type Posted = z.output<typeof posted>;

export const typedIn = (body: Posted): Record<string, string> => {
  const { verb, description = '', producerName = '', initials = '', reason = '', note = 'not-needed' } = body;
  return { verb, description, producerName, initials, reason, note };
};

/** What one act takes, of how many. */
const ACTS: Readonly<Record<Posted['verb'], (most: number) => string>> = {
  accept: (most) => `Decide at most ${most} clips together.`,
  decline: (most) => `Decide at most ${most} clips together.`,
  times: (most) => `Choose the times of at most ${most} clips together.`,
  film: (most) => `A film is put together of ${PARTS_MIN} to ${most} clips.`,
};

const counted = (count: number): string => numberFormat('en-GB', {}).format(count);

/**
 * Some and all at once is no choice: whoever ticked all, and then unticked one, may mean all but that. @throws FieldRefused
 */
export function requireOne({ clips: picked }: Posted): void {
  if (picked.length === 0) return;
  throw new FieldRefused(
    'clips',
    `You ticked ${counted(picked.length)}, and all of them as well. Untick one or the other.`,
  );
}

/** Before anything is looked up: how many there are, how many can be, and what makes them fewer. @throws FieldRefused */
export function requireFew(
  verb: Posted['verb'],
  picked: readonly ClipId[],
  all: boolean,
  most: number,
): void {
  if (verb === 'film' && picked.length === 0)
    throw new FieldRefused('clips', 'Tick the clips that you want in the film.');
  if (picked.length <= most) return;
  const [given, those] = all
    ? [`More than ${most} match`, 'tick those that you want']
    : [`You ticked ${counted(picked.length)}`, 'tick fewer'];
  throw new FieldRefused(
    'clips',
    `${ACTS[verb](most)} ${given}: filter by state, doorbell, days or words, or ${those}.`,
  );
}

/** Of what can be done with a selection, how much at once. */
export const mostOf = (verb: Posted['verb'], together: number): number =>
  verb === 'film' ? PARTS_MAX : together;
