import { z } from 'zod';
import { MAKES, SAID_MAKES, TIME_SOURCES, type SentFootage } from '../../../../features/footage';
import { clip } from '../../shell/clips/clip.model';
import { id, moment } from '../../shell/inputs/common';
import { malware } from './malware.model';
import { makerSeal } from './seal.model';
import { chosenTime } from './times.model';

const source = z.strictObject({
  kind: z
    .string()
    .describe(
      'a doorbell’s make, or iphone-library, android-camera, whatsapp, screen-recording, edited, unknown',
    ),
  make: z.enum(MAKES).nullable().describe('also of a copy that still carries its name'),
  confidence: z.enum(['high', 'medium', 'low']),
  because: z.array(z.string()).describe('codes of the reasons'),
  original: z.enum(['original', 'copy', 'unknown']),
});

const reading = z.strictObject({
  as: z.enum(['UTC', 'Europe/London', 'stated']),
  instant: moment,
  london: z.string().describe('the same instant as clocks in the UK show it'),
});

const time = z.strictObject({
  id: z.number().int().describe('names it in a choice'),
  source: z.enum(TIME_SOURCES),
  ofEvent: z.boolean().describe('false: the time of something else, such as the upload; never the event’s'),
  of: z.enum(['start', 'end', 'sending', 'screen-recording', 'encoding', 'upload', 'nothing']),
  wall: z.string().nullable().describe('as written, without a zone'),
  zone: z.enum(['UTC', 'Europe/London', 'device-local', 'stated', 'unknown']),
  readings: z
    .array(reading)
    .describe('every way to read it; two where no zone is stated or the hour comes twice'),
  confidence: z.enum(['high', 'medium', 'low', 'none']),
  flags: z.array(z.string()),
  plusMinusSeconds: z.number().int().nullable(),
  seen: z
    .strictObject({ frame: z.number().int(), seconds: z.number() })
    .optional()
    .describe('where an officer read it in the picture: the frame, counted from 1, and its media time'),
});

const deletion = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unknown'), because: z.enum(['make', 'retention', 'time']) }),
  z.strictObject({
    kind: z.literal('counted'),
    make: z.enum(MAKES),
    days: z.number().describe('as delivered by the maker'),
    longestDays: z.number(),
    from: moment.describe('it may be gone from here on'),
    until: moment.describe('it is gone from here on'),
    daysLeft: z.number().int(),
    state: z.enum(['kept', 'maybe-gone', 'gone']),
  }),
]);

export const clipWithFootage = clip.extend({
  source: source.nullable().describe('a guess with its reasons; null until the clip has been looked into'),
  times: z.array(time).describe('every candidate; an officer chooses one and the rest stay'),
  likelyTime: z
    .strictObject({
      candidate: z.number().int().describe('`id` of one of `times`'),
      instant: moment.describe('one of its readings'),
      as: reading.shape.as,
      sources: z.array(z.enum(TIME_SOURCES)).describe('those that share it, its own first'),
      independent: z.number().int().describe('how many independent sources can be read'),
    })
    .nullable()
    .describe(
      'the reading to begin with: the one that most independent sources share; nothing is decided by it',
    ),
  clock: z.strictObject({
    right: z
      .enum(['yes', 'no', 'unknown'])
      .nullable()
      .describe('the sender’s answer: was the doorbell’s clock right?'),
    check: z
      .strictObject({
        shown: z.string(),
        at: moment,
        offsetSeconds: z.number().int().describe('the doorbell is ahead by so much'),
        plusMinusSeconds: z.number().int(),
      })
      .nullable(),
  }),
  chosenTime: chosenTime.nullable().describe('the officers’ newest choice'),
  timeChoices: z.array(chosenTime).describe('every choice, newest first'),
  saidMake: z
    .enum(SAID_MAKES)
    .nullable()
    .describe('the sender’s answer on the doorbell’s make, asked where the file does not tell'),
  replaces: id.nullable().describe('the clip of which this is a better version, as the sender has said'),
  betterVersions: z.array(id).describe('clips that are better versions of this one, as the sender has said'),
  malware: malware.describe('what the newest scan of the original found'),
  deletion: deletion.describe('of the copy that the doorbell’s maker keeps'),
  seal: makerSeal
    .nullable()
    .describe('of the file’s maker (C2PA), as it came; null where nobody has looked for one'),
});

type Footage = Pick<
  z.infer<typeof clipWithFootage>,
  'source' | 'times' | 'likelyTime' | 'clock' | 'saidMake' | 'replaces' | 'betterVersions' | 'deletion'
>;

const likelyView = (likely: SentFootage['likely']): Footage['likelyTime'] =>
  likely === undefined
    ? null
    : {
        candidate: likely.candidate.id,
        instant: likely.reading.instant,
        as: likely.reading.as,
        sources: [...likely.sources],
        independent: likely.independent,
      };

export function footageView(footage: SentFootage): Footage {
  const { clockRight, clockCheck } = footage.answers;
  const { source: found } = footage;
  return {
    source: found === null ? null : { ...found, because: [...found.because] },
    times: footage.times.map((each) => ({ ...each, readings: [...each.readings], flags: [...each.flags] })),
    likelyTime: likelyView(footage.likely),
    clock: {
      right: clockRight ?? null,
      check: clockCheck === undefined ? null : { ...clockCheck, at: clockCheck.at.toISOString() },
    },
    saidMake: footage.saidMake,
    replaces: footage.replaces,
    betterVersions: footage.versions.filter(({ relation }) => relation === 'better').map(({ id }) => id),
    deletion: footage.deletion,
  };
}
