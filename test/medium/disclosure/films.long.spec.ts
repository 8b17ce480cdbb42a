import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { tagFiles, verifyPath } from '../../../src/verifier';
import { buildVerifier } from '../../support/verifier-build';
import { openRedactionMaker, type RedactionMaker } from '../redaction/maker';
import { openWorld, sha256Of, type World } from '../workspace/world';
import { Cutter } from './compiled';
import { CopyingOnce, openCopier, type Copier } from './film';
import { filesOf, openSealer, unzip, type Sealer } from './support';

let world: World;
let sealer: Sealer;
let copier: Copier;
let maker: RedactionMaker;
let verifier: string;
beforeAll(async () => {
  world = await openWorld();
  verifier = await buildVerifier();
  sealer = await openSealer(world, (summary, custody) => tagFiles(summary, custody, verifier));
  copier = await openCopier(world, new CopyingOnce(world.config.media));
  maker = await openRedactionMaker(world);
});
afterAll(async () => {
  await maker.close();
  await copier.close();
  await sealer.close();
  await world.close();
  await rm(verifier, { recursive: true });
});

const open = () => Cutter.open(world, { copier, maker, sealer });
const previewed = async ({ desk }: Cutter): Promise<string> =>
  JSON.stringify(await desk.post(desk.ofCase('bundles/preview'), { kind: 'defence' }, 200));
const stateOf = async ({ desk }: Cutter, bundle: unknown): Promise<unknown> =>
  (await desk.get(`/api/v1/bundles/${String(bundle)}`))['state'];
const asked = async ({ desk }: Cutter, kind = 'defence'): Promise<unknown> =>
  (await desk.post(desk.ofCase('bundles'), { kind }))['id'];

it('an approved film is an item, and goes beside its parts with its recipe; one that nobody has approved is none', async () => {
  const cut = await open();
  const { desk } = cut;
  const film = await cut.film();
  const { sha256, recipeSha256, reference } = await desk.get(`/api/v1/compilations/${film}`);
  expect(await cut.items()).toMatchObject([{ fileName: `Compilation ${String(reference)}` }]);
  const item = await cut.disclose();
  // One that was refused is no item.
  const refused = await cut.film('The morning');
  await cut.judge(refused, 'refused');
  for (const kind of ['prosecution', 'defence'] as const) {
    const { bag, remove } = await unzip((await desk.download(await desk.bundle(sealer, kind))).bytes);
    expect((await verifyPath(bag)).text).toMatch(/^Proven:/);
    const films = (await filesOf(bag)).filter((path) => path.startsWith('data/films/'));
    expect(films.sort()).toEqual(['data/films/MG6C-1/film.mp4', 'data/films/MG6C-1/recipe.json']);
    const hashes = await Promise.all(films.map(async (path) => sha256Of(await readFile(join(bag, path)))));
    expect(hashes).toEqual([sha256, recipeSha256]);
    const page = await readFile(join(bag, 'START-HERE.html'), 'utf8');
    expect(page).toContain('src="data/films/MG6C-1/film.mp4"');
    expect(page).toContain(`Compilation ${String(reference)}: The evening`);
    expect(page).toContain('It is not an original');
    expect(page).toContain('Tuesday 14 July 2026, 02:04:05 BST');
    const rows = await readFile(join(bag, 'data/schedules/MG6C.csv'), 'utf8');
    expect(rows).toContain('Compilation of several exhibits, not an original');
    await remove();
  }
  // Whatever a process writes: other words, and a film that is no item.
  const forged = (change: object) =>
    world.admin.query('UPDATE lintel.written_item SET content = content || $2 WHERE clip_id = $1', [
      item,
      JSON.stringify(change),
    ]);
  for (const change of [{ film: 'a'.repeat(64) }, { recipe: 'a'.repeat(64) }, { title: 'Another' }])
    await expect(forged(change)).rejects.toMatchObject({ code: 'LN016' });
  const taken = world.admin.query(
    `UPDATE lintel.written_item SET source = $2, content = content WHERE clip_id = $1`,
    [item, refused],
  );
  await expect(taken).rejects.toMatchObject({ code: 'LN016' });
});

it('with a part that is sensitive it goes to the prosecutor alone, and with one that does not go to nobody', async () => {
  const cut = await open();
  const { desk, clips } = cut;
  await cut.film();
  const hidden = { classification: 'sensitive', reason: 'Shows where a witness lives' } as const;
  // All of them are the same file here.
  await desk.decide([clips[1]], { ...hidden, despiteVersion: true });
  const item = await cut.disclose();
  expect(await previewed(cut)).toContain('a part of it does not go: it goes beside each of them alone');
  const names = async (kind: string): Promise<string[]> => {
    const { bag, remove } = await unzip((await desk.download(await desk.bundle(sealer, kind))).bytes);
    expect((await verifyPath(bag)).text).toMatch(/^Proven:/);
    const films = (await filesOf(bag)).filter((path) => path.endsWith('/film.mp4'));
    await remove();
    return films;
  };
  expect(await names('defence')).toEqual([]);
  expect(await names('prosecution')).toEqual(['data/films/MG6C-1/film.mp4']);
  // Whatever a process writes.
  const { rows } = await world.admin.query<{ id: string }>(
    `INSERT INTO lintel.bundle (id, investigation_id, kind, number, urn, folder, requested_by)
       VALUES (gen_random_uuid(), $1, 'defence', 99, 'X', 'X-' || $2, $3) RETURNING id`,
    [desk.home.investigation, item, desk.officer.id],
  );
  const put = (position: number, clip: string) =>
    world.admin.query(
      `INSERT INTO lintel.bundle_item (bundle_id, position, clip_id, decision_id, folder, label, is_exhibit, producer, description)
         SELECT $1, $3::integer, $2, d.id, 'F' || $3::integer, 'L' || $3::integer, false, '', '' FROM lintel.decision d WHERE d.clip_id = $2 ORDER BY d.place DESC LIMIT 1`,
      [rows[0]?.id, clip, position],
    );
  await put(2, clips[0]);
  await expect(put(1, item)).rejects.toMatchObject({ code: 'LN016' });
  await desk.decide([clips[1]], { classification: 'not-relevant' });
  await desk.makeForms();
  expect(await names('prosecution')).toEqual([]);
});

it('to the defence it shows a part as that goes: not whole where a redacted copy was chosen, and not a copy that was refused', async () => {
  const cut = await open();
  const { desk, clips } = cut;
  const copy = await cut.redaction(clips[1]);
  const whole = await cut.film();
  await cut.choose(clips[1], copy);
  const item = await cut.disclose();
  expect(await previewed(cut)).toContain('it shows a part otherwise than that goes');
  const mayGo = async (): Promise<unknown> => {
    const { rows } = await world.admin.query<{ facts: { isAsChosen: boolean } }>(
      'SELECT lintel.film_of($1) AS facts',
      [item],
    );
    return rows[0]?.facts.isAsChosen;
  };
  expect(await mayGo()).toBe(false);
  await cut.judge(whole, 'refused');
  const covered = await cut.film('The evening, covered', copy);
  const other = (await cut.items()).find(({ id }) => id !== item)?.id ?? '';
  const verdict = { classification: 'unused', meetsTest: true, originalToDefence: true } as const;
  await desk.decide([other], verdict);
  await sealer.lock(other);
  await desk.makeForms();
  const { bag, remove } = await unzip((await desk.download(await desk.bundle(sealer, 'defence'))).bytes);
  expect((await verifyPath(bag)).text).toMatch(/^Proven:/);
  const films = (await filesOf(bag)).filter((path) => path.endsWith('/film.mp4'));
  const { sha256 } = await desk.get(`/api/v1/compilations/${covered}`);
  expect(sha256Of(await readFile(join(bag, films[0] ?? '')))).toBe(sha256);
  expect(films).toHaveLength(1);
  await remove();
  const waiting = await asked(cut);
  await desk.post(`/api/v1/redactions/${copy}/review`, { outcome: 'refused', reason: 'A face' }, 204);
  await sealer.seal(String(waiting));
  expect(await stateOf(cut, waiting)).toBe('refused');
});

it('a bundle that waits is refused when a part is decided otherwise, when the film is refused, and when a part is in quarantine', async () => {
  const cut = await open();
  const { desk, clips } = cut;
  const film = await cut.film();
  await cut.disclose();
  const states: unknown[] = [];
  const sealed = async (bundle: unknown): Promise<void> => {
    await sealer.seal(String(bundle));
    states.push(await stateOf(cut, bundle));
  };
  /** PostgreSQL, asked past the program. */
  const forced = (bundle: unknown) =>
    world.admin.query(
      `INSERT INTO lintel.bundle_state (bundle_id, state, reason) VALUES ($1, 'sealed', '')`,
      [bundle],
    );
  let bundle = await asked(cut);
  await cut.judge(film, 'refused');
  await expect(forced(bundle)).rejects.toMatchObject({ code: 'LN016' });
  await sealed(bundle);
  await cut.judge(film, 'approved');
  bundle = await asked(cut);
  const scan = `INSERT INTO lintel.malware_scan (clip_id, sha256, state, signature, engine)
     SELECT id, stored_sha256, 'infected', 'Sample', 'clamav' FROM lintel.clip WHERE id = $1`;
  await world.admin.query(scan, [clips[1]]);
  await expect(forced(bundle)).rejects.toMatchObject({ code: 'LN016' });
  await sealed(bundle);
  await world.admin.query('DELETE FROM lintel.malware_scan WHERE clip_id = $1', [clips[1]]);
  bundle = await asked(cut, 'prosecution');
  await desk.decide([clips[0]], { classification: 'not-relevant' });
  await expect(forced(bundle)).rejects.toMatchObject({ code: expect.stringMatching(/^LN01[16]$/) as string });
  await sealed(bundle);
  expect(states).toEqual(['refused', 'refused', 'refused']);
});
