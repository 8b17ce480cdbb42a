import { z } from 'zod';
import type { JsonObject } from '../../../kernel/json';

const WORDS_MAX = 1_000;
const LINES_MAX = 800;
/** Of all lines together, so that a transcript fits into one request. */
const LETTERS_MAX = 50_000;
/** A day. */
const MS_MAX = 86_400_000;

const ms = z
  .number()
  .int()
  .min(0)
  .max(MS_MAX)
  .nullable()
  .describe(
    'milliseconds from the start of the film, which is before the first frame where sound begins before it; null while it is not known',
  );

/** One line of a transcript. A draft may have lines without times or words. */
export const transcriptLine = z.strictObject({
  start: ms,
  end: ms,
  speaker: z.string().trim().max(100, 'A speaker’s label has up to 100 letters.'),
  words: z
    .string()
    .trim()
    .max(WORDS_MAX, `A line has up to ${WORDS_MAX} letters.`)
    .describe('as they are said'),
  language: z
    .string()
    .trim()
    .regex(/^$|^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'Give a language as a tag, such as ur or pl.')
    .max(35)
    .describe('of the words, as a tag of BCP 47; empty: not said'),
  translation: z.string().trim().max(WORDS_MAX, `A translation has up to ${WORDS_MAX} letters.`),
});
export type Line = z.infer<typeof transcriptLine>;

export const transcriptLines = z
  .array(transcriptLine)
  .max(LINES_MAX, `A transcript has up to ${LINES_MAX} lines.`)
  .refine((lines) => lettersOf(lines) <= LETTERS_MAX, `A transcript has up to ${LETTERS_MAX} letters.`);

const lettersOf = (lines: readonly Line[]): number =>
  lines.reduce(
    (sum, { speaker, words, translation }) => sum + speaker.length + words.length + translation.length,
    0,
  );

/** Line breaks and other control characters become spaces; half a character becomes the sign for that. */
const tidyText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();

/** Each line on one line. Nothing else is changed. */
export const tidy = (lines: readonly Line[]): Line[] =>
  lines.map((line) => ({
    ...line,
    speaker: tidyText(line.speaker),
    words: tidyText(line.words),
    translation: tidyText(line.translation),
  }));

const FIELDS = ['start', 'end', 'speaker', 'words', 'language', 'translation'] as const;

export const sameLines = (some: readonly Line[], others: readonly Line[]): boolean =>
  some.length === others.length &&
  some.every((line, index) => FIELDS.every((field) => line[field] === others[index]?.[field]));

/** A line that can be shown at its time. */
export interface TimedLine extends Line {
  readonly start: number;
  readonly end: number;
}

const isTimed = (line: Line): line is TimedLine => line.start !== null && line.end !== null;

/** Lines in the order of their starts, as WebVTT has them (section 4.1); those that start together stay as they were typed. */
export const inOrder = (lines: readonly Line[]): TimedLine[] =>
  lines.filter(isTimed).sort((one, other) => one.start - other.start);

/** What is wanting before it can be finished, in sentences. `lengthMs`: of the film, where it is known. */
export function wanting(lines: readonly Line[], lengthMs: number | null): string[] {
  if (lines.length === 0) return ['Type at least one line.'];
  return lines.flatMap((line, index) => {
    const problem = problemOf(line, lengthMs);
    return problem === undefined ? [] : [`Line ${index + 1} ${problem}.`];
  });
}

function problemOf({ start, end, words }: Line, lengthMs: number | null): string | undefined {
  if (start === null) return 'has no start';
  if (end === null) return 'has no end';
  if (end <= start) return 'ends before it starts';
  if (words === '') return 'has no words: type [inaudible] where they cannot be heard';
  if (lengthMs !== null && end > lengthMs) return 'ends after the film';
  return undefined;
}

/** Containers and decoders do not always agree on where a film ends. */
const TOLERANCE_MS = 500;

/** How long the film is, from what a first probe found; `null` where that does not say. */
export function lengthOf(media: JsonObject | null): number | null {
  const duration = media?.['duration'];
  return typeof duration === 'number' ? Math.ceil(duration * 1_000) + TOLERANCE_MS : null;
}
