import { z } from 'zod';
import { transcriptLine, type WordProposals } from '../../../../features/transcripts';
import type { WordProposalId } from '../../../../kernel/ids';
import { id, idOf, sha256 } from '../../shell/inputs/common';
import { viewOf } from '../../shell/inputs/view';

export const proposedBy = z.strictObject({
  program: z.string().describe('as it calls itself'),
  sha256: sha256.describe('of all that lies in its folder'),
});

export const wordProposals = z.strictObject({
  state: z
    .enum(['off', 'none', 'waiting', 'made', 'failed'])
    .describe('off: there is no program here; none: nobody has asked of this master'),
  id: id.nullable().describe('of these words, to take some of them'),
  by: proposedBy.nullable(),
  lines: z
    .array(transcriptLine)
    .describe('what a program proposes; it errs, and nothing of it is a line before an officer takes it'),
  why: z.string().nullable().describe('why there are none'),
});
const view = viewOf(wordProposals);
export const wordProposalsView = (found: WordProposals): z.infer<typeof wordProposals> =>
  view({ ...found, by: found.by && { ...found.by }, lines: [...found.lines] });

const place = z.number().int().min(0).max(799);
const proposal = idOf<WordProposalId>();
export const takenWords = z.strictObject({
  proposal: proposal.describe('the words that were shown'),
  take: z
    .union([z.literal('all'), z.array(place).min(1).max(800)])
    .describe('their places, counted from 0; all: those for which the draft has no line yet'),
});

const viewing = z.union([z.literal('').transform(() => undefined), z.guid()]).optional();
export const askWordsForm = z.strictObject({ viewing });
export const takeWordsForm = z.strictObject({
  proposal,
  take: z.union([
    z.literal('all'),
    z
      .string()
      .regex(/^\d{1,3}$/)
      .transform((text) => [Number(text)]),
  ]),
  viewing,
});
