import { answers, whenProblem, type Answers, type Question, type WhenProblem } from '../../features/diary';
import { choice, textField } from './form';
import type { Texts } from './texts/language';

/** What a page of the diary got: the words in any case, and what needs another look. */
export interface Filled {
  readonly part: Answers;
  readonly problem?: string;
  /** The element that the problem is about. */
  readonly field?: string;
  /** Too long to be kept as it is. */
  readonly refused?: boolean;
}

const FIELD_OF: Readonly<Record<WhenProblem, string>> = {
  'no-such-date': 'when-day',
  'date-needed': 'when-day',
  'in-the-future': 'when-day',
  'no-such-time': 'when-time',
};

/** The first element of each page that holds words. */
export const FIRST_FIELD: Readonly<Record<Question, string>> = {
  what: 'words',
  when: 'when-day',
  who: 'words',
  said: 'words',
  more: 'where',
  order: 'words',
};

const KNOWN = ['yes', 'no', 'unknown'] as const;

function partOf(question: Question, body: unknown): Answers {
  // However long it is: too much is told, and never thrown away.
  const text = (name: string): string => textField(body, name, Infinity);
  switch (question) {
    case 'when': {
      const kind = choice(body, 'kind', ['exact', 'about', 'unknown']) ?? '';
      const [day, month, year] = [text('day'), text('month'), text('year')];
      return { when: { kind, day, month, year, time: text('time'), words: text('words') } };
    }
    case 'more':
      return {
        more: { where: text('where'), seen: text('seen'), effect: text('effect'), before: text('before') },
      };
    case 'said':
    case 'order':
      return { [question]: { answer: choice(body, 'answer', KNOWN) ?? '', words: text('words') } };
    case 'what':
    case 'who':
      return { [question]: { words: text('words'), unknown: textField(body, 'unknown', 10) === 'yes' } };
  }
}

/** Reads one page. What cannot be made into a date is kept all the same. */
export function filled({ diary }: Texts, question: Question, body: unknown, now: Date): Filled {
  const part = partOf(question, body);
  if (!answers.safeParse(part).success) {
    return {
      part,
      problem: diary.tooLong,
      field: question === 'when' ? 'words' : FIRST_FIELD[question],
      refused: true,
    };
  }
  const wrong = part.when === undefined ? undefined : whenProblem(part.when, now);
  return wrong === undefined ? { part } : { part, problem: diary.wrong[wrong], field: FIELD_OF[wrong] };
}
