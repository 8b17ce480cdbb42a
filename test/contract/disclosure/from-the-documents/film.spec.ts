import { canonicalise } from '../../../../src/custody/pure/canonical-json';
import type { JsonObject } from '../../../../src/kernel/json';
import { SAMPLE_EXHIBITS, sampleBundle } from '../../../support/sample-bundle';
import { sha256, type BagFiles } from '../../../support/sample-log';
import { complete, shell } from '../mutations/support';
import { compare } from './agree';
import type { Case } from './judge';

/*
 * Bundles with a film of two exhibits, judged by our verifier, by the one that was written from the documents, and by the one of the
 * shell's tools. Their log is made here, so that it can say otherwise than any program would let it.
 */
const clip = (at: number): string => `0000000${at}-0000-4000-8000-00000000000${at}`;
const ids = {
  film: 'aaaaaaaa-0000-4000-8000-00000000000a',
  copy: 'bbbbbbbb-0000-4000-8000-00000000000b',
  cut: 'cccccccc-0000-4000-8000-00000000000c',
};
const REDACTED = 'd'.repeat(64);
const COVERED = { id: ids.copy, recipeSha256: 'e'.repeat(64), sha256: REDACTED };
const [FILM, RECIPE] = ['data/films/EF-1/film.mp4', 'data/films/EF-1/recipe.json'];

type Event = readonly [type: string, detail: JsonObject];

/** What is otherwise than in a bundle that is right. */
interface Other {
  readonly kind?: 'prosecution' | 'defence';
  /** As the log knows them; by default as they lie in the bag. */
  readonly fixed?: JsonObject;
  /** How the second part is shown. */
  readonly copy?: JsonObject | null;
  readonly master?: string;
  readonly clips?: readonly [string, string];
  /** Of the first and of the second exhibit. */
  readonly first?: readonly string[];
  readonly asked?: string;
  readonly second?: readonly Event[];
  readonly isTold?: boolean;
  readonly title?: string;
  readonly more?: BagFiles;
  readonly bytes?: string;
}

const sample = SAMPLE_EXHIBITS[0];
const exhibits = ['AB-1', 'CD-1', 'EF-1'].map((ref) => ({
  ...{ ref, producer: 'Amira Begum', description: 'A door', fileName: `${ref}.mp4` },
  ...{ original: Buffer.from(`original of ${ref}`), proxy: Buffer.from(`proxy of ${ref}`) },
  ...{ poster: sample?.poster ?? Buffer.alloc(1), sheet: sample?.sheet ?? Buffer.alloc(1) },
}));
const master = (at: number): string => sha256(exhibits[at]?.original ?? Buffer.alloc(0));

function bundled(name: string, other: Other): Case {
  const { copy = null, clips = [clip(0), clip(1)], first = ['asked', 'made', 'approved'] } = other;
  const part = (of: string, original: string, as: JsonObject | null): JsonObject => ({
    ...{
      card: ['AB-1', 'Time not settled', 'Camera not known'],
      clip: of,
      copy: as,
      exhibit: 'AB-1',
      masks: [],
    },
    ...{ master: original, sound: [], trim: { from: 1, to: 2 } },
  });
  const parts = [part(clips[0], master(0), null), part(clips[1], other.master ?? master(1), copy)];
  const recipe = Buffer.from(canonicalise({ format: 'lintel-compilation/v1', order: 'events', parts }));
  const film = Buffer.from('a film');
  const told = { reference: 'AB-1/1', title: 'At the “gate”' };
  const detail = { compilation: ids.film, inputSha256: master(0), recipeSha256: sha256(recipe) };
  const shown = Buffer.from(other.bytes ?? film.toString());
  const bundle = sampleBundle({
    ...{ kind: other.kind ?? 'defence', exhibits },
    chains: ([one, two, item]) => {
      for (const what of first)
        one?.add(`compilation-${what}`, { ...detail, ...(what !== 'asked' && { sha256: sha256(film) }) });
      two?.add('compilation-asked', { ...detail, recipeSha256: other.asked ?? sha256(recipe) });
      for (const event of other.second ?? []) two?.add(...event);
      const words = { lines: [], film: sha256(film), recipe: sha256(recipe), ...told, ...other.fixed };
      item?.add('item-frozen', { kind: 'film' }, { words });
    },
    summary: (summary) => {
      const all = summary['exhibits'] as JsonObject[];
      const size = (bytes: Buffer) => ({ sha256: sha256(bytes), size: bytes.length });
      const file = {
        path: FILM,
        ...size(shown),
        ...told,
        ...(other.title !== undefined && { title: other.title }),
      };
      if (other.isTold !== false)
        all[2] = { ...all[2], film: { ...file, recipe: { path: RECIPE, ...size(recipe) } } };
    },
    extra: new Map([
      ...(other.isTold === false
        ? []
        : ([
            [FILM, shown],
            [RECIPE, recipe],
          ] as const)),
      ...(other.more ?? []),
    ]),
  });
  return { name, known: bundle, files: complete(bundle).files };
}

const rendered: Event = ['redaction-rendered', { redaction: ids.copy, ...COVERED }];
const approved: Event = ['redaction-approved', { redaction: ids.copy, sha256: REDACTED }];
const refused: Event = ['redaction-refused', { redaction: ids.copy, sha256: REDACTED }];
const extract: readonly Event[] = [
  ['extract-asked', { extract: ids.cut, redaction: ids.copy, from: 1, to: 2 }],
  ['extract-made', { extract: ids.cut, ...COVERED, first: { frame: 1 }, last: { frame: 2 } }],
  ['extract-approved', { extract: ids.cut, sha256: REDACTED }],
];
const CUT = { ...COVERED, id: ids.cut };

const RIGHT: readonly (readonly [string, Other])[] = [
  ['for the defence', {}],
  ['for the prosecution', { kind: 'prosecution' }],
  ['shown as an approved copy', { copy: COVERED, second: [rendered, approved] }],
  ['shown as an extract of one', { copy: CUT, second: [rendered, approved, ...extract] }],
];

/** What the shell's tools do not look at: whether a copy that is shown in a film was approved. */
const UNSEEN = 'a copy that was refused';
const FORGED: readonly (readonly [string, Other])[] = [
  ['other bytes', { bytes: 'another film' }],
  ['another film in the log', { fixed: { film: 'a'.repeat(64) } }],
  ['another recipe in the log', { fixed: { recipe: 'a'.repeat(64) } }],
  ['another title', { title: 'Elsewhere' }],
  ['another original of a part', { master: 'a'.repeat(64) }],
  ['a part that is another exhibit', { clips: [clip(0), clip(2)] }],
  ['a part that is not here', { clips: [clip(0), clip(7)] }],
  ['the parts in the place of each other', { clips: [clip(1), clip(0)] }],
  ['a part that was asked for in another film', { asked: 'a'.repeat(64) }],
  ['a film that nobody made', { first: ['asked', 'approved'] }],
  ['a film that nobody approved', { first: ['asked', 'made'] }],
  ['a film that was refused', { first: ['asked', 'made', 'approved', 'refused'] }],
  ['a film that is not told', { isTold: false }],
  ['a file beside it', { more: new Map([['data/films/EF-1/more.mp4', Buffer.from('more')]]) }],
  [UNSEEN, { copy: COVERED, second: [rendered, approved, refused] }],
];

it('proves a film beside its parts, and says what ours says', async () => {
  const cases = RIGHT.map(([name, other]) => bundled(name, other));
  const { differ, codes } = await compare(cases);
  expect(differ).toEqual([]);
  expect(codes).toEqual([cases.length, 0, 0]);
  for (const one of cases)
    expect([one.name, 'files' in one && (await shell(one.files, one.known.fingerprint))]).toEqual([
      one.name,
      0,
    ]);
});

it('finds, as the other two do, what was forged of it', async () => {
  const cases = FORGED.map(([name, other]) => bundled(name, other));
  const { differ, codes } = await compare(cases);
  expect(differ).toEqual([]);
  expect(codes).toEqual([0, cases.length, 0]);
  for (const one of cases.filter(({ name }) => name !== UNSEEN))
    expect([one.name, 'files' in one && (await shell(one.files, one.known.fingerprint))]).toEqual([
      one.name,
      1,
    ]);
});
