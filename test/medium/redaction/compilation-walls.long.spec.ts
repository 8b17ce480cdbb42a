import type { ClipName } from '../../fixtures/clips';
import { signedIn, type OfficerClient } from '../workspace/client';
import { openWorld, seedCase, type Case, type SeededClip, type World } from '../workspace/world';
import { seedFilm } from '../watching/film';
import { openRedactionMaker, type RedactionMaker } from './maker';

let world: World;
let maker: RedactionMaker;
let home: Case;
let client: OfficerClient;
let door: SeededClip;
let turned: SeededClip;
beforeAll(async () => {
  world = await openWorld();
  maker = await openRedactionMaker(world);
  const officer = await world.officer();
  home = await seedCase(world, officer.id);
  client = await signedIn(world, officer);
  [door, turned] = [await film('h264', 1), await film('rotated', 2)];
});
afterAll(async () => {
  await maker.close();
  await world.close();
});

/** An exhibit whose event an officer has put at that hour. */
async function film(name: ClipName, hour: number): Promise<SeededClip> {
  const clip = await seedFilm(world, home, name, `${name}.mp4`);
  const words = { initials: 'AB', producerName: 'Ann Bell', description: 'The door' };
  expect((await client.call('POST', `/api/v1/clips/${clip.id}/accept`, words)).status).toBe(201);
  await world.admin.query(`UPDATE lintel.clip SET event_at = $2, event_by = 'chosen' WHERE id = $1`, [
    clip.id,
    `2026-07-14T0${hour}:04:05Z`,
  ]);
  return clip;
}

interface Film {
  readonly sha256: string;
  readonly recipe: object | null;
}

const WORDS = { title: 'The evening', reason: 'To be shown in interview' };
const part = (clip: SeededClip, more: object = {}) => ({ clip: clip.id, ...more });
const one = async (id: string): Promise<Film> =>
  JSON.parse((await client.call('GET', `/api/v1/compilations/${id}`)).text) as Film;
async function asked(parts: object[]): Promise<string> {
  const path = `/api/v1/investigations/${home.investigation}/compilations`;
  const answer = await client.call('POST', path, { ...WORDS, parts });
  expect(answer.status).toBe(202);
  return answer.json().id;
}

describe('PostgreSQL itself', () => {
  let id: string;
  let clip: SeededClip;
  beforeAll(async () => {
    clip = await film('bFrames', 7);
    id = await asked([part(door, { from: 1, to: 2 }), part(clip, { from: 1, to: 2 })]);
    await maker.compile(id);
  });

  /** The same film with another recipe. */
  const put = (change: (recipe: string) => string) =>
    world.admin.query(
      `INSERT INTO lintel.compilation (id, investigation_id, clip_id, exhibit_id, number, title, reason, order_reason, recipe,
         recipe_sha256, master_sha256, author_id)
       SELECT gen_random_uuid(), investigation_id, clip_id, exhibit_id, 900, 'x', 'x', '', $2,
         encode(sha256(convert_to($2, 'UTF8')), 'hex'), master_sha256, author_id FROM lintel.compilation WHERE id = $1`,
      [id, change(JSON.stringify(recipe))],
    );
  let recipe: Film['recipe'];

  it('takes no part that is another file, of another investigation, or covers what no approved copy covers', async () => {
    ({ recipe } = await one(id));
    const refused = { code: 'LN016' };
    await expect(put((text) => text.replaceAll(clip.sha256, 'b'.repeat(64)))).rejects.toMatchObject(refused);
    await expect(put((text) => text.replace('"masks":[]', '"masks":[{}]'))).rejects.toMatchObject(refused);
    const other = await seedCase(world, (await world.officer()).id);
    const foreign = await seedFilm(world, other, 'h264', 'foreign.mp4');
    await expect(
      put((text) => text.replace(clip.id, foreign.id).replace(clip.sha256, foreign.sha256)),
    ).rejects.toMatchObject(refused);
    await expect(put((text) => text)).resolves.toBeDefined();
    await world.admin.query(
      'DELETE FROM lintel.compilation_part WHERE compilation_id IN (SELECT id FROM lintel.compilation WHERE number = 900)',
    );
    await world.admin.query('DELETE FROM lintel.compilation WHERE number = 900');
  });

  it('lets no film into a bundle that is no item of it, and none be chosen as a copy', async () => {
    const { sha256 } = await one(id);
    const { rows } = await world.admin.query<{ id: string }>(
      `INSERT INTO lintel.bundle (id, investigation_id, kind, number, urn, folder, requested_by)
       SELECT gen_random_uuid(), investigation_id, 'prosecution', 900, 'SAMPLE', 'FILM-' || id, author_id
         FROM lintel.compilation WHERE id = $1 RETURNING id`,
      [id],
    );
    const enter = (position: number, hash: string) =>
      world.admin.query(
        `INSERT INTO lintel.bundle_entry (bundle_id, position, path, size, crc32, sha256, object_key)
         VALUES ($1, $2, 'data/viewing/AB-1/film.mp4', 1, 0, $3, 'redactions/film')`,
        [rows[0]?.id, position, hash],
      );
    await expect(enter(0, sha256)).rejects.toMatchObject({
      ...{ code: 'LN016', message: 'a film goes into a bundle as an item of it alone' },
    });
    await expect(enter(1, 'b'.repeat(64))).resolves.toBeDefined();
    await expect(
      world.admin.query(
        `INSERT INTO lintel.redaction_choice (id, investigation_id, clip_id, redaction_id, reason, chosen_by)
         SELECT gen_random_uuid(), investigation_id, clip_id, id, 'x', author_id FROM lintel.compilation WHERE id = $1`,
        [id],
      ),
    ).rejects.toMatchObject({ code: 'LN016' });
  });

  it('holds a film with a part in quarantine: what plays ends, and nobody opens or reviews it', async () => {
    const ticket = (await client.call('POST', `/api/v1/compilations/${id}/viewings`)).json();
    await world.admin.query(
      `INSERT INTO lintel.malware_scan (clip_id, sha256, state, signature, engine) VALUES ($1, $2, 'infected', 'Sample', 'clamav')`,
      [clip.id, clip.sha256],
    );
    expect(await one(id)).toMatchObject({ isClosed: true });
    expect((await client.send('GET', ticket.contentUrl)).status).toBe(404);
    expect((await client.call('POST', `/api/v1/compilations/${id}/viewings`)).status).toBe(409);
    const no = { outcome: 'refused', reason: 'x' };
    expect((await client.call('POST', `/api/v1/compilations/${id}/review`, no)).status).toBe(409);
    await world.admin.query('DELETE FROM lintel.malware_scan WHERE clip_id = $1', [clip.id]);
  });
});

it('has pages that say the same, and a form that works without a script', async () => {
  const at = `/investigations/${home.investigation}`;
  const picked = await client.form(`${at}/evidence/decide`, { verb: 'film', clips: door.id, address: '' });
  expect(picked.status).toBe(303);
  const page = (await client.page(`${at}/compilations?clips=${door.id},${turned.id}`)).text;
  expect(page).toContain('Tuesday 14 July 2026, 02:04:05 BST');
  const row = { clips: door.id, place: '1', copy: 'whole', from: '', to: '' };
  const refused = await client.form(`${at}/compilations`, { ...WORDS, orderReason: '', ...row });
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('A film is put together of 2 to 20 clips.');
  const id = await asked([part(door, { from: 1, to: 2 }), part(turned, { from: 1, to: 2 })]);
  const waiting = (await client.page(`/compilations/${id}`)).text;
  expect(waiting).toContain('being made and compared');
  expect(waiting).toContain(`data-live="film" data-changes="${home.investigation}"`);
  await maker.compile(id);
  const made = (await client.page(`/compilations/${id}`)).text;
  expect(made).toContain('Film made and proven: 64 frames');
  expect((await client.form(`/compilations/${id}/viewings`, {})).status).toBe(303);
  const seen = / name="seen" value="([^"]*)"/.exec(made)?.[1] ?? '';
  const said = { outcome: 'approved', reason: 'Gone through' };
  expect((await client.form(`/compilations/${id}/review`, said)).status).toBe(409);
  expect((await client.form(`/compilations/${id}/review`, { ...said, seen })).status).toBe(303);
  expect((await client.page(`${at}/compilations`)).text).toContain(`/compilations/${id}`);
});
