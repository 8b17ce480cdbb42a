import { formatDate } from '../../../platform/http';
import type { Answers } from './answers';
import { readWhen, type ReadWhen } from './when';

/** One answer as people read it. */
export interface Line {
  readonly question: string;
  readonly answer: string;
}

const UNKNOWN = 'I don’t know';
const LEFT = 'Not answered';

const free = (part: { words: string; unknown: boolean } | undefined): string => {
  const words = part?.words.trim() ?? '';
  if (words !== '') return words;
  return part?.unknown === true ? UNKNOWN : LEFT;
};

const yesNo = (part: { answer: string; words: string } | undefined): string => {
  const answer = { yes: 'Yes', no: 'No', unknown: UNKNOWN, '': LEFT }[part?.answer ?? ''] ?? LEFT;
  const words = part?.words.trim() ?? '';
  return words === '' ? answer : `${answer}. ${words}`;
};

const month = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${date}-01`),
  );

/** `23 November 2026 at 21:15`, `about November 2026, after dark`. */
export function whenWords({ kind, date, time, words }: ReadWhen): string {
  if (kind === 'unknown' && words === undefined) return UNKNOWN;
  const day =
    date === undefined ? undefined : date.length === 7 ? month(date) : formatDate(`${date}T12:00:00Z`);
  const at = [day, time].filter((part) => part !== undefined).join(' at ');
  const parts = [at === '' || kind !== 'about' ? at : `about ${at}`, words ?? ''];
  const text = parts.filter((part) => part !== '').join('. ');
  if (text !== '') return text;
  return kind === 'about' ? 'About, no more is known' : LEFT;
}

/** An entry in full, as she and the officers read it. */
export function linesOf(given: Answers, now: Date): Line[] {
  return [
    { question: 'What happened', answer: free(given.what) },
    { question: 'When', answer: whenWords(readWhen(given.when, now)) },
    { question: 'Who it was', answer: free(given.who) },
    { question: 'Was anything said', answer: yesNo(given.said) },
    { question: 'Is there an order', answer: yesNo(given.order) },
  ];
}
