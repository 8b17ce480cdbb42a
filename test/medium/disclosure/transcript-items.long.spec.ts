import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { tagFiles, verifyPath } from '../../../src/verifier';
import { buildVerifier } from '../../support/verifier-build';
import { openWorld, sha256Of, type World } from '../workspace/world';
import type { Desk } from './desk';
import { CopyingOnce, openCopier, type Copier } from './film';
import { disclose, lines, openTyped } from './said';
import { everything, filesOf, foundIn, openSealer, unzip, type Sealer } from './support';

let world: World;
let sealer: Sealer;
let copier: Copier;
let verifier: string;
beforeAll(async () => {
  world = await openWorld();
  verifier = await buildVerifier();
  sealer = await openSealer(world, (summary, custody) => tagFiles(summary, custody, verifier));
  copier = await openCopier(world, new CopyingOnce(world.config.media));
});
afterAll(async () => {
  await copier.close();
  await sealer.close();
  await world.close();
  await rm(verifier, { recursive: true });
});

const WORDS = 'I know where your sister lives';

const opened = () => openTyped(world, copier);
const disclosed = (desk: Desk, item: string, more?: object) => disclose(sealer, desk, item, more);
const previewed = async (desk: Desk, kind = 'defence') =>
  JSON.stringify(await desk.post(desk.ofCase('bundles/preview'), { kind }, 200));
const stateOf = async (desk: Desk, bundle: string): Promise<unknown> =>
  (await desk.get(`/api/v1/bundles/${bundle}`))['state'];

/** Of the newest MG6C, its first row. */
async function endorsed(desk: Desk, answer: string): Promise<void> {
  const { id } = await desk.makeForm('MG6C');
  await desk.post(`/api/v1/schedules/${String(id)}/sending`, { to: 'Ann Crown' }, 204);
  const rows = [{ position: 1, answer }];
  await desk.post(`/api/v1/schedules/${String(id)}/endorsements`, { prosecutor: 'Ann Crown', rows });
}

it('each version of a transcript is an item that nobody adds, a draft as well, and presumed to meet the test', async () => {
  const { desk, typist, clip } = await opened();
  const id = await typist.draft(clip, WORDS);
  expect(await typist.items()).toMatchObject([{ fileName: 'Transcript of AB/1, version 1', stands: false }]);
  const [item] = await typist.items();
  const shown = JSON.stringify(await desk.get(`/api/v1/written/${item?.id ?? ''}`));
  expect(foundIn(shown, WORDS, 'A draft, not finished', 'by nobody')).toHaveLength(3);
  // What was taken out goes out of the item as well.
  const save = (revision: number, lines: object[]) =>
    desk.post(`/api/v1/transcripts/${id}/lines`, { revision, lines }, 200);
  await save(1, []);
  expect(await typist.items()).toHaveLength(1);
  expect(JSON.stringify(await desk.get(`/api/v1/written/${item?.id ?? ''}`))).not.toContain(WORDS);
  await save(2, lines(WORDS));
  await typist.items();
  // A decision by which it is not disclosed asks for its own reason.
  const against = { classification: 'unused', meetsTest: false, reason: 'x', description: 'x' };
  const refused = await desk.client.call('POST', desk.ofCase('decisions'), { items: [item?.id], ...against });
  expect(refused.status).not.toBe(201);
  // Decided about as a draft: what it becomes is another item, and is decided about anew.
  await disclosed(desk, item?.id ?? '');
  const sha256 = await typist.finish(id, WORDS, 3);
  expect((await typist.items()).map(({ stands }) => stands)).toEqual([false, false]);
  await typist.check(clip, id, sha256);
  const newest = (await typist.items()).find(({ written }) => written?.version === 2)?.id ?? '';
  const now = JSON.stringify(await desk.get(`/api/v1/written/${newest}`));
  expect(foundIn(now, 'A draft, not finished', 'by nobody')).toEqual([]);
});

it('a checked one goes beside its recording, as a page and as captions that the log knows; a draft to the prosecutor alone', async () => {
  const { desk, typist, clip } = await opened();
  const sha256 = await typist.checked(clip, WORDS);
  await typist.draft(clip, 'I know where your mother lives', 'A word was wrong');
  const [first, second] = await typist.items();
  await disclosed(desk, first?.id ?? '');
  await disclosed(desk, second?.id ?? '', { description: 'A draft' });
  await desk.makeForms();
  expect(await previewed(desk)).toContain('a draft: it goes once it is finished and checked');
  for (const kind of ['prosecution', 'defence'] as const) {
    const { bag, remove } = await unzip((await desk.download(await desk.bundle(sealer, kind))).bytes);
    expect((await verifyPath(bag)).text).toMatch(/^Proven:/);
    const said = (await filesOf(bag)).filter((path) => path.startsWith('data/transcripts/'));
    expect(said).toEqual(['data/transcripts/MG6C-1/transcript.vtt']);
    expect(sha256Of(await readFile(join(bag, said[0] ?? '')))).toBe(sha256);
    expect(foundIn(await everything(bag), 'your mother')).toEqual(
      kind === 'prosecution' ? ['your mother'] : [],
    );
    const page = await readFile(join(bag, 'START-HERE.html'), 'utf8');
    expect(page).toContain('<track kind="captions" label="MG6C/1"');
    expect(page).toContain(`#t=0" data-at="0">00:00:00</a> <b>Man</b>: ${WORDS}`);
    await remove();
  }
});

it('an unchecked one, and one whose recording does not go, is withheld with the reason, whatever was decided', async () => {
  const { desk, typist, clip } = await opened();
  const id = await typist.draft(clip, WORDS);
  const sha256 = await typist.finish(id, WORDS);
  const [item] = await typist.items();
  await disclosed(desk, item?.id ?? '');
  const forge = world.admin.query(
    `UPDATE lintel.written_item SET content = content || jsonb_build_object('checked', $2::text) WHERE clip_id = $1`,
    [item?.id, sha256],
  );
  await expect(forge).rejects.toMatchObject({ code: 'LN016' });
  await desk.makeForms();
  expect(await previewed(desk)).toContain('no other officer has checked it against the sound');
  // The prosecutor is not told that it goes while it does not.
  await endorsed(desk, 'D');
  expect(await previewed(desk)).toContain(
    'endorsed it D, and it is held back from the defence: no other officer',
  );
  await typist.check(clip, id, sha256);
  // The words that were fixed do not say that it was checked, whenever they are decided about.
  await typist.items();
  await disclosed(desk, item?.id ?? '');
  expect(await previewed(desk)).toContain('a version that was replaced: it goes only as a document');
  const checked = (await typist.items()).find(({ written }) => written?.version === 2)?.id ?? '';
  await disclosed(desk, checked);
  await desk.decide([clip], { classification: 'sensitive', reason: 'Shows where a witness lives' });
  await desk.makeForms();
  expect(await previewed(desk)).toContain('its recording does not go: it goes beside that alone');
  // Whatever a process writes.
  const { rows } = await world.admin.query<{ may: boolean }>(
    `WITH asked AS (INSERT INTO lintel.bundle (id, investigation_id, kind, number, urn, folder, requested_by)
       VALUES (gen_random_uuid(), $1, 'defence', 99, 'X', 'X-' || $2, $3) RETURNING id) SELECT id AS may FROM asked`,
    [desk.home.investigation, checked, desk.officer.id],
  );
  const put = world.admin.query(
    `INSERT INTO lintel.bundle_item (bundle_id, position, clip_id, decision_id, folder, label, is_exhibit, producer, description)
       SELECT $1, 1, $2, d.id, 'F', 'MG6C/1', false, '', '' FROM lintel.decision d WHERE d.clip_id = $2 ORDER BY d.place DESC LIMIT 1`,
    [rows[0]?.may, checked],
  );
  await expect(put).rejects.toMatchObject({ code: 'LN016' });
});

it('is decided again when a newer version is finished: no bundle that waits is sealed, and no form stands', async () => {
  const { desk, typist, clip } = await opened();
  await typist.checked(clip, WORDS);
  const [item] = await typist.items();
  await disclosed(desk, item?.id ?? '');
  await desk.makeForms();
  const { id } = await desk.post(desk.ofCase('bundles'), { kind: 'defence' });
  await typist.checked(clip, 'I know where your mother lives', 'A word was wrong');
  await sealer.seal(String(id));
  expect(await stateOf(desk, String(id))).toBe('refused');
  expect((await typist.items()).map(({ stands }) => stands)).toEqual([false, false]);
  expect(await previewed(desk)).toContain('Make the MG6C first');
});

it('an item that is decided to be sensitive while its bundle waits keeps it from being sealed, and revokes one that was', async () => {
  const { desk, typist, clip } = await opened();
  await typist.checked(clip, WORDS);
  const [item] = await typist.items();
  await disclosed(desk, item?.id ?? '');
  await desk.makeForms();
  const sealed = await desk.bundle(sealer, 'defence');
  expect(await stateOf(desk, sealed)).toBe('sealed');
  const { id } = await desk.post(desk.ofCase('bundles'), { kind: 'defence' });
  const hidden = { classification: 'sensitive', originalToDefence: false, reason: 'Names a witness' };
  await disclosed(desk, item?.id ?? '', hidden);
  await sealer.seal(String(id));
  expect([await stateOf(desk, String(id)), await stateOf(desk, sealed)]).toEqual(['refused', 'revoked']);
});

it('other captions than those of the version are not taken as its words, whatever a process writes', async () => {
  const { desk, typist, clip } = await opened();
  await typist.checked(clip, WORDS);
  const [item] = await typist.items();
  const forged = world.admin.query(
    `UPDATE lintel.written_item SET content = content || '{"captions": "WEBVTT"}' WHERE clip_id = $1`,
    [item?.id],
  );
  await expect(forged).rejects.toMatchObject({ code: 'LN016' });
  // Nor other captions into a bundle.
  await disclosed(desk, item?.id ?? '');
  await desk.makeForms();
  const bundle = await desk.bundle(sealer, 'defence');
  const put = world.admin.query(
    `INSERT INTO lintel.bundle_entry (bundle_id, position, path, size, crc32, sha256, object_key)
       VALUES ($1, 9999, 'data/transcripts/MG6C-1/other.vtt', 1, 0, $2, 'x')`,
    [bundle, 'a'.repeat(64)],
  );
  await expect(put).rejects.toMatchObject({ code: 'LN016' });
});
