import type { Request } from 'express';
import { ENGLISH } from './texts/en';
import type { Language } from './texts/language';
import { plural } from './texts/plural';
import { Speeches, speechIn } from './speech';

const person = { person: 'Sample Reader', on: '2026-11-24' };
const polish: Language = { ...ENGLISH, tag: 'pl', name: 'Polski', checkedBy: person };
const arabic: Language = { ...ENGLISH, tag: 'ar', name: 'x', direction: 'rtl', checkedBy: person };
const welsh: Language = { ...ENGLISH, tag: 'cy', name: 'Cymraeg', checkedBy: null };
const asking = (language: string): Request =>
  ({ headers: { 'accept-language': language } }) as Partial<Request> as Request;

describe('how a page speaks', () => {
  it('counts as its language does', () => {
    const files = {
      forms: { one: '{count} plik', few: '{count} pliki', many: '{count} plików', other: '{count} pliku' },
    };
    const { count } = speechIn(polish);
    expect([1, 2, 5, 22, 1000].map((number) => count(files, number))).toEqual([
      '1 plik',
      '2 pliki',
      '5 plików',
      '22 pliki',
      '1000 plików',
    ]);
    expect(
      speechIn(ENGLISH).count(plural('{count} file of {name}', '{count} files of {name}'), 1, { name: 'a' }),
    ).toBe('1 file of a');
    expect(count(plural('one', 'other'), 5)).toBe('other');
  });

  it('sets names apart where the text runs the other way', () => {
    expect(speechIn(ENGLISH).say('{name} is here', { name: 'a' })).toBe('a is here');
    expect(speechIn(arabic).say('{name} is here', { name: 'a' })).toBe('\u2068a\u2069 is here');
  });

  it('offers what somebody vouches for, and nothing else', () => {
    const speeches = new Speeches([polish, welsh, arabic]);
    expect(speeches.choices.map(({ tag }) => tag)).toEqual(['en-GB', 'pl', 'ar']);
    expect(speeches.in('cy')).toBeUndefined();
    expect(speeches.in(undefined)).toBeUndefined();
    expect(speeches.forBrowser(asking('cy, pl;q=0.5')).htmlLang).toBe('pl');
    expect(speeches.forBrowser(asking('de')).htmlLang).toBe('en-GB');
  });
});
