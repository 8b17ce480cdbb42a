import { NotFound } from '../../../src/kernel/errors';
import { signedIn, type OfficerClient } from '../workspace/client';
import {
  openWorld,
  seedCase,
  seedClip,
  sha256Of,
  type Case,
  type SeededClip,
  type World,
} from '../workspace/world';
import { seedFilm } from '../watching/film';
import { loseOriginal } from '../workspace/lose';
import { openRedactionMaker, type RedactionMaker } from './maker';

let world: World;
let maker: RedactionMaker;
let home: Case;
let client: OfficerClient;
let colleague: OfficerClient;
let stranger: OfficerClient;
let clip: SeededClip;
beforeAll(async () => {
  world = await openWorld();
  maker = await openRedactionMaker(world);
  const officer = await world.officer();
  const other = await world.officer();
  home = await seedCase(world, officer.id);
  await world.admin.query(
    'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $2)',
    [home.investigation, other.id],
  );
  client = await signedIn(world, officer);
  colleague = await signedIn(world, other);
  stranger = await signedIn(world, await world.officer());
  clip = await seedFilm(world, home, 'h264', 'door.mp4');
});
afterAll(async () => {
  await maker.close();
  await world.close();
});

const MASK = {
  ...{ shape: 'rectangle', kind: 'solid', reason: 'house-number', from: 1, to: 45 },
  keys: [{ frame: 1, x: 20, y: 20, w: 60, h: 40 }],
};
const EDITS = { masks: [MASK], sound: [], trim: null };

interface Version {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly outcome: string | null;
  readonly sha256: string;
  readonly recipe: { readonly masks: readonly object[] };
  readonly recipeSha256: string;
  readonly facts: { readonly proof: Record<string, unknown> };
}
const list = async (of = clip, by = client): Promise<Version[]> =>
  (JSON.parse((await by.call('GET', `/api/v1/clips/${of.id}/redactions`)).text) as { items: Version[] })
    .items;
const save = (base: number, edits: object = EDITS, by = client, of = clip) =>
  by.call('POST', `/api/v1/clips/${of.id}/redactions`, { base, edits });
const judge = (id: string, outcome: string, by = client, reason = 'It is right') =>
  by.call('POST', `/api/v1/redactions/${id}/review`, { outcome, reason });
interface Entry {
  readonly type: string;
  readonly detail: Readonly<Record<string, unknown>>;
}
const chain = async (of = clip): Promise<Entry[]> =>
  (await client.call('GET', `/api/v1/clips/${of.id}/custody`)).json().items.map(({ event }) => ({
    type: event.type,
    detail: event.detail as Entry['detail'],
  }));

describe('a redaction', () => {
  it('is saved, made, proven, looked through and approved, and the log says each', async () => {
    const saved = await save(0);
    expect(saved.status).toBe(202);
    const { id } = saved.json();
    expect((await list())[0]).toMatchObject({ version: 1, state: 'waiting' });
    await maker.make(id);
    await maker.make(id);
    const [row] = await list();
    expect(row).toMatchObject({ state: 'made', outcome: null, isOfMaster: true });
    expect(row?.facts.proof).toMatchObject({
      frames: 45,
      outsideEqual: true,
      recipeEqual: true,
      timesEqual: true,
    });

    // Nobody approves what they have not opened: neither the service nor the database lets them.
    expect((await judge(id, 'approved')).json()).toMatchObject({ status: 409, code: 'not-looked-at' });
    const ticket = await client.call('POST', `/api/v1/redactions/${id}/viewings`);
    expect(ticket.status).toBe(201);
    const bytes = Buffer.from(await (await client.send('GET', ticket.json().contentUrl)).arrayBuffer());
    expect(sha256Of(bytes)).toBe(row?.sha256);
    const frames = await client.call('GET', `/api/v1/viewings/${ticket.json().id}/frames`);
    expect((JSON.parse(frames.text) as { pts: number[] }).pts).toHaveLength(45);
    expect((await client.call('GET', `/api/v1/viewings/${ticket.json().id}/waveform`)).status).toBe(404);
    expect((await judge(id, 'approved', colleague)).json()).toMatchObject({ code: 'not-looked-at' });
    expect((await judge(id, 'approved')).status).toBe(204);
    expect((await list())[0]).toMatchObject({ outcome: 'approved', reviewReason: 'It is right' });

    await world.sign();
    const said = (await chain()).filter(({ type }) => type.startsWith('redaction-'));
    expect(said.map(({ type }) => type)).toEqual([
      'redaction-saved',
      'redaction-rendered',
      'redaction-approved',
    ]);
    expect(said[1]?.detail).toMatchObject({
      recipeSha256: row?.recipeSha256,
      inputSha256: clip.sha256,
      sha256: row?.sha256,
      proof: row?.facts.proof,
    });
    expect(said[2]?.detail).toMatchObject({ own: true, sha256: row?.sha256 });
    // Where somebody stands in the picture is not for the log.
    expect(JSON.stringify(said)).not.toContain('"keys"');
  });

  it('that somebody else saved meanwhile is not overwritten', async () => {
    const refused = await save(0, EDITS, colleague);
    expect(refused.json()).toMatchObject({ status: 409, code: 'saved-meanwhile' });
    const answers = await Promise.all([save(1), save(1, EDITS, colleague)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
    expect((await list()).map(({ version }) => version)).toEqual([2, 1]);
  });

  it('is refused in plain words where it cannot be made', async () => {
    const wrong = {
      ...EDITS,
      masks: [
        { ...MASK, to: 46 },
        { ...MASK, keys: [{ frame: 1, x: 320, y: 0, w: 9, h: 9 }] },
      ],
    };
    const refused = await save(2, wrong);
    expect(refused.json()).toMatchObject({ status: 400, code: 'recipe-refused' });
    expect(refused.json().detail).toBe(
      'Mask 1 ends at frame 46: the clip has 45 frames. Mask 2 stands outside the picture at frame 1: the picture is 320 by 180 pixels.',
    );
    const text = await seedClip(world, home, { kind: 'text/plain' });
    expect((await save(0, EDITS, client, text)).json()).toMatchObject({
      status: 409,
      code: 'not-redactable',
    });
  });

  it('is not for officers outside the investigation', async () => {
    const [row] = await list();
    for (const answer of [
      await save(2, EDITS, stranger),
      await stranger.call('GET', `/api/v1/clips/${clip.id}/redactions`),
      await stranger.call('GET', `/api/v1/redactions/${row?.id ?? ''}`),
      await stranger.call('POST', `/api/v1/redactions/${row?.id ?? ''}/viewings`),
      await judge(row?.id ?? '', 'approved', stranger),
    ])
      expect(answer.status).toBe(404);
  });

  it('is made whole after a worker was stopped in the middle, and leaves one row and one event', async () => {
    const id = (await list())[0]?.id ?? '';
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('stopped')), 150);
    await expect(maker.make(id, stop.signal)).rejects.toThrow();
    expect((await list())[0]).toMatchObject({ state: 'waiting' });
    await Promise.all([maker.make(id), maker.make(id)]);
    expect((await list())[0]).toMatchObject({ state: 'made' });
    const made = (await chain()).filter(
      ({ type, detail }) => type === 'redaction-rendered' && detail['version'] === 2,
    );
    expect(made).toHaveLength(1);
  });

  it('whose original is lost has no copy after the last attempt, and the page says why', async () => {
    const lost = await seedFilm(world, home, 'rotated', 'lost.mp4');
    const { id } = (await save(0, { ...EDITS, masks: [{ ...MASK, to: 10 }] }, client, lost)).json();
    await loseOriginal(world, lost.id);
    await expect(maker.make(id, undefined, false)).rejects.toThrow(NotFound);
    expect((await list(lost))[0]).toMatchObject({ state: 'waiting' });
    await maker.make(id);
    expect((await list(lost))[0]).toMatchObject({ state: 'failed' });
    const page = (await client.page(`/clips/${lost.id}/redactions`)).text;
    expect(page).toContain('There is no copy. The original, or the list of its frames, is not in the');
    expect((await chain(lost)).at(-1)).toMatchObject({
      type: 'redaction-failed',
      detail: { redaction: id, code: 'no-original' },
    });
  });

  it('of a recording that is another by now has no copy, and may not go', async () => {
    const other = await seedFilm(world, home, 'rotated', 'turned.mp4');
    const { id } = (await save(0, { ...EDITS, masks: [{ ...MASK, to: 10 }] }, client, other)).json();
    await world.admin.query('UPDATE lintel.clip SET stored_sha256 = $2 WHERE id = $1', [
      other.id,
      'ab'.repeat(32),
    ]);
    await maker.make(id);
    expect((await list(other))[0]).toMatchObject({ isOfMaster: false });
    expect((await list(other))[0]?.state).not.toBe('made');
  });

  it('has pages that say the same, and forms that work without a script', async () => {
    const html = (await client.page(`/clips/${clip.id}/redactions`)).text;
    expect(html).toContain('Version 2');
    expect(html).toContain('House number: rectangle, solid black, frames 1 to 45');
    const numbers = {
      ...{ base: '2', shape: 'ellipse', kind: 'blur', reason: 'child' },
      x: '10',
      y: '10',
      w: '50',
      h: '50',
      from: '',
      to: '',
    };
    const refused = await client.form(`/clips/${clip.id}/redactions/masks`, numbers);
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('Mask 2 must be solid');
    const taken = await client.form(`/clips/${clip.id}/redactions/masks`, { ...numbers, kind: 'solid' });
    expect(taken.status).toBe(303);
    const [row] = await list();
    expect(row?.recipe.masks).toHaveLength(2);
    expect(row?.recipe.masks[1]).toMatchObject({ shape: 'ellipse', reason: 'child', from: 1, to: 45 });
  });
});

it('no process but the worker, and no recipe but one that was saved, makes a redacted copy', async () => {
  const forged = `INSERT INTO lintel.rendition (id, clip_id, kind, state, object_key, content_type, sha256, size, input_sha256, recipe, facts)
    VALUES (gen_random_uuid(), $1, 'redacted-copy', 'made', 'x', 'video/mp4', $2, 1, $2, '{}', '{}')`;
  await world.admin.query('BEGIN');
  await world.admin.query('SET LOCAL ROLE lintel_worker');
  await expect(world.admin.query(forged, [clip.id, clip.sha256])).rejects.toThrow(
    /row-level security|permission/,
  );
  await world.admin.query('ROLLBACK');
});
