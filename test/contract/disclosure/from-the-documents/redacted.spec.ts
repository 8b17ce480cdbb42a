import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tagFiles } from '../../../../src/verifier';
import { unpackFrames } from '../../../../src/verifier/html/packed-frames';
import { Desk } from '../../../medium/disclosure/desk';
import { contentsOf, keyOf, type ReallySealed } from '../../../medium/disclosure/really-sealed';
import { openSealer } from '../../../medium/disclosure/support';
import { openRedactionMaker } from '../../../medium/redaction/maker';
import { seedFilm } from '../../../medium/watching/film';
import { openWorld, type SeededClip, type World } from '../../../medium/workspace/world';
import { writeBag } from '../../../support/sample-bundle';
import type { BagFiles } from '../../../support/sample-log';
import { buildVerifier } from '../../../support/verifier-build';
import { edit, sealed, swap, type Change } from '../mutations/insider';
import { replaced } from '../really/insider-changes';
import { relog } from '../really/relog';
import { compare } from './agree';
import type { Case } from './judge';

/*
 * Bundles in which one recording goes as an extract of its redaction (AB-1) and one redacted (AB-2), judged by our verifier and by
 * the one that was written from the documents.
 */
type Sealed = Pick<ReallySealed, 'files' | 'privateKey' | 'fingerprint'>;

const KINDS = ['prosecution', 'defence', 'court'] as const;
const MASK = {
  ...{ shape: 'rectangle', kind: 'solid', reason: 'house-number', from: 1, to: 45 },
  keys: [{ frame: 1, x: 20, y: 20, w: 60, h: 40 }],
};

let made: Record<(typeof KINDS)[number], Sealed>;
beforeAll(async () => {
  const verifier = await buildVerifier();
  const world = await openWorld();
  const maker = await openRedactionMaker(world);
  const sealer = await openSealer(world, (summary, custody, times) =>
    tagFiles(summary, custody, verifier, times),
  );
  try {
    const desk = await Desk.open(world);
    const approved = async (id: string): Promise<string> => {
      await maker.make(id);
      await desk.post(`/api/v1/redactions/${id}/viewings`, {});
      await desk.post(`/api/v1/redactions/${id}/review`, { outcome: 'approved' }, 204);
      return id;
    };
    const films: SeededClip[] = [];
    for (const name of ['one.mp4', 'two.mp4']) films.push(await exhibit(world, desk, name));
    const [cut, covered] = films.map(({ id }) => id) as [string, string];
    const redaction = async (clip: string, base = 0, reason = MASK.reason): Promise<string> => {
      const edits = { masks: [{ ...MASK, reason }], sound: [], trim: null };
      const saved = await desk.post(`/api/v1/clips/${clip}/redactions`, { base, edits }, 202);
      return approved(String(saved['id']));
    };
    const part = { from: 10, to: 20, reason: 'The rest is of others', redaction: await redaction(cut) };
    const extract = async (title: string): Promise<string> => {
      const asked = await desk.post(`/api/v1/clips/${cut}/extracts`, { ...part, title }, 202);
      return approved(String(asked['id']));
    };
    const chosen = { [cut]: await extract('At the gate'), [covered]: await redaction(covered) };
    for (const [clip, copy] of Object.entries(chosen))
      await desk.post(`/api/v1/clips/${clip}/redaction-choice`, { redaction: copy, reason: 'As asked' }, 204);
    // The same bytes once more, under another name and for another reason.
    await extract('Two at the gate');
    await redaction(covered, 1, 'child');
    await desk.decide(
      films.map(({ id }) => id),
      { classification: 'evidence', originalToDefence: true },
    );
    await desk.makeForms();
    const key = await keyOf(world);
    const all: Partial<typeof made> = {};
    for (const kind of KINDS) {
      const { bytes } = await desk.download(await desk.bundle(sealer, kind));
      all[kind] = { ...(await contentsOf(bytes)), ...key };
    }
    made = all as typeof made;
  } finally {
    await sealer.close();
    await maker.close();
    await world.close();
    await rm(verifier, { recursive: true });
  }
});

async function exhibit(world: World, desk: Desk, name: string): Promise<SeededClip> {
  const clip = await seedFilm(world, desk.home, 'h264', name);
  const words = { initials: 'AB', producerName: 'Ann Bell', description: 'A street' };
  await desk.post(`/api/v1/clips/${clip.id}/accept`, words);
  return clip;
}

const [EXTRACT, COPY] = ['data/viewing/AB-1/extract.mp4', 'data/viewing/AB-2/redacted-copy.mp4'];
const [RECIPE, PROOF] = ['data/redactions/AB-2/recipe.json', 'data/redactions/AB-2/proof.json'];
const ORIGINAL = 'data/originals/AB-1/AB-1.mp4';
const PROXY = 'data/viewing/AB-1/proxy.mp4';

it('proves them, and says what ours says', async () => {
  const { differ, codes } = await compare(
    KINDS.map((kind): Case => ({ name: kind, known: made[kind], files: made[kind].files })),
  );
  expect(differ).toEqual([]);
  expect(codes).toEqual([KINDS.length, 0, 0]);
  for (const kind of ['defence', 'court'] as const) {
    const paths = [...made[kind].files.keys()].filter((path) =>
      /^data\/(originals|viewing)\/AB-[12]\//.test(path),
    );
    expect(paths.sort()).toEqual([EXTRACT, COPY]);
    // What the extract is called, and nothing of the other one.
    const openings = made[kind].files.get('data/custody/AB-1/openings.jsonl')?.toString() ?? '';
    expect(openings.match(/AB\/1\/\d/g)).toEqual(['AB/1/1']);
  }
});

/** What the commands of VERIFY.txt say that look at copies, typed into a plain shell. */
async function typed(files: BagFiles): Promise<string> {
  const bag = await mkdtemp(join(tmpdir(), 'lintel-typed-'));
  try {
    await writeBag(bag, files);
    const [, loop = ''] =
      /( {4}for copy in data\/viewing[^]*?\n {4}done)/.exec(files.get('VERIFY.txt')?.toString() ?? '') ?? [];
    return (await promisify(execFile)('sh', ['-c', loop], { cwd: bag })).stdout;
  } finally {
    await rm(bag, { recursive: true });
  }
}

it('are in the log by the commands of VERIFY.txt, too, and another file in their place is not', async () => {
  for (const kind of KINDS) {
    const { files } = made[kind];
    const copies = [...files.keys()].filter((path) => path.startsWith('data/viewing/')).sort();
    const said = (await typed(files)).trimEnd().split('\n').sort();
    expect(said).toEqual(copies.map((path) => `${path}: a copy that the log knows`));
  }
  const { files } = made.defence;
  const swapped = new Map([...files, [COPY, files.get(EXTRACT) as Buffer]]);
  expect((await typed(swapped)).trimEnd().split('\n')).toEqual([
    `${EXTRACT}: a copy that the log knows`,
    `${COPY}: NOT IN THE LOG`,
  ]);
});

it('shows of them on the reader’s page their copies alone, frame by frame, and no picture of what was covered', () => {
  for (const kind of ['defence', 'court'] as const) {
    const { files } = made[kind];
    const pictures = [...files.keys()].filter((path) => /^data\/viewing\/|\.(jpe?g|png|webp)$/.test(path));
    expect(pictures.sort()).toEqual([EXTRACT, COPY]);
    const page = files.get('START-HERE.html')?.toString() ?? '';
    const shown = [...page.matchAll(/ (?:src|poster|data-draw)="(data\/[^"]*)"/g)].map(([, path]) => path);
    expect([...new Set(shown)].sort()).toEqual([EXTRACT, COPY]);
    const frames = [...page.matchAll(/data-frames="([^"]*)"/g)].map(([, packed]) =>
      unpackFrames(packed ?? ''),
    );
    // The extract has frames 10 to 20, the other copy every one.
    expect(frames.map(({ pts }) => pts.length)).toEqual([11, 45]);
    expect(page).not.toMatch(/(adler32|SHA512\/256)/);
  }
  const page = made.prosecution.files.get('START-HERE.html')?.toString() ?? '';
  expect(page.match(/<dd>0:\d\d \(45 frames\)<\/dd>/g)).toHaveLength(2);
});

it('finds, with ours, what somebody with the keys put in the place of a copy, or said otherwise of it', async () => {
  const { prosecution, defence } = made;
  const theirs = (path: string): Buffer => prosecution.files.get(path) as Buffer;
  const said = (from: string | RegExp, to: string): Change =>
    edit('data/bundle.json', (text) => text.replace(from, to));
  const changes: readonly (readonly [string, Change])[] = [
    ['the viewing copy for the extract', replaced(EXTRACT, () => theirs(PROXY))],
    ['the original for the extract', replaced(EXTRACT, () => theirs(ORIGINAL))],
    ['the viewing copy for the redacted one', replaced(COPY, () => theirs('data/viewing/AB-2/proxy.mp4'))],
    ['another one’s copy', (files) => swap(files, EXTRACT, COPY)],
    ['a byte of the copy', replaced(COPY, (bytes) => Buffer.concat([bytes, Buffer.of(0)]))],
    ['the original beside it', (files) => files.set(ORIGINAL, theirs(ORIGINAL))],
    ['the viewing copy beside it', (files) => files.set(PROXY, theirs(PROXY))],
    [
      'the still of the original beside it',
      (files) => files.set('data/viewing/AB-2/poster.jpg', theirs('data/viewing/AB-2/poster.jpg')),
    ],
    ['a moved mask', edit(RECIPE, (text) => text.replace('"x":20', '"x":60'))],
    ['a mask that ends sooner', edit(RECIPE, (text) => text.replace('"to":45', '"to":44'))],
    ['no mask', edit(RECIPE, (text) => text.replace(/"masks":.*,"master"/, '"masks":[],"master"'))],
    ['another’s recipe', (files) => swap(files, RECIPE, 'data/redactions/AB-1/recipe.json')],
    ['another’s proof', (files) => swap(files, PROOF, 'data/redactions/AB-1/proof.json')],
    ['a proof of other frames', edit(PROOF, (text) => text.replace(/"frames": ?45/, '"frames":44'))],
    ['no recipe', (files) => files.delete(RECIPE)],
    ['other frames of the extract', said('"from": 10', '"from": 1')],
    ['another reference of the extract', said('AB/1/1', 'AB/1/2')],
    [
      'a redacted copy that is called nothing, as a viewing copy is called',
      (files) => {
        const proxy = 'data/viewing/AB-2/proxy.mp4';
        files.set(proxy, files.get(COPY) as Buffer).delete(COPY);
        said(/"kind": "redacted-copy",\s+/, '')(files);
        said(COPY, proxy)(files);
      },
    ],
    ['a proof that says a thing twice', edit(PROOF, (text) => text.replace('{', '{"frames": 1,'))],
    ['a proof in other words of the same', edit(PROOF, (text) => JSON.stringify(JSON.parse(text)))],
    ['a proof that is no text', (files) => files.set(PROOF, Buffer.from([0xff, 0xfe, 0x0a]))],
    [
      'the recipe of the same bytes that was not chosen',
      edit(RECIPE, (text) => text.replace('house-number', 'child')),
    ],
    ['a redacted copy that is called whole', said(/"kind": "redacted-copy"/, '"kind": "proxy"')],
  ];
  const anew = { ...defence, putInLog: relog(defence) };
  expect(
    (await compare([{ name: 'nothing', known: defence, files: sealed(anew, () => undefined) }])).codes,
  ).toEqual([1, 0, 0]);
  const cases = changes.map(([name, change]) => ({ name, known: defence, files: sealed(anew, change) }));
  // Each of them changes something.
  const same = cases.filter(({ files }) =>
    [...defence.files].every(
      ([path, bytes]) => !/^data/.test(path) || files.get(path)?.equals(bytes) === true,
    ),
  );
  expect(same.filter(({ files }) => files.size === defence.files.size).map(({ name }) => name)).toEqual([]);
  const { differ, codes } = await compare(cases);
  expect(differ).toEqual([]);
  expect(codes).toEqual([0, cases.length, 0]);
});
