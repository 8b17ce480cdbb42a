import * as fc from 'fast-check';
import { excerptOf } from './excerpt';

const LONG = `${'He stood there. '.repeat(30)}Then the bell rang, and he left by the gate. ${'It rained. '.repeat(30)}`;

it('a short text is shown whole, on one line', () =>
  expect(excerptOf(' He rang\n\nthe bell. ', ['bell'])).toBe('He rang the bell.'));

it('a long text is shown around the word, at its beginning, whatever its case', () => {
  const shown = excerptOf(LONG, ['BEL']);
  expect(shown).toMatch(/^… .*the bell rang.* …$/);
  expect(shown.length).toBeLessThan(190);
});

it.each([
  ['lukasz', 'Łukasz'],
  ['llyr', 'Llŷr'.normalize('NFD')],
  ['احمد', 'أحمد'],
])('a long text is shown around %s where it says %s', (typed, said) => {
  const text = LONG.replace('bell rang', said);
  expect(excerptOf(text, [typed])).toMatch(new RegExp(`^… .*the ${said}, and.* …$`));
});

it('a word that is not there, or only inside another, shows the beginning', () => {
  expect(excerptOf(LONG, ['ell'])).toMatch(/^He stood there\./);
  expect(excerptOf(LONG, [])).toMatch(/^He stood there\./);
});

it.each(['a+b(', '[', '\\\\', '(a+)+$', '.*', '|'])(
  'takes what was typed for itself and for no pattern: %s',
  (word) => {
    const text = `${'x '.repeat(200)}${word} and ${'aaaaaaaaaa '.repeat(40)}`;
    expect(excerptOf(text, [word])).toContain(word);
    expect(excerptOf(LONG, [word])).toMatch(/^He stood there\./);
  },
);

it('shows nothing that is not in the text, and never much', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 600 }),
      fc.string({ maxLength: 8 }),
      (text, word) => {
        const shown = excerptOf(text, word === '' ? [] : [word]);
        const inner = shown.replace(/^… /, '').replace(/ …$/, '');
        expect(text.replaceAll(/\s+/g, ' ')).toContain(inner);
        expect(shown.length).toBeLessThanOrEqual(184);
      },
    ),
  );
});
