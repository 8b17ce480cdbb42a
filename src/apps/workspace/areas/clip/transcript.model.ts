import { z } from 'zod';
import {
  readTyped,
  transcriptLine,
  transcriptLines,
  type Transcript,
  type TranscriptHead,
} from '../../../../features/transcripts';
import type { Sha256Hex } from '../../../../kernel/ids';
import { id, moment, sha256 } from '../../shell/inputs/common';
import { viewOf } from '../../shell/inputs/view';
import { proposedBy } from './words.model';

const revision = z.number().int().min(0).max(10_000_000);
const reason = z.string().trim().max(1_000);

export const newTranscript = z.strictObject({
  reason: reason.default('').describe('why there is to be another version; nothing for the first'),
});
export const transcriptGiven = z.strictObject({ id });

export const savedLines = z.strictObject({
  revision: revision.describe(
    'that was read or saved last: another answer means that the draft was saved elsewhere meanwhile',
  ),
  lines: transcriptLines,
});
export const saveGiven = z.strictObject({ revision, savedAt: moment });
export const finishGiven = z.strictObject({
  sha256: sha256.describe('of the lines as WebVTT, as `GET /api/v1/transcripts/:id/captions` gives them'),
});
export const checked = z.strictObject({
  sha256: (sha256 as unknown as z.ZodType<Sha256Hex, string>).describe('of the version that was listened to'),
});

const version = z.strictObject({
  id,
  clipId: id,
  number: z.number().int().describe('of the version, counted from 1'),
  state: z.enum(['draft', 'finished', 'checked', 'superseded']),
  author: z.string().describe('who finished it, or types it'),
  authorId: id,
  goesOnFrom: z.number().int().nullable().describe('the version whose lines it began with'),
  earlier: z
    .array(z.strictObject({ id, name: z.string() }))
    .describe('who had typed those lines, in their order'),
  proposedBy: z
    .array(proposedBy)
    .describe('programs whose words were taken into it, or into what it goes on from'),
  reason: z.string().describe('why it was made; empty of the first'),
  revision: revision.describe('counts what was saved'),
  begunAt: moment,
  savedAt: moment,
  finishedAt: moment.nullable(),
  sha256: sha256.nullable().describe('of the finished lines as WebVTT'),
  checker: z.string().nullable().describe('who checked it against the sound'),
  checkedAt: moment.nullable(),
});
export const transcriptList = z.strictObject({ items: z.array(version) });
const versionView = viewOf(version);
export const versionLine = (row: TranscriptHead): z.infer<typeof version> => versionView(row);

export const transcriptOne = version.extend({ lines: z.array(transcriptLine) });
const oneView = viewOf(transcriptOne);
export const transcriptView = (row: Transcript): z.infer<typeof transcriptOne> => oneView(row);

const none = z.literal('').transform(() => undefined);
const viewing = z.union([none, z.guid()]).optional();
/** The same as forms send it; without JavaScript the lines are typed as text. */
export const beginForm = newTranscript.extend({ viewing });
export const linesForm = z.strictObject({
  revision: z
    .string()
    .regex(/^\d{1,8}$/)
    .transform(Number),
  lines: z
    .string()
    .max(150_000)
    .transform((text, context) => {
      const read = readTyped(text);
      if (typeof read !== 'string') return read;
      context.addIssue({ code: 'custom', message: read });
      return z.NEVER;
    })
    .pipe(transcriptLines),
  viewing,
});
export const checkForm = checked.extend({ viewing });
