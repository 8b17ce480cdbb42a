import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClipName } from '../../fixtures/clips';
import { signedIn, type OfficerClient } from '../workspace/client';
import { openWorld, seedCase, sha256Of, type Case, type SeededClip, type World } from '../workspace/world';
import { seedFilm } from '../watching/film';
import { picturesOf } from './film';
import { loseOriginal } from '../workspace/lose';
import { openRedactionMaker, type RedactionMaker } from './maker';

let world: World;
let maker: RedactionMaker;
let home: Case;
let client: OfficerClient;
let stranger: OfficerClient;
let door: SeededClip;
beforeAll(async () => {
  world = await openWorld();
  maker = await openRedactionMaker(world);
  const officer = await world.officer();
  home = await seedCase(world, officer.id);
  client = await signedIn(world, officer);
  stranger = await signedIn(world, await world.officer());
  door = await film('h264');
});
afterAll(async () => {
  await maker.close();
  await world.close();
});

/** An exhibit of its own. */
async function film(name: ClipName): Promise<SeededClip> {
  const clip = await seedFilm(world, home, name, `${name}.mp4`);
  const words = { initials: 'AB', producerName: 'Ann Bell', description: 'The door' };
  expect((await client.call('POST', `/api/v1/clips/${clip.id}/accept`, words)).status).toBe(201);
  return clip;
}

async function loseFrames(clip: SeededClip): Promise<void> {
  await world.admin.query(
    `UPDATE lintel.rendition SET object_key = object_key || '-lost' WHERE clip_id = $1 AND kind = 'frames'`,
    [clip.id],
  );
}

interface Extract {
  readonly id: string;
  readonly state: string;
  readonly why: string | null;
  readonly sha256: string;
  readonly recipe: { readonly masks: object[]; readonly trim: object };
  readonly facts: {
    readonly frames: number;
    readonly proof: { readonly sound: object | null };
    readonly edges: { readonly first: { readonly pts: number }; readonly last: { readonly pts: number } };
  };
  readonly extract: { readonly reference: string };
}
const WORDS = { title: 'Two at the door', reason: 'The rest is of others' };
const ask = (from: number, to: number, of = door, more: object = {}, by = client) =>
  by.call('POST', `/api/v1/clips/${of.id}/extracts`, { from, to, ...WORDS, ...more });
const list = async (of = door): Promise<Extract[]> =>
  (JSON.parse((await client.call('GET', `/api/v1/clips/${of.id}/extracts`)).text) as { items: Extract[] })
    .items;
const one = async (id: string): Promise<Extract> =>
  JSON.parse((await client.call('GET', `/api/v1/redactions/${id}`)).text) as Extract;
const bytesOf = async (path: string, body?: object): Promise<Buffer> => {
  const ticket = await client.call('POST', path, body);
  expect(ticket.status).toBe(201);
  return Buffer.from(await (await client.send('GET', ticket.json().contentUrl)).arrayBuffer());
};
const chain = async (of = door) =>
  (await client.call('GET', `/api/v1/clips/${of.id}/custody`))
    .json()
    .items.map(({ event }) => ({ type: event.type, detail: event.detail as Record<string, unknown> }));

/** Every frame of some bytes. */
async function frames(bytes: Buffer): Promise<Buffer[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-extract-'));
  try {
    const path = join(folder, 'extract.mp4');
    await writeFile(path, bytes);
    return await picturesOf(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('an extract', () => {
  it('is asked for, made, proven, looked through and approved, and the log says each', async () => {
    const asked = await ask(10, 20);
    expect(asked.status).toBe(202);
    const { id } = asked.json();
    expect(asked.json()['reference']).toMatch(/^AB\/\d+\/1$/);
    expect(await list()).toMatchObject([{ id, state: 'waiting', extract: WORDS }]);
    await maker.make(id);
    await maker.make(id);
    const made = await one(id);
    expect(made).toMatchObject({
      state: 'made',
      recipe: { masks: [], sound: [], trim: { from: 10, to: 20 } },
    });
    expect(made.facts).toMatchObject({
      frames: 11,
      edges: { first: { frame: 10 }, last: { frame: 20 } },
      proof: { frames: 11, sourceEqual: true, timesEqual: true, outsideEqual: true, recipeEqual: true },
    });
    expect(made.facts.proof.sound).not.toBeNull();

    const judge = () =>
      client.call('POST', `/api/v1/redactions/${id}/review`, { outcome: 'approved', reason: '' });
    expect((await judge()).json()).toMatchObject({ code: 'not-looked-at' });
    const bytes = await bytesOf(`/api/v1/redactions/${id}/viewings`);
    expect(sha256Of(bytes)).toBe(made.sha256);
    expect(await frames(bytes)).toHaveLength(11);
    expect((await judge()).status).toBe(204);

    await world.sign();
    const said = (await chain()).filter(({ type }) => type.startsWith('extract-'));
    expect(said.map(({ type }) => type)).toEqual(['extract-asked', 'extract-made', 'extract-approved']);
    expect(said[0]?.detail).toMatchObject({ from: 10, to: 20, redaction: null, inputSha256: door.sha256 });
    expect(said[1]?.detail).toMatchObject({
      extract: id,
      sha256: made.sha256,
      first: { frame: 10, pts: made.facts.edges.first.pts },
      last: { frame: 20, pts: made.facts.edges.last.pts },
    });
    expect(JSON.stringify(said)).not.toContain(WORDS.title);
  });

  it('has a label by its own reference, can be taken away with a reason, and shares its numbers with single frames', async () => {
    const [{ id, sha256 } = { id: '', sha256: '' }] = await list();
    const copy = { content: 'redacted-copy', redaction: id, reason: 'For the interview' };
    expect(sha256Of(await bytesOf(`/api/v1/clips/${door.id}/downloads`, copy))).toBe(sha256);
    const label = await client.call('POST', `/api/v1/investigations/${home.investigation}/exhibit-labels`, {
      exhibits: [id],
    });
    expect(label.status).toBe(200);
    const { rows } = await world.admin.query<{ exhibit: string }>(
      'SELECT id AS exhibit FROM lintel.exhibit WHERE clip_id = $1',
      [door.id],
    );
    const still = await client.call('POST', `/api/v1/exhibits/${rows[0]?.exhibit ?? ''}/stills`, {
      ...{ frame: 3, description: 'The face' },
    });
    expect(still.json()['reference']).toMatch(/\/2$/);
    expect((await ask(3, 4)).json()['reference']).toMatch(/\/3$/);
    // Drawing goes on as if there were none.
    const edits = { masks: [], sound: [], trim: { from: 1, to: 9 } };
    const drawn = await client.call('POST', `/api/v1/clips/${door.id}/redactions`, { base: 0, edits });
    expect(drawn.json()).toMatchObject({ version: 1 });
  });

  it('of a recording at a variable rate has each frame as long after the first, and of one without sound has none', async () => {
    for (const name of ['variableRateHevc', 'silent'] as const) {
      const clip = await film(name);
      const { id } = (await ask(3, 9, clip)).json();
      await maker.make(id);
      const { proof } = (await one(id)).facts;
      expect(proof).toMatchObject({ frames: 7, timesEqual: true, outsideEqual: true });
      if (name === 'silent') expect(proof.sound).toBeNull();
    }
  });

  it('of an approved redaction covers what that covers, and of one that nobody approved is refused', async () => {
    const clip = await film('bFrames');
    const mask = {
      ...{ shape: 'rectangle', kind: 'solid', reason: 'house-number', from: 1, to: 12 },
      keys: [{ frame: 1, x: 0, y: 0, w: 320, h: 180 }],
    };
    const edits = { masks: [mask], sound: [], trim: { from: 2, to: 12 } };
    const saved = await client.call('POST', `/api/v1/clips/${clip.id}/redactions`, { base: 0, edits });
    const redaction = saved.json().id;
    expect((await ask(4, 6, clip, { redaction })).json()).toMatchObject({ code: 'source-may-not-go' });
    await maker.make(redaction);
    await bytesOf(`/api/v1/redactions/${redaction}/viewings`);
    const yes = { outcome: 'approved', reason: '' };
    await client.call('POST', `/api/v1/redactions/${redaction}/review`, yes);
    expect((await ask(1, 6, clip, { redaction })).json().detail).toContain('frames 2 to 12 alone');
    const { id } = (await ask(4, 6, clip, { redaction })).json();
    await maker.make(id);
    const shown = await frames(await bytesOf(`/api/v1/redactions/${id}/viewings`));
    expect(shown).toHaveLength(3);
    // Black in limited range; the coder may differ by a little.
    for (const picture of shown) expect(Math.max(...picture.subarray(0, 320 * 180))).toBeLessThan(24);
  });

  it('is refused in plain words where it cannot be taken, and is not for strangers', async () => {
    expect((await ask(9, 8)).json()).toMatchObject({
      ...{ status: 400, code: 'recipe-refused' },
      detail: 'The extract ends at frame 8, before it begins at frame 9.',
    });
    expect((await ask(1, 46)).json().detail).toBe('The extract ends at frame 46: the clip has 45 frames.');
    expect((await ask(0, 9)).status).toBe(400);
    expect((await ask(1, 9, door, { reason: ' ' })).status).toBe(400);
    const plain = await seedFilm(world, home, 'h264', 'unseen.mp4');
    expect((await ask(1, 9, plain)).json()).toMatchObject({ status: 409, code: 'no-exhibit' });
    expect((await ask(1, 9, door, {}, stranger)).status).toBe(404);
    expect((await stranger.call('GET', `/api/v1/clips/${door.id}/extracts`)).status).toBe(404);
  });

  it('is made whole after a worker was stopped in the middle, once', async () => {
    const { id } = (await ask(5, 40)).json();
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('stopped')), 100);
    await expect(maker.make(id, stop.signal)).rejects.toThrow();
    expect(await one(id)).toMatchObject({ state: 'waiting' });
    await Promise.all([maker.make(id), maker.make(id)]);
    expect(await one(id)).toMatchObject({ state: 'made' });
    const made = (await chain()).filter(
      ({ type, detail }) => type === 'extract-made' && detail['extract'] === id,
    );
    expect(made).toHaveLength(1);
  });

  it.each([
    ['original', (clip: SeededClip) => loseOriginal(world, clip.id)],
    ['list of frames', loseFrames],
  ])('whose %s is lost has no copy, and says why', async (_what, lose) => {
    const clip = await film('rotated');
    const { id } = (await ask(2, 5, clip)).json();
    await lose(clip);
    await maker.make(id);
    expect(await one(id)).toMatchObject({
      state: 'failed',
      why: expect.stringContaining('not in the evidence store') as unknown,
    });
    const said = (await chain(clip)).find(({ type }) => type === 'extract-failed');
    expect(said?.detail).toMatchObject({ extract: id, code: 'no-original' });
  });

  it('waits while its recording is in quarantine, and is asked for again when a person has decided', async () => {
    const clip = await film('oddSize');
    const { id } = (await ask(2, 5, clip)).json();
    await world.admin.query(
      `INSERT INTO lintel.malware_scan (clip_id, sha256, state, signature, engine) VALUES ($1, $2, 'infected', 'Sample', 'clamav')`,
      [clip.id, clip.sha256],
    );
    await maker.make(id);
    expect(await one(id)).toMatchObject({ state: 'waiting' });
    expect((await ask(2, 4, clip)).json()).toMatchObject({ status: 409, code: 'in-quarantine' });
    await world.admin.query('DELETE FROM lintel.outbox');
    const ended = await client.call('POST', `/api/v1/clips/${clip.id}/quarantine/end`, {
      reason: 'A test file',
    });
    expect(ended.status).toBe(204);
    const { rows } = await world.admin.query(
      `SELECT payload ->> 'redactionId' AS id FROM lintel.outbox WHERE name = 'render-redaction'`,
    );
    expect(rows).toEqual([{ id }]);
    await maker.make(id);
    expect(await one(id)).toMatchObject({ state: 'made' });
  });

  it('has pages that say the same, and a form that works without a script', async () => {
    const html = (await client.page(`/clips/${door.id}`)).text;
    expect(html).toContain('frames 10 to 20');
    const fields = { ...WORDS, from: '12', to: '0:05', source: 'whole' };
    const refused = await client.form(`/clips/${door.id}/extracts`, fields);
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('is understood while the player is open');
    expect((await client.form(`/clips/${door.id}/extracts`, { ...fields, to: '14' })).status).toBe(303);
    const page = (await client.page(`/clips/${door.id}/redactions`)).text;
    expect(page).toContain('Only frames 12 to 14 of the recording as it came');
  });
});

it('PostgreSQL itself takes no extract that covers less than its source, or is of another exhibit', async () => {
  const { rows } = await world.admin.query<{ id: string; exhibit: string }>(
    `SELECT d.id, d.exhibit_id AS exhibit FROM lintel.redaction d WHERE d.clip_id = $1 AND d.exhibit_id IS NOT NULL LIMIT 1`,
    [door.id],
  );
  const put = (recipe: object, exhibit: string, source: string | null) =>
    world.admin.query(
      `INSERT INTO lintel.redaction (id, clip_id, version, recipe, recipe_sha256, master_sha256, author_id, exhibit_id, title, reason, source_id)
       SELECT gen_random_uuid(), clip_id, 900, $2, encode(sha256(convert_to($2, 'UTF8')), 'hex'), master_sha256, author_id, $3, 'x', 'x', $4
         FROM lintel.redaction WHERE id = $1`,
      [rows[0]?.id, JSON.stringify(recipe), exhibit, source],
    );
  const trim = { from: 1, to: 2 };
  const own = rows[0]?.exhibit ?? '';
  const other = await world.admin.query<{ id: string }>(
    'SELECT id FROM lintel.exhibit WHERE id <> $1 LIMIT 1',
    [own],
  );
  const refused = { code: 'LN016' };
  await expect(put({ masks: [], sound: [], trim }, other.rows[0]?.id ?? '', null)).rejects.toMatchObject(
    refused,
  );
  await expect(put({ masks: [], sound: [], trim: null }, own, null)).rejects.toMatchObject(refused);
  await expect(put({ masks: [{}], sound: [], trim }, own, null)).rejects.toMatchObject(refused);
  // Nor of a redaction that nobody approved.
  const drawn = await world.admin.query<{ id: string }>(
    'SELECT id FROM lintel.redaction WHERE clip_id = $1 AND exhibit_id IS NULL LIMIT 1',
    [door.id],
  );
  await expect(put({ masks: [], sound: [], trim }, own, drawn.rows[0]?.id ?? '')).rejects.toMatchObject(
    refused,
  );
  await expect(put({ masks: [], sound: [], trim }, own, null)).resolves.toBeDefined();
});

it('an extract is one where the same form comes twice, one after the other or at the same moment', async () => {
  const sent = { title: 'Pressed twice', reason: 'The line was slow' };
  const own = await film('h264');
  const answers = await Promise.all([1, 2, 3].map(() => ask(3, 9, own, sent)));
  answers.push(await ask(3, 9, own, sent));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  expect(new Set(answers.map((answer) => answer.json()['reference'])).size).toBe(1);
  expect(await list(own)).toHaveLength(1);
  // Other words are of another one, and no number was lost between the two.
  const number = (answer: (typeof answers)[number] | undefined): number =>
    Number(String(answer?.json()['reference']).split('/').at(-1));
  expect(number(await ask(3, 9, own, { ...sent, title: 'Pressed once' }))).toBe(number(answers[0]) + 1);
});
