import { DETAILS, type Answers, type Detail, type Question } from './answers';
import { readWhen, type ReadWhen } from './when';

/** One answer as people read it. */
export interface Line {
  /** The page on which it is asked. */
  readonly page: Question;
  readonly question: string;
  readonly answer: string;
}

/** The words for it, which the app that shows it has: officers read English, victims their own language. */
export interface LineWords {
  readonly questions: Readonly<Record<Exclude<Question, 'more'>, string>>;
  readonly details: Readonly<Record<Detail, string>>;
  /** Stands in their place where none was told; left out where nobody can add one. */
  readonly more?: string;
  readonly yes: string;
  readonly no: string;
  readonly unknown: string;
  readonly left: string;
  /** It is known about when, and no more. */
  readonly onlyAbout: string;
  about(when: string): string;
  /** What cannot be made into a date or a time. */
  asTyped(typed: string): string;
  /** The same of what is known about. */
  aboutAsTyped(typed: string): string;
  dayAndTime(day: string, time: string): string;
  /** Two statements, one after the other. */
  both(one: string, other: string): string;
  /** @param date `YYYY-MM-DD`, or `YYYY-MM` */
  day(date: string): string;
}

export type TypedWords = Pick<LineWords, 'asTyped' | 'aboutAsTyped' | 'both'>;

function free(part: { words: string; unknown: boolean } | undefined, say: LineWords): string {
  const words = part?.words.trim() ?? '';
  if (words !== '') return words;
  return part?.unknown === true ? say.unknown : say.left;
}

/** Words without a choice are an answer by themselves. */
function yesNo(part: { answer: string; words: string } | undefined, say: LineWords): string {
  const { yes, no, unknown, left } = say;
  const answer = { yes, no, unknown }[part?.answer ?? ''];
  const words = part?.words.trim() ?? '';
  if (answer === undefined) return words === '' ? left : words;
  return words === '' ? answer : say.both(answer, words);
}

/** `As typed: “27 March, half past nine”. After dark`: what is there beside a date and a time that can be read. */
export function wordsBeside(
  { kind, date, time, typed, words }: ReadWhen,
  say: TypedWords,
): string | undefined {
  if (typed === undefined) return words;
  const onlyAbout = kind === 'about' && date === undefined && time === undefined;
  const asTyped = onlyAbout ? say.aboutAsTyped(typed) : say.asTyped(typed);
  return words === undefined ? asTyped : say.both(asTyped, words);
}

function momentWords({ kind, date, time, typed }: ReadWhen, say: LineWords): string | undefined {
  // Words say by themselves how little is known; what stands in the fields does not.
  if (kind === 'unknown') return typed === undefined ? undefined : say.unknown;
  const day = date === undefined ? undefined : say.day(date);
  const at = day !== undefined && time !== undefined ? say.dayAndTime(day, time) : (day ?? time);
  return at !== undefined && kind === 'about' ? say.about(at) : at;
}

/** `23 November 2026 at 21:15`, `about November 2026. After dark`. */
function whenWords(read: ReadWhen, say: LineWords): string {
  const [moment, beside] = [momentWords(read, say), wordsBeside(read, say)];
  if (moment !== undefined && beside !== undefined) return say.both(moment, beside);
  const none = { unknown: say.unknown, about: say.onlyAbout, exact: say.left, left: say.left };
  return moment ?? beside ?? none[read.kind];
}

/** Only what was filled in; where none was, one line to change it by. */
function detailLines(given: Answers['more'], say: LineWords): Line[] {
  const filled = DETAILS.flatMap((detail): Line[] => {
    const words = given?.[detail].trim() ?? '';
    return words === '' ? [] : [{ page: 'more', question: say.details[detail], answer: words }];
  });
  return filled.length > 0 || say.more === undefined
    ? filled
    : [{ page: 'more', question: say.more, answer: say.left }];
}

/** An entry in full. */
export function linesOf(given: Answers, now: Date, say: LineWords): Line[] {
  const { questions } = say;
  return [
    { page: 'what', question: questions.what, answer: free(given.what, say) },
    { page: 'when', question: questions.when, answer: whenWords(readWhen(given.when, now), say) },
    { page: 'who', question: questions.who, answer: free(given.who, say) },
    { page: 'said', question: questions.said, answer: yesNo(given.said, say) },
    ...detailLines(given.more, say),
    { page: 'order', question: questions.order, answer: yesNo(given.order, say) },
  ];
}
