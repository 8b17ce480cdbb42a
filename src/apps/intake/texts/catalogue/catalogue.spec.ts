import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENGLISH_TEXTS } from '../en-texts';
import { languagesIn } from '../languages';
import { readPo, writePo, type Catalogue, type Translated } from './po';
import { problemsOf } from './problems';
import { formsOf, textsIn, unitsFor } from './units';

/** Each text in capitals, as if it were Polish; places for values stay. */
const shout = (text: string): string =>
  text.replaceAll(
    /(\{\w+\})|([^{}]+)/g,
    (_, place: string | undefined, words: string) => place ?? words.toUpperCase(),
  );

const whole = (tag: string, change: Partial<Catalogue> = {}): Catalogue => ({
  tag,
  name: 'Capitals',
  direction: 'ltr',
  checkedBy: null,
  translated: new Map(
    unitsFor(tag).map(({ at, english }): [string, Translated] => [at, { english, words: shout(english) }]),
  ),
  ...change,
});

const folder = mkdtempSync(join(tmpdir(), 'lintel-po-'));
const keep = (name: string, catalogue: Catalogue): string => {
  const file = join(folder, name);
  writeFileSync(file, writePo(catalogue, unitsFor(catalogue.tag)));
  return file;
};
afterAll(() => rmSync(folder, { recursive: true }));
const CHECKED = { person: 'Sample Reader', on: '2026-11-27' };

describe('the catalogue of a language', () => {
  it('has each form of counting that the language has', () => {
    expect([formsOf('en-GB'), formsOf('pl'), formsOf('ar')]).toEqual([
      ['one', 'other'],
      ['few', 'many', 'one', 'other'],
      ['few', 'many', 'one', 'two', 'zero', 'other'],
    ]);
    const counted = unitsFor('pl').filter(({ at }) => at.includes('|'));
    expect(counted.length % 4).toBe(0);
    expect(counted.length).toBeGreaterThan(0);
  });

  it('of English is English', () => {
    const units = new Map(unitsFor('en-GB').map(({ at, english }) => [at, english]));
    expect(textsIn('en-GB', (at) => units.get(at) ?? '')).toEqual(ENGLISH_TEXTS);
  });

  it('comes back from its PO file as it went', () => {
    for (const made of [whole('pl'), whole('ar', { direction: 'rtl', checkedBy: CHECKED })])
      expect(readPo(writePo(made, unitsFor(made.tag)))).toEqual(made);
  });

  it('tells the translator of places, and of the form that is asked for', () => {
    const text = writePo(whole('pl'), unitsFor('pl')).toString();
    expect(text).toContain('#. Keep as they are: {number} {all}');
    expect(text).toContain('#. For counts of the form “few” (Unicode CLDR)');
  });

  const changed = (at: string, translated: Partial<Translated> | undefined): Catalogue => {
    const all = new Map(whole('pl').translated);
    if (translated === undefined) all.delete(at);
    else all.set(at, { english: '', words: '', ...all.get(at), ...translated });
    return whole('pl', { translated: all });
  };

  it.each([
    ['a text that is missing', changed('common.back', undefined), 'common.back: is not translated'],
    ['an empty one', changed('common.back', { words: ' ' }), 'common.back: is not translated'],
    [
      'one whose English has changed',
      changed('common.back', { english: 'Backwards' }),
      'common.back: the English text has changed since',
    ],
    [
      'a lost value',
      changed('common.step', { words: 'Krok {number}' }),
      'common.step: has other places for values than the English text',
    ],
    [
      'a value of its own',
      changed('common.back', { words: 'Wstecz {secret}' }),
      'common.back: has other places for values than the English text',
    ],
    [
      'markup',
      changed('common.back', { words: '<b>Wstecz</b>' }),
      'common.back: has signs that a text may not have',
    ],
    [
      'a mark that turns the order',
      changed('common.back', { words: 'Wstecz\u202e' }),
      'common.back: has signs that a text may not have',
    ],
    [
      'a number that nobody says',
      changed('send.files|many', { words: 'Pliki' }),
      'send.files|many: has other places for values than the English text',
    ],
  ])('is not spoken with %s', (_what, catalogue, problem) => {
    expect(problemsOf(catalogue)).toEqual([problem]);
    expect(problemsOf(whole('pl'))).toEqual([]);
  });

  it('forgets what a tool has guessed, and marks what has changed', () => {
    const stale = writePo(changed('common.back', { english: 'Backwards' }), unitsFor('pl')).toString();
    expect(stale).toMatch(/#, fuzzy\nmsgctxt "common.back"/);
    expect(problemsOf(readPo(Buffer.from(stale)))).toEqual(['common.back: is not translated']);
    // Whoever goes on with it has the words before them, still unsure.
    const goneOn = writePo(readPo(Buffer.from(stale), true), unitsFor('pl')).toString();
    expect(goneOn).toMatch(/#, fuzzy\nmsgctxt "common.back"\nmsgid "Back"\nmsgstr "BACK"/);
  });
});

describe('a language that is configured', () => {
  const checked = (): Catalogue => whole('pl', { checkedBy: CHECKED });
  const half = (): Catalogue =>
    whole('pl', { translated: new Map([...whole('pl').translated].slice(5)), checkedBy: CHECKED });
  const raw = (name: string, from: Catalogue, change: (text: string) => string): string => {
    const file = join(folder, name);
    writeFileSync(file, change(writePo(from, unitsFor(from.tag)).toString()));
    return file;
  };

  it('is spoken once a person stands behind all of it', () => {
    const { languages, problems } = languagesIn([keep('pl.po', checked())]);
    expect(problems).toEqual([]);
    expect(languages).toMatchObject([{ tag: 'pl', name: 'Capitals', direction: 'ltr', checkedBy: CHECKED }]);
    expect(languages[0]?.texts.common.step).toBe('STEP {number} OF {all}');
  });

  it.each([
    ['a draft', () => keep('draft.po', whole('pl')), /draft\.po is a draft: who has read all of it/],
    [
      'half of one, whoever stands in its header',
      () => raw('half.po', half(), (text) => text.replace('"X-Checked-By: ', '"X-Checked-By: Sample Reader')),
      /half\.po is not finished, common\.error: is not translated \(\d+ in all/,
    ],
    [
      'English',
      () => keep('en.po', whole('en-GB', { checkedBy: CHECKED })),
      /en\.po is of en-GB, which is spoken already/,
    ],
    [
      'one without a name',
      () => keep('name.po', whole('pl', { checkedBy: CHECKED, name: '' })),
      /X-Language-Name/,
    ],
    ['none', () => join(folder, 'nothing.po'), /nothing\.po cannot be read as a catalogue/],
  ])('but not %s; the others are', (_what, file, why) => {
    const { languages, problems } = languagesIn([file(), keep('ar.po', whole('ar', { checkedBy: CHECKED }))]);
    expect(problems.map(({ message }) => message)).toEqual([expect.stringMatching(why)]);
    expect(languages.map(({ tag }) => tag)).toEqual(['ar']);
  });

  it('twice is spoken once', () => {
    const { languages, problems } = languagesIn([1, 2].map((n) => keep(`${n}.po`, checked())));
    expect([languages.length, problems.length]).toEqual([1, 1]);
  });

  it('has nobody behind it any more once there is something new to translate', () => {
    const again = readPo(writePo(half(), unitsFor('pl')));
    expect(again.checkedBy).toBeNull();
  });
});

it.each(['pl', 'ro', 'ar', 'ur', 'uk', 'cy'])(
  'the draft %s is as good as whole, loses no value, and nobody has checked it',
  (tag) => {
    const draft = readPo(readFileSync(join(__dirname, `../drafts/${tag}.po`)));
    expect(draft.tag).toBe(tag);
    expect(draft.checkedBy).toBeNull();
    // What was written since waits for a translator, and `lintel language export` marks it; what is there holds.
    const waiting = / (is not translated|the English text has changed since)$/;
    expect(problemsOf(draft).filter((problem) => !waiting.test(problem))).toEqual([]);
    expect(problemsOf(draft).length).toBeLessThan(unitsFor(tag).length / 20);
  },
);
