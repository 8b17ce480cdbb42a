import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { Desk } from '../disclosure/desk';
import { CopyingOnce, openCopier, type Copier } from '../disclosure/film';
import { filesOf, openSealer, unzip, type Sealer } from '../disclosure/support';
import { seedFilm } from '../watching/film';
import { openWorld, sha256Of, type World } from '../workspace/world';
import { openRedactionMaker, type RedactionMaker } from './maker';

/** Acts in all; each seal of them is a bundle that is looked into. */
const ACTS = Number(process.env['LEAK_ACTS'] ?? 40);
const SEED = Number(process.env['LEAK_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

let world: World;
let sealer: Sealer;
let maker: RedactionMaker;
let copier: Copier;
beforeAll(async () => {
  world = await openWorld();
  sealer = await openSealer(world);
  maker = await openRedactionMaker(world);
  copier = await openCopier(world, new CopyingOnce(world.config.media));
});
afterAll(async () => {
  await copier.close();
  await maker.close();
  await sealer.close();
  await world.close();
});

/** A copy that was made, and what was said of it last. */
interface Copy {
  readonly id: string;
  readonly sha256: string;
  readonly of: Copy | undefined;
  approved: boolean;
}
type Classification = 'evidence' | 'unused' | 'sensitive' | 'not-relevant';
interface Item {
  readonly clip: string;
  /** Of its folders in a bag. */
  readonly name: string;
  readonly master: string;
  /** Viewing copy, pictures, and the copy for the defence, which tells nothing but its pictures and sound. */
  readonly working: readonly string[];
  readonly copies: readonly Copy[];
  /** `undefined`: not decided, or not again since a review was opened. */
  classification: Classification | undefined;
  meetsTest: boolean;
  originalToDefence: boolean;
  chosen: Copy | undefined;
}

const mayGo = (copy: Copy): boolean => copy.approved && (copy.of === undefined || mayGo(copy.of));

const MASK = {
  ...{ shape: 'rectangle', kind: 'solid', reason: 'house-number', from: 1, to: 45 },
  keys: [{ frame: 1, x: 20, y: 20, w: 60, h: 40 }],
};

async function itemOf(desk: Desk, film: 'h264' | 'silent', name: string): Promise<Item> {
  const clip = await seedFilm(world, desk.home, film, `${film}.mp4`);
  const words = { initials: 'AB', producerName: 'Ann Bell', description: 'A street' };
  await desk.post(`/api/v1/clips/${clip.id}/accept`, words);
  const edits = { masks: [MASK], sound: [], trim: null };
  const order = { from: 10, to: 20, title: 'At the gate', reason: 'The rest is of others' };
  const saved = await desk.post(`/api/v1/clips/${clip.id}/redactions`, { base: 0, edits }, 202);
  const covered = await made(desk, String(saved['id']), undefined);
  const cut = async (of: Copy | undefined): Promise<Copy> => {
    const asked = { ...order, ...(of && { redaction: of.id }) };
    const extract = await desk.post(`/api/v1/clips/${clip.id}/extracts`, asked, 202);
    return made(desk, String(extract['id']), of);
  };
  await copier.ensure(clip.id);
  const { rows } = await world.admin.query<{ sha256: string }>(
    `SELECT sha256 FROM lintel.rendition WHERE clip_id = $1 AND kind <> 'redacted-copy' AND sha256 IS NOT NULL`,
    [clip.id],
  );
  return {
    ...{ clip: clip.id, name, master: clip.sha256, working: rows.map(({ sha256 }) => sha256) },
    copies: [covered, await cut(covered), await cut(undefined)],
    ...{ classification: undefined, meetsTest: false, originalToDefence: false, chosen: undefined },
  };
}

/** Made, looked at and approved. */
async function made(desk: Desk, id: string, of: Copy | undefined): Promise<Copy> {
  await maker.make(id);
  await desk.post(`/api/v1/redactions/${id}/viewings`, {});
  await desk.post(`/api/v1/redactions/${id}/review`, { outcome: 'approved' }, 204);
  const { sha256 } = await desk.get<{ sha256: string }>(`/api/v1/redactions/${id}`);
  return { id, sha256, of, approved: true };
}

type Act =
  | readonly ['decide', item: number, classification: Classification, whole: boolean, meetsTest: boolean]
  | readonly ['review']
  | readonly ['judge', item: number, copy: number, approved: boolean]
  | readonly ['choose', item: number, copy: number | undefined]
  | readonly ['seal', 'defence' | 'court'];
const item = fc.nat(1);
const copy = fc.nat(2);
const anAct: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(
    ...[
      fc.constant('decide' as const),
      item,
      fc.constantFrom('evidence', 'unused', 'sensitive', 'not-relevant'),
      fc.boolean(),
      fc.boolean(),
    ],
  ) as fc.Arbitrary<Act>,
  fc.constant(['review'] as const),
  fc.tuple(fc.constant('judge' as const), item, copy, fc.boolean()) as fc.Arbitrary<Act>,
  fc.tuple(fc.constant('choose' as const), item, fc.option(copy, { nil: undefined })) as fc.Arbitrary<Act>,
  fc.tuple(fc.constant('seal' as const), fc.constantFrom('defence', 'court')) as fc.Arbitrary<Act>,
);

/** What may be in a bundle of this kind, of all that is an item's; by rules that are written here anew. */
function allowed(of: Item, kind: 'defence' | 'court'): string[] {
  const disclosed = kind === 'defence' && of.classification === 'unused' && of.meetsTest;
  if (of.classification !== 'evidence' && !disclosed) return [];
  if (of.chosen !== undefined) return mayGo(of.chosen) ? [of.chosen.sha256] : [];
  const whole = kind === 'court' || of.originalToDefence;
  return [...of.working, ...(whole ? [of.master] : [])];
}

/** SHA-256 of each file of a bundle, by its path. */
async function hashesIn(bytes: Buffer): Promise<Map<string, string>> {
  const { bag, remove } = await unzip(bytes);
  const hashes = new Map<string, string>();
  for (const file of await filesOf(bag)) hashes.set(file, sha256Of(await readFile(join(bag, file))));
  await remove();
  return hashes;
}

it(`no sequence of decisions, reviews, redactions, extracts and choices brings into a defence or court bundle what may not go (LEAK_SEED=${SEED})`, async () => {
  const desk = await Desk.open(world);
  const items = [await itemOf(desk, 'h264', 'AB-1'), await itemOf(desk, 'silent', 'AB-2')];
  let bags = 0;
  const first: Act[] = [
    ['decide', 0, 'evidence', true, true],
    ['decide', 1, 'evidence', false, true],
    ['seal', 'defence'],
    ['choose', 0, 1],
    ['seal', 'court'],
    ['judge', 0, 0, false],
    ['seal', 'court'],
  ];
  // From whatever state came of it: what may go does go.
  const last: Act[] = [
    ['judge', 0, 0, true],
    ['judge', 0, 1, true],
    ['choose', 0, 1],
    ['choose', 1, undefined],
    ['decide', 0, 'evidence', true, true],
    ['decide', 1, 'evidence', false, true],
  ];
  for (const act of [...first, ...fc.sample(anAct, { numRuns: ACTS, seed: SEED }), ...last]) {
    if (act[0] === 'seal') bags += (await look(desk, items, act[1])) ? 1 : 0;
    else if (act[0] === 'review') await review(desk, items);
    else await doIt(desk, items[act[1]] as Item, act);
  }
  expect(bags).toBeGreaterThanOrEqual(2);
  expect([await look(desk, items, 'defence'), await look(desk, items, 'court')]).toEqual([true, true]);
}, 600_000);

/** Every item is to be decided again, and goes nowhere until then. */
async function review(desk: Desk, items: readonly Item[]): Promise<void> {
  await desk.review();
  for (const of of items) of.classification = undefined;
}

type OfItem = Exclude<Act, readonly ['seal', string] | readonly ['review']>;

async function doIt(desk: Desk, of: Item, act: OfItem): Promise<void> {
  if (act[0] === 'decide') {
    const [, , classification, whole, meets] = act;
    const originalToDefence = whole && (classification === 'evidence' || classification === 'unused');
    // The service refuses such a decision.
    const meetsTest = meets && classification !== 'not-relevant';
    await desk.decide([of.clip], { classification, originalToDefence, meetsTest });
    Object.assign(of, { classification, originalToDefence, meetsTest });
    return;
  }
  const wanted = act[2] === undefined ? undefined : (of.copies[act[2]] as Copy);
  if (act[0] === 'judge') {
    const outcome = act[3] ? 'approved' : 'refused';
    const path = `/api/v1/redactions/${wanted?.id ?? ''}/review`;
    await desk.post(path, { outcome, reason: 'Gone through' }, 204);
    if (wanted !== undefined) wanted.approved = act[3];
    return;
  }
  const body = { redaction: wanted?.id ?? null, reason: 'As asked' };
  const answer = await desk.client.call('POST', `/api/v1/clips/${of.clip}/redaction-choice`, body);
  expect(answer.status).toBe(wanted === undefined || mayGo(wanted) ? 204 : 409);
  if (answer.status === 204) of.chosen = wanted;
}

/** Asks for a bundle and looks into it. `false`: it was refused, which is always safe. */
async function look(desk: Desk, items: readonly Item[], kind: 'defence' | 'court'): Promise<boolean> {
  await desk.makeForms();
  const asked = await desk.client.call('POST', desk.ofCase('bundles'), { kind });
  if (asked.status !== 201) return false;
  const { id } = asked.json();
  await sealer.seal(id);
  const { state } = await desk.get<{ state: string }>(`/api/v1/bundles/${id}`);
  if (state !== 'sealed') return false;
  const there = await hashesIn((await desk.download(id)).bytes);
  const folder = /^data\/(?:originals|viewing)\/([^/]+)\//;
  const every = new Set(
    items.flatMap((of) => [of.master, ...of.working, ...of.copies.map(({ sha256 }) => sha256)]),
  );
  const wrong = [...there].filter(([path, sha256]) => {
    const of = items.find(({ name }) => name === folder.exec(path)?.[1]);
    return of === undefined ? every.has(sha256) : !allowed(of, kind).includes(sha256);
  });
  expect([kind, wrong]).toEqual([kind, []]);
  return true;
}
