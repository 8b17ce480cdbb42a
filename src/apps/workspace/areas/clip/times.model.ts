import { z } from 'zod';
import { TIME_SOURCES, wallTime, type ChosenTime, type LearnedTime } from '../../../../features/footage';
import { id, moment } from '../../shell/inputs/common';

const reason = z.string().trim().min(1, 'Say why.').max(1_000).describe('the log commits to it');

/** Of a program: what it read. */
const known = z
  .number()
  .int()
  .nullable()
  .optional()
  .describe(
    '`id` of the newest choice that was read, null for none: where another was made since, none is. Without it nobody asks',
  );
/** Of a page: the same; a form that says nothing knows of no choice. */
const knownTyped = z
  .string()
  .regex(/^\d{0,15}$/)
  .transform((text) => (text === '' ? null : Number(text)))
  .default(null);

/** `2026-11-22 22:41:08`, with a blank or a T between. */
const wall = z
  .string()
  .trim()
  .transform((text, context) => {
    const parts = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)$/.exec(text)?.slice(1) ?? [];
    const found = wallTime(parts.slice(0, 3).join(''), parts.slice(3).join(''));
    if (found !== undefined) return found;
    context.addIssue({ code: 'custom', message: 'Write it like 2026-11-22 22:41:08.' });
    return z.NEVER;
  })
  .describe('as burned into the picture: YYYY-MM-DD hh:mm:ss');

const zone = z.enum(['UTC', 'Europe/London']).describe('in which zone the officer takes it to be');
const frame = z.number().int().min(1, 'The first frame is 1.').max(100_000_000).describe('counted from 1');
const seconds = z
  .number('Give a number of seconds.')
  .min(0)
  .max(1_000_000)
  .describe('media time of that frame, from the start');
const occurrence = z
  .enum(['first', 'second'])
  .optional()
  .describe('in the hour that clocks in the UK show twice in October');

const readingChoice = z.strictObject({
  candidate: z.number().int().describe('`id` of one of `times` that may be the event’s'),
  instant: moment.describe('one of its readings'),
  reason,
  known,
});
const overlayChoice = z.strictObject({
  overlay: z.strictObject({ wall, zone, frame, seconds }),
  occurrence,
  reason,
  known,
});
const learnedChoice = z.strictObject({
  learned: z.strictObject({ instant: moment.describe('one of the readings of what is proposed') }),
  reason,
  known,
});
export const timeChoice = z.union([readingChoice, overlayChoice, learnedChoice]);

/** The same as forms send it. */
export const readingForm = z.strictObject({
  reading: z
    .string({ error: 'Choose a time.' })
    .regex(/^\d{1,15}\|\d{4}-[\d:.T-]+Z$/, 'Choose a time.')
    .transform((text) => {
      const [candidate, instant] = text.split('|');
      return { candidate: Number(candidate), instant: new Date(instant ?? '') };
    }),
  reason,
  known: knownTyped,
});
const typed = z
  .string()
  .trim()
  .regex(/^\d+(\.\d+)?$/, 'Give a number.')
  .transform(Number);
export const overlayForm = z.strictObject({
  wall,
  zone,
  frame: typed.pipe(frame),
  seconds: typed.pipe(seconds),
  occurrence: z.union([occurrence, z.literal('').transform(() => undefined)]),
  reason,
  known: knownTyped,
});

/** What a form sends for a reading of the proposal. */
export const learnedForm = z.strictObject({
  instant: z
    .string({ error: 'Choose a time.' })
    .regex(/^\d{4}-[\d:.T-]+Z$/, 'Choose a time.')
    .transform((text) => new Date(text)),
  reason,
  known: knownTyped,
});

const learnedReading = z.strictObject({
  as: z.enum(['UTC', 'Europe/London', 'stated']),
  instant: moment,
  london: z.string(),
});
export const learnedProposal = z.strictObject({
  proposal: z
    .strictObject({
      offsetSeconds: z.number().int().describe('how far the clock was ahead of UK time'),
      plusMinusSeconds: z.number().int(),
      confidence: z.enum(['high', 'medium', 'low']),
      because: z.array(z.string()).describe('codes of what speaks for and against it'),
      wall: z.string().nullable().describe('what the clock of the doorbell showed'),
      readings: z.array(learnedReading).describe('two where summer time began or ended meanwhile'),
      flags: z.array(z.string()),
      checks: z
        .array(
          z.strictObject({
            clipId: id,
            shown: z.string(),
            at: moment,
            offsetSeconds: z.number().int(),
            plusMinusSeconds: z.number().int(),
          }),
        )
        .describe('the comparisons that are nearest in time'),
      others: z.number().int().describe('how many more comparisons were reckoned with'),
    })
    .nullable()
    .describe('null when nothing is known, or when the clock was compared for this very clip'),
});
export function learnedView(learned: LearnedTime | undefined): z.infer<typeof learnedProposal> {
  if (learned === undefined) return { proposal: null };
  const { time, checks, others, offsetSeconds, plusMinusSeconds, confidence, because } = learned;
  return {
    proposal: {
      ...{ offsetSeconds, plusMinusSeconds, confidence, because: [...because], wall: time.wall },
      readings: [...time.readings],
      flags: [...time.flags],
      checks: checks.map((check) => ({
        clipId: check.clipId,
        shown: check.shown,
        at: check.at.toISOString(),
        offsetSeconds: check.offsetSeconds,
        plusMinusSeconds: check.plusMinusSeconds,
      })),
      others,
    },
  };
}

export const chosenTime = z.strictObject({
  id: z.number().int().describe('rising: the highest of a clip counts'),
  candidate: z.number().int(),
  source: z.enum(TIME_SOURCES).describe('never the upload'),
  of: z.string().describe('start or end of the clip'),
  instant: moment,
  london: z.string().describe('the same instant as clocks in the UK show it'),
  as: z.enum(['UTC', 'Europe/London', 'stated']).describe('how it was read'),
  reason: z.string(),
  officerId: id,
  chosenAt: moment,
});

export const chosenTimeView = ({ time, reading, ...choice }: ChosenTime): z.infer<typeof chosenTime> => ({
  id: choice.id,
  candidate: choice.candidate,
  source: time.source,
  of: time.of,
  instant: reading.instant,
  london: reading.london,
  as: reading.as,
  reason: choice.reason,
  officerId: choice.officerId,
  chosenAt: choice.chosenAt.toISOString(),
});
