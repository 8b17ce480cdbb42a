import { createHash } from 'node:crypto';
import type { Answers, Question } from './answers';

/** Which page wrote a part last, by its key. */
export type WrittenBy = Readonly<Partial<Record<Question, string>>>;

/** A page on which parts of an entry are written. */
export interface WritingPage {
  /** Its own, however often it saves. */
  readonly key: string;
  /** What it showed of each part. */
  readonly shown: Readonly<Partial<Record<Question, string>>>;
}

/** Of words and choices, whatever their order. @returns SHA-256 in base64url; empty where there is nothing */
export function fingerprintOf(said: Readonly<Record<string, unknown>> | undefined): string {
  if (said === undefined) return '';
  const fields = Object.entries(said).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(fields)).digest('base64url');
}

/**
 * What becomes of what a page saves: `same` where nothing was changed on it, `changed` where what it would overwrite was never shown on it.
 * All are fingerprints; an entry that was taken out elsewhere is begun again by what is written, for no word may be lost.
 */
export function judged(
  { given, shown, own }: { readonly given: string; readonly shown: string; readonly own: boolean },
  current: string,
): 'write' | 'same' | 'changed' {
  if (own || given === current) return 'write';
  if (given === shown) return 'same';
  return current === shown || current === '' ? 'write' : 'changed';
}

/** The parts that are to be written, or `undefined` where one would overwrite what the page never showed. */
export function partsToWrite(
  part: Answers,
  before: { readonly answers: Answers; readonly writtenBy: WrittenBy } | undefined,
  page: WritingPage,
): Answers | undefined {
  const toWrite: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(part)) {
    const question = name as Question;
    const shown = page.shown[question] ?? '';
    const own = before?.writtenBy[question] === page.key;
    const verdict = judged(
      { given: fingerprintOf(given), shown, own },
      fingerprintOf(before?.answers[question]),
    );
    if (verdict === 'changed') return undefined;
    if (verdict === 'write') toWrite[question] = given;
  }
  return toWrite;
}
