import type { JsonObject } from '../../kernel/json';
import type { Files } from '../files';
import type { BundleExhibit, BundleKind } from './bundle-json';
import { checkParts, FilmFacts, type Shown } from './film-facts';
import { RedactionFacts } from './redaction-facts';

const [FILM, RECIPE, ONE, TWO, OTHER] = ['a', 'b', 'c', 'd', 'e'].map((digit) => digit.repeat(64)) as [
  string,
  string,
  string,
  string,
  string,
];
const COPY = { id: 'covered', recipeSha256: OTHER, sha256: '1'.repeat(64) };
const path = 'data/films/MG6C-1';
const film = {
  ...{ path: `${path}/film.mp4`, sha256: FILM, size: 1, reference: 'AB/1/1', title: 'The evening' },
  recipe: { path: `${path}/recipe.json`, sha256: RECIPE, size: 1 },
};
const exhibit = { ref: 'MG6C/1', custody: 'data/custody/MG6C-1', film } as BundleExhibit;

const part = (clip: string, master: string, copy: object | null = null) => ({ clip, master, copy });
const PARTS = [part('one', ONE), part('two', TWO)];
const recipeOf = (parts: readonly object[]): Files =>
  ({
    bytes: () => Promise.resolve(Buffer.from(JSON.stringify({ format: 'lintel-compilation/v1', parts }))),
  }) as unknown as Files;

const id = 'film';
const asked = ['compilation-asked', { compilation: id, recipeSha256: RECIPE }] as const;
const madeIt = ['compilation-made', { compilation: id, recipeSha256: RECIPE, sha256: FILM }] as const;
const approved = ['compilation-approved', { compilation: id, recipeSha256: RECIPE, sha256: FILM }] as const;
const refused = ['compilation-refused', { compilation: id, recipeSha256: RECIPE, sha256: FILM }] as const;

function shown(clip: string, master: string, events: readonly (readonly [string, JsonObject])[]): Shown {
  const [films, redactions] = [new FilmFacts(), new RedactionFacts()];
  for (const [type, detail] of events) {
    films.see(type, detail, new Map());
    redactions.see(type, detail);
  }
  return { ref: clip, clip, master, films, goesAs: (copy) => redactions.goesAs(copy) };
}
const FIRST = shown('one', ONE, [asked, madeIt, approved]);
const check = (kind: BundleKind, items: readonly Shown[], parts: readonly object[] = PARTS): Promise<void> =>
  checkParts(exhibit, kind, items, recipeOf(parts));

it('a film lies beside its parts, was asked for in the history of each, and made and approved in that of the first', async () => {
  const second = shown('two', TWO, [asked]);
  for (const kind of ['prosecution', 'defence'] as const)
    await expect(check(kind, [second, FIRST])).resolves.toBeUndefined();
  for (const items of [
    [FIRST],
    [FIRST, shown('two', OTHER, [asked])],
    [FIRST, shown('two', TWO, [])],
    [shown('one', ONE, [asked, approved]), second],
    [shown('one', ONE, [asked, madeIt]), second],
    [shown('one', ONE, [asked, madeIt, approved, refused]), second],
  ])
    await expect(check('prosecution', items)).rejects.toThrow();
  await expect(check('prosecution', [FIRST, second], [])).rejects.toThrow();
  await expect(check('prosecution', [FIRST, second], [part('one', ONE), {}])).rejects.toThrow();
});

describe('for the defence and the court it shows', () => {
  const rendered = ['redaction-rendered', { redaction: COPY.id, ...COPY }] as const;
  const may = ['redaction-approved', { redaction: COPY.id, sha256: COPY.sha256 }] as const;
  const not = ['redaction-refused', { redaction: COPY.id, sha256: COPY.sha256 }] as const;
  const chosen = ['redaction-chosen', { redaction: COPY.id }] as const;
  const extract = ['extract-asked', { extract: 'cut', redaction: COPY.id }] as const;
  const cut = { ...COPY, id: 'cut', sha256: '2'.repeat(64) };
  const cutMade = ['extract-made', { extract: 'cut', ...cut }] as const;
  const cutMay = ['extract-approved', { extract: 'cut', sha256: cut.sha256 }] as const;

  it.each([
    ['the copy that was chosen', [rendered, may, chosen], COPY, true],
    ['an extract of that', [rendered, may, extract, cutMade, cutMay, chosen], cut, true],
    ['less than goes', [rendered, may], COPY, true],
    ['not the whole of what goes redacted', [rendered, may, chosen], null, false],
    ['no copy that was refused', [rendered, may, not], COPY, false],
    ['no copy that nobody approved', [rendered], COPY, false],
    ['no copy by another recipe', [rendered, may], { ...COPY, recipeSha256: ONE }, false],
    ['no copy of a copy that was refused', [rendered, may, extract, cutMade, cutMay, not], cut, false],
  ] as const)('%s', async (_, events, copy, isRight) => {
    const items = [
      FIRST,
      shown('two', TWO, [asked, ...(events as readonly (readonly [string, JsonObject])[])]),
    ];
    const parts = [part('one', ONE), part('two', TWO, copy)];
    const told = await check('defence', items, parts).then(
      () => true,
      () => false,
    );
    expect(told).toBe(isRight);
    await expect(check('prosecution', items, parts)).resolves.toBeUndefined();
  });
});

it('an item is the film that its words fixed, called as they call it', () => {
  const facts = new FilmFacts();
  const words = { film: FILM, recipe: RECIPE, reference: 'AB/1/1', title: 'The evening' };
  expect(() => facts.check(exhibit)).toThrow();
  facts.see('item-frozen', { kind: 'film' }, new Map([['words', words]]));
  expect(() => facts.check(exhibit)).not.toThrow();
  const changed: readonly object[] = [
    { ...film, sha256: OTHER },
    { ...film, recipe: { ...film.recipe, sha256: OTHER } },
    { ...film, title: 'The morning' },
    { ...film, reference: 'AB/1/2' },
  ];
  for (const one of changed) expect(() => facts.check({ ...exhibit, film: one } as BundleExhibit)).toThrow();
  const none = { ref: exhibit.ref, custody: exhibit.custody } as BundleExhibit;
  expect(() => facts.check(none)).toThrow();
});
