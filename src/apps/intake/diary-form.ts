import {
  answers,
  LONGEST,
  whenProblem,
  type Answers,
  type Question,
  type WhenProblem,
} from '../../features/diary';
import { choice, textField } from './form';

/** What a page of the diary got: her words in any case, and what needs another look. */
export interface Filled {
  readonly part: Answers;
  readonly problem?: string;
  /** The element that the problem is about. */
  readonly field?: string;
  /** Too long to be kept as it is. */
  readonly refused?: boolean;
}

const WHEN_WORDS: Readonly<Record<WhenProblem, { problem: string; field: string }>> = {
  'no-such-date': { problem: 'There is no such day. Check the day, month and year.', field: 'when-day' },
  'date-needed': {
    problem: 'Write the day, month and year. Or choose “about” or “I don’t know”.',
    field: 'when-day',
  },
  'in-the-future': { problem: 'That day has not come yet. Check the date.', field: 'when-day' },
  'no-such-time': { problem: 'Write the time like 21:15 or 9pm. Or leave it empty.', field: 'when-time' },
};

const KNOWN = ['yes', 'no', 'unknown'] as const;

function partOf(question: Question, body: unknown): Answers {
  // One more than fits, so that too much is noticed and not cut off.
  const text = (name: string): string => textField(body, name, LONGEST * 10);
  switch (question) {
    case 'when': {
      const kind = choice(body, 'kind', ['exact', 'about', 'unknown']) ?? '';
      const [day, month, year] = [text('day'), text('month'), text('year')];
      return { when: { kind, day, month, year, time: text('time'), words: text('words') } };
    }
    case 'said':
    case 'order':
      return { [question]: { answer: choice(body, 'answer', KNOWN) ?? '', words: text('words') } };
    case 'what':
    case 'who':
      return { [question]: { words: text('words'), unknown: textField(body, 'unknown', 10) === 'yes' } };
  }
}

/** Reads one page. What cannot be made into a date is kept all the same. */
export function filled(question: Question, body: unknown, now: Date): Filled {
  const part = partOf(question, body);
  if (!answers.safeParse(part).success) {
    const problem = 'This is too long to keep. Please make it shorter, or write the rest as a new entry.';
    return { part, problem, field: 'words', refused: true };
  }
  const wrong = part.when === undefined ? undefined : whenProblem(part.when, now);
  return wrong === undefined ? { part } : { part, ...WHEN_WORDS[wrong] };
}
