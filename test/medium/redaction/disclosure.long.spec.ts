import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Desk } from '../disclosure/desk';
import { everything, filesOf, openSealer, unzip, type Sealer } from '../disclosure/support';
import { seedFilm } from '../watching/film';
import { openWorld, type SeededClip, type World } from '../workspace/world';
import { openRedactionMaker, type RedactionMaker } from './maker';

let world: World;
let sealer: Sealer;
let maker: RedactionMaker;
beforeAll(async () => {
  world = await openWorld();
  sealer = await openSealer(world);
  maker = await openRedactionMaker(world);
});
afterAll(async () => {
  await maker.close();
  await sealer.close();
  await world.close();
});

const EDITS = {
  masks: [
    {
      ...{ shape: 'rectangle', kind: 'solid', reason: 'house-number', from: 1, to: 45 },
      keys: [{ frame: 1, x: 20, y: 20, w: 60, h: 40 }],
    },
  ],
  sound: [],
  trim: null,
};

interface Version {
  readonly id: string;
  readonly sha256: string;
}

/** An exhibit with an approved redacted copy. */
async function redacted(): Promise<{ desk: Desk; clip: SeededClip; version: Version }> {
  const desk = await Desk.open(world);
  const clip = await seedFilm(world, desk.home, 'h264', '12 Elm Row.mp4');
  const words = { initials: 'AB', producerName: 'Ann Bell', description: 'The street with the number' };
  await desk.post(`/api/v1/clips/${clip.id}/accept`, words);
  const { id } = await desk.post(`/api/v1/clips/${clip.id}/redactions`, { base: 0, edits: EDITS }, 202);
  await maker.make(String(id));
  await desk.post(`/api/v1/redactions/${String(id)}/viewings`, {});
  await review(desk, String(id), 'approved');
  const { items } = await desk.get<{ items: Version[] }>(`/api/v1/clips/${clip.id}/redactions`);
  // The original may go to the defence: the choice is stronger.
  await desk.decide([clip.id], { classification: 'evidence', description: '', originalToDefence: true });
  await desk.makeForms();
  return { desk, clip, version: items[0] as Version };
}

const review = (desk: Desk, id: string, outcome: string) =>
  desk.post(`/api/v1/redactions/${id}/review`, { outcome, reason: 'Gone through' }, 204);
const choose = (desk: Desk, clip: SeededClip, redaction: string | null, expected = 204) =>
  desk.post(`/api/v1/clips/${clip.id}/redaction-choice`, { redaction, reason: 'The number shows' }, expected);

it('an item that goes redacted goes as its approved copy, with recipe and proof, and nothing else of the recording', async () => {
  const { desk, clip, version } = await redacted();
  await choose(desk, clip, version.id);
  const preview = await desk.post(desk.ofCase('bundles/preview'), { kind: 'defence' }, 200);
  expect(JSON.stringify(preview)).toContain('every copy of it but the redacted one');

  for (const kind of ['defence', 'court']) {
    const { bag, remove } = await unzip((await desk.download(await desk.bundle(sealer, kind))).bytes);
    const files = await filesOf(bag);
    expect(files.filter((path) => /^data\/(originals|viewing|redactions)\//.test(path)).sort()).toEqual([
      'data/redactions/AB-1/proof.json',
      'data/redactions/AB-1/recipe.json',
      'data/viewing/AB-1/redacted-copy.mp4',
    ]);
    const all = await everything(bag);
    expect(all).toContain(version.sha256);
    await remove();
  }
  const { bag, remove } = await unzip((await desk.download(await desk.bundle(sealer, 'prosecution'))).bytes);
  for (const path of ['originals/AB-1/AB-1.mp4', 'viewing/AB-1/proxy.mp4', 'viewing/AB-1/redacted-copy.mp4'])
    await access(join(bag, 'data', path));
  await remove();

  // Whole again, by another choice.
  await choose(desk, clip, null);
  const whole = await unzip((await desk.download(await desk.bundle(sealer, 'court'))).bytes);
  expect(await filesOf(whole.bag)).toContain('data/originals/AB-1/AB-1.mp4');
  expect((await filesOf(whole.bag)).some((path) => path.includes('redact'))).toBe(false);
  await whole.remove();
});

it('an item that goes as an extract of its redaction goes as those frames alone, and no second that was not redacted', async () => {
  const { desk, clip, version } = await redacted();
  const order = {
    from: 10,
    to: 20,
    title: 'At the gate',
    reason: 'The rest is of others',
    redaction: version.id,
  };
  const { id, reference } = await desk.post(`/api/v1/clips/${clip.id}/extracts`, order, 202);
  expect(reference).toBe('AB/1/1');
  await choose(desk, clip, String(id), 409);
  await maker.make(String(id));
  await desk.post(`/api/v1/redactions/${String(id)}/viewings`, {});
  await review(desk, String(id), 'approved');
  await choose(desk, clip, String(id));
  const preview = await desk.post(desk.ofCase('bundles/preview'), { kind: 'defence' }, 200);
  expect(JSON.stringify(preview)).toContain('every copy of it but the extract AB/1/1');

  const { bag, remove } = await unzip((await desk.download(await desk.bundle(sealer, 'defence'))).bytes);
  expect(
    (await filesOf(bag)).filter((path) => /^data\/(originals|viewing|redactions)\//.test(path)).sort(),
  ).toEqual([
    'data/redactions/AB-1/proof.json',
    'data/redactions/AB-1/recipe.json',
    'data/viewing/AB-1/extract.mp4',
  ]);
  const summary = JSON.parse(await readFile(join(bag, 'data/bundle.json'), 'utf8')) as {
    exhibits: { viewing: object[] }[];
  };
  expect(summary.exhibits[0]?.viewing).toMatchObject([
    { kind: 'extract', copyOf: clip.sha256, extract: { reference: 'AB/1/1', from: 10, to: 20 } },
  ]);
  await remove();

  // Refused, the redaction takes its extract with it.
  await review(desk, version.id, 'refused');
  const after = await desk.post(desk.ofCase('bundles/preview'), { kind: 'defence' }, 200);
  expect(JSON.stringify(after)).toContain('The extract AB/1/1 that was chosen for AB/1 may not go any more');
  await choose(desk, clip, String(id), 409);
});

it('a copy that was not approved, or was refused since, is neither chosen nor sealed', async () => {
  const { desk, clip, version } = await redacted();
  const { id } = await desk.post(`/api/v1/clips/${clip.id}/redactions`, { base: 1, edits: EDITS }, 202);
  await choose(desk, clip, String(id), 409);
  await choose(desk, clip, version.id);
  const bundle = await desk.post(desk.ofCase('bundles'), { kind: 'defence' });
  await review(desk, version.id, 'refused');
  await sealer.seal(String(bundle['id']));
  expect(await desk.get(`/api/v1/bundles/${String(bundle['id'])}`)).toMatchObject({ state: 'refused' });
  const preview = await desk.post(desk.ofCase('bundles/preview'), { kind: 'defence' }, 200);
  expect(JSON.stringify(preview)).toContain('(version 1) may not go any more');
  await choose(desk, clip, version.id, 409);
});

it('PostgreSQL itself lets no other file of a redacted item into a bundle for the defence or the court', async () => {
  const { desk, clip, version } = await redacted();
  await choose(desk, clip, version.id);
  const { id } = await desk.post(desk.ofCase('bundles'), { kind: 'defence' });
  const entry = `INSERT INTO lintel.bundle_entry (bundle_id, position, path, size, crc32, sha256, object_key)
    SELECT $1, 900, $2, 1, 0, r.sha256, r.object_key FROM lintel.rendition r WHERE r.clip_id = $3 AND r.kind = $4`;
  const put = (path: string, kind: string) => world.admin.query(entry, [id, path, clip.id, kind]);
  await expect(put('data/viewing/AB-1/redacted-copy.mp4', 'proxy')).rejects.toMatchObject({ code: 'LN016' });
  await expect(put('data/originals/AB-1/AB-1.mp4', 'proxy')).rejects.toMatchObject({ code: 'LN016' });
  await expect(put('data/viewing/AB-1/redacted-copy.mp4', 'redacted-copy')).resolves.toBeDefined();
  await expect(
    world.admin.query('UPDATE lintel.bundle_item SET redaction_id = NULL WHERE bundle_id = $1', [id]),
  ).resolves.toBeDefined();
  // Whoever could leave the choice out meets the last wall.
  await expect(
    world.admin.query(
      `INSERT INTO lintel.bundle_state (bundle_id, state, reason) VALUES ($1, 'sealed', '')`,
      [id],
    ),
  ).rejects.toMatchObject({ code: 'LN016' });
});
