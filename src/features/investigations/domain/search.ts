/** What an officer typed, as the ways in which an investigation may answer to it. */
export interface Wanted {
  /** In lower case: a part of the crime reference or of the name of the officer in the case. */
  readonly text: string;
  /** A PostgreSQL tsquery of word beginnings, all of which must occur in offence or team; `null` without any word. */
  readonly words: string | null;
  /** `AB/1` when it may be an exhibit's reference. */
  readonly exhibit: string | null;
  /** When it may be the reference of a submission. */
  readonly submission: string | null;
}

const EXHIBIT = /^([A-Za-z]{2,4})[/-]([1-9][0-9]*)(?:[/-][0-9]+)*$/;
const SUBMISSION = /^[A-Za-z0-9]+-[A-Za-z0-9]+$/;

/** `undefined` when nothing was typed. A derived exhibit, as `AB/1/1`, is found by the exhibit that it comes from. */
export function wantedBy(typed: string): Wanted | undefined {
  const text = typed.trim().replaceAll(/\s+/g, ' ');
  if (text === '') return undefined;
  // Some keyboards write an accent as a sign of its own: it is no end of a word.
  const words = text
    .normalize('NFC')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const [, initials, number] = EXHIBIT.exec(text) ?? [];
  return {
    text: text.toLowerCase(),
    words: words.length === 0 ? null : words.map((word) => `${word}:*`).join(' & '),
    exhibit: initials === undefined ? null : `${initials.toUpperCase()}/${number ?? ''}`,
    submission: SUBMISSION.test(text) ? text.toUpperCase() : null,
  };
}
