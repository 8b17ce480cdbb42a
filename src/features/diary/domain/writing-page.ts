import { createHash } from 'node:crypto';
import type { Answers, Question } from './answers';

/** Which page wrote a part last, and the how manyth of its savings that was (`writerOf`). */
export type WrittenBy = Readonly<Partial<Record<Question, string>>>;

/** A page on which parts of an entry are written. */
export interface WritingPage {
  /** Its own, however often it saves. */
  readonly key: string;
  /** Counts its savings: one that stayed on its way may come after the next. */
  readonly turn: number;
  /** What it showed of each part. */
  readonly shown: Readonly<Partial<Record<Question, string>>>;
}

/** Of words and choices, whatever their order. @returns SHA-256 in base64url; empty where there is nothing */
export function fingerprintOf(said: Readonly<Record<string, unknown>> | undefined): string {
  if (said === undefined) return '';
  const fields = Object.entries(said).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(fields)).digest('base64url');
}

export const writerOf = ({ key, turn }: Pick<WritingPage, 'key' | 'turn'>): string =>
  turn === 0 ? key : `${key}.${turn}`;

/** How one saving of a page stands to what wrote last: by another page, by an earlier saving of this one, or by a later one. */
export type Standing = 'other' | 'own' | 'overtaken';

export function standingTo(
  writer: string | undefined,
  { key, turn }: Pick<WritingPage, 'key' | 'turn'>,
): Standing {
  const [by, last = '0'] = writer?.split('.') ?? [];
  if (by !== key) return 'other';
  return turn < Number(last) ? 'overtaken' : 'own';
}

/**
 * What becomes of what a page saves: `same` where nothing was changed on it, `changed` where what it would overwrite was never shown on it.
 * What a later saving of the same page has overtaken takes nothing of it back. All are fingerprints; an entry that was taken out elsewhere is begun again by what is written, for no word may be lost.
 */
export function judged(
  { given, shown, standing }: { readonly given: string; readonly shown: string; readonly standing: Standing },
  current: string,
): 'write' | 'same' | 'changed' {
  if (standing === 'overtaken') return given === current ? 'same' : 'changed';
  if (standing === 'own' || given === current) return 'write';
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
    const standing = standingTo(before?.writtenBy[question], page);
    const verdict = judged(
      { given: fingerprintOf(given), shown, standing },
      fingerprintOf(before?.answers[question]),
    );
    if (verdict === 'changed') return undefined;
    if (verdict === 'write') toWrite[question] = given;
  }
  return toWrite;
}
