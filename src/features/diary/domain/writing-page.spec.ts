import { fingerprintOf, partsToWrite, standingTo, writerOf } from './writing-page';

const what = (words: string) => ({ what: { words, unknown: false } });
const page = (turn: number, key = 'a-page') => ({ key, turn, shown: {} });
const before = (words: string, turn: number) => ({
  answers: what(words),
  writtenBy: { what: writerOf(page(turn)) },
});

it.each([
  [undefined, 'other'],
  ['', 'other'],
  ['another', 'other'],
  ['another.3', 'other'],
  ['a-page', 'own'],
  ['a-page.2', 'own'],
  ['a-page.3', 'own'],
  ['a-page.4', 'overtaken'],
  ['a-page.10', 'overtaken'],
])('what %s wrote is to the third saving of a page: %s', (writer, standing) => {
  expect(standingTo(writer, page(3))).toBe(standing);
});

it('a saving that was overtaken writes nothing, also where what stands there is what its page showed', () => {
  const shown = { what: fingerprintOf(what('First.').what) };
  expect(partsToWrite(what('A dog'), before('First.', 5), { ...page(4), shown })).toBeUndefined();
  expect(partsToWrite(what('First.'), before('First.', 5), page(4))).toEqual({});
});

it('a later one of the same page writes, and so does one that is sent again', () => {
  for (const turn of [5, 6])
    expect(partsToWrite(what('Second.'), before('First.', 5), page(turn))).toEqual(what('Second.'));
});
