import { ENGLISH } from './en';
import { languageFor, offered, type Language, type Texts } from './language';

const READER = { person: 'Sample Reader', on: '2026-11-24' };
const named = (tag: string, checkedBy: Language['checkedBy'] = READER): Language => ({
  ...ENGLISH,
  tag,
  checkedBy,
});

describe('the language of a page', () => {
  const spoken: [Language, ...Language[]] = [ENGLISH, named('pl'), named('ar'), named('pt-BR')];

  it.each([
    ['', 'en-GB'],
    ['pl', 'pl'],
    ['pl-PL,pl;q=0.9,en;q=0.8', 'pl'],
    ['de, ar;q=0.7, en;q=0.9', 'en-GB'],
    ['de, ar;q=0.7', 'ar'],
    ['pt-PT', 'pt-BR'],
    ['PL', 'pl'],
    ['pl;q=0, ar', 'ar'],
    ['xx, *', 'en-GB'],
    [`${'x,'.repeat(10_000)}pl`, 'en-GB'],
    ['=;q=,,;', 'en-GB'],
  ])('follows what her browser asks for: %.40s', (header, tag) => {
    expect(languageFor(spoken, header).tag).toBe(tag);
  });

  it('is only one that a person has checked', () => {
    expect(offered([ENGLISH, named('cy', null), named('pl')]).map(({ tag }) => tag)).toEqual(['en-GB', 'pl']);
  });

  it('has every text, or it does not compile', () => {
    const common = {} as Omit<Texts['common'], 'back'>;
    const many = { forms: { one: '1 plik', few: '{count} pliki', other: '{count} pliku' } };
    // @ts-expect-error a whole subject is missing
    const subject: Texts = {} as Omit<Texts, 'diary'>;
    // @ts-expect-error one word is missing
    const word: Texts = { ...ENGLISH.texts, common };
    const home = { ...ENGLISH.texts.diary.home, clips: 'x' };
    // @ts-expect-error what is counted needs its forms
    const counted: Texts['diary']['home'] = home;
    const own: Texts['diary']['home']['clips'] = many;
    expect([subject, word, counted, own]).toHaveLength(4);
  });
});
