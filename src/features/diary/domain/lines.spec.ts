import { DIARY_WORDS } from '../officers-words';
import type { Answers, WhenAnswer } from './answers';
import { linesOf } from './lines';

const now = new Date('2026-11-24T12:00:00Z');
const answerTo = (question: string, given: Answers): string | undefined =>
  linesOf(given, now, DIARY_WORDS).find((line) => line.question === question)?.answer;

describe('what is read of when it happened', () => {
  const whenOf = (part: Partial<WhenAnswer>): string | undefined =>
    answerTo('When', {
      when: { kind: '', day: '', month: '', year: '', time: '', words: '', ...part },
    });
  const unsure = { day: '27', month: 'March', time: 'half past nine' };

  it.each<[Partial<WhenAnswer>, string]>([
    [unsure, 'As typed: “27 March, half past nine”'],
    [{ day: '31', month: '2', year: '2026', time: '25:99' }, 'As typed: “31 2 2026, 25:99”'],
    [{ day: '27', month: '3', time: '9pm' }, 'As typed: “27 3, 9pm”'],
    [{ day: '3', month: '3', year: '2027', time: '9pm' }, 'As typed: “3 3 2027, 9pm”'],
    [{ ...unsure, kind: 'exact' }, 'As typed: “27 March, half past nine”'],
    [{ ...unsure, kind: 'about' }, 'About, as typed: “27 March, half past nine”'],
    [{ ...unsure, kind: 'unknown' }, 'I don’t know. As typed: “27 March, half past nine”'],
    [{ ...unsure, words: 'After dark' }, 'As typed: “27 March, half past nine”. After dark'],
    [
      { kind: 'about', day: '3', month: '3', year: '2026', time: 'late' },
      'about 3 March 2026. As typed: “late”',
    ],
  ])('is all of %j', (part, words) => {
    expect(whenOf(part)).toBe(words);
  });

  it.each<[Partial<WhenAnswer>, string]>([
    [{}, 'Not answered'],
    [{ kind: 'about' }, 'About, no more is known'],
    [{ kind: 'unknown' }, 'I don’t know'],
    [{ kind: 'unknown', words: 'In spring' }, 'In spring'],
    [{ time: '9pm' }, '21:00'],
    [{ kind: 'exact', day: '3', month: '3', year: '2026', time: '9pm' }, '3 March 2026 at 21:00'],
    [{ kind: 'about', month: '3', year: '2026', words: 'After dark' }, 'about March 2026. After dark'],
  ])('has nothing beside it that was not typed: %j', (part, words) => {
    expect(whenOf(part)).toBe(words);
  });
});

it.each([
  [{ answer: '', words: 'He shouted that he knows my car' }, 'He shouted that he knows my car'],
  [{ answer: 'yes', words: 'That he knows my car' }, 'Yes. That he knows my car'],
  [{ answer: 'unknown', words: '' }, 'I don’t know'],
  [{ answer: '', words: ' ' }, 'Not answered'],
] as const)('reads %j as an answer, also where only words were given', (given, words) => {
  expect(answerTo('Was anything said', { said: given })).toBe(words);
  expect(answerTo('Is there an order', { order: given })).toBe(words);
});

it('what was written from the right begins a line of its own after “Yes”', () => {
  const said = (words: string) => answerTo('Was anything said', { said: { answer: 'yes', words } });
  expect(said('“Go away”')).toBe('Yes. “Go away”');
  expect(said('اذهب يا AB12')).toBe('Yes.\nاذهب يا AB12');
  expect(said('“لا تقترب”')).toBe('Yes.\n“لا تقترب”');
});
