import { newReference } from './reference';

it('is two groups of four that begin with a letter, none of which looks like a digit or makes a word', () => {
  const references = Array.from({ length: 2_000 }, newReference);
  expect(
    references.filter(
      (one) => !/^[B-DF-HJ-NP-TV-Z][2-9B-DF-HJ-NP-TV-Z]{3}-[2-9B-DF-HJ-NP-TV-Z]{4}$/.test(one),
    ),
  ).toEqual([]);
  expect(new Set(references).size).toBe(2_000);
});
