import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotFound } from '../../../src/kernel/errors';
import { clip as fixture, type ClipName } from '../../fixtures/clips';
import { signedIn, type OfficerClient } from '../workspace/client';
import { openWorld, seedCase, sha256Of, type Case, type SeededClip, type World } from '../workspace/world';
import { seedFilm } from '../watching/film';
import { loseOriginal } from '../workspace/lose';
import { picturesOf } from './film';
import { openRedactionMaker, type RedactionMaker } from './maker';

let world: World;
let maker: RedactionMaker;
let home: Case;
let client: OfficerClient;
let stranger: OfficerClient;
let door: SeededClip;
let turned: SeededClip;
let silent: SeededClip;
beforeAll(async () => {
  world = await openWorld();
  maker = await openRedactionMaker(world);
  const officer = await world.officer();
  home = await seedCase(world, officer.id);
  client = await signedIn(world, officer);
  stranger = await signedIn(world, await world.officer());
  [door, turned, silent] = [await film('h264', 1), await film('rotated', 2), await film('silent', 3)];
});
afterAll(async () => {
  await maker.close();
  await world.close();
});

/** An exhibit of its own, with an event at that hour. */
async function film(name: ClipName, hour: number, by: 'chosen' | 'likely' = 'chosen'): Promise<SeededClip> {
  const clip = await seedFilm(world, home, name, `${name}.mp4`);
  const words = { initials: 'AB', producerName: 'Ann Bell', description: 'The door' };
  expect((await client.call('POST', `/api/v1/clips/${clip.id}/accept`, words)).status).toBe(201);
  await world.admin.query('UPDATE lintel.clip SET event_at = $2, event_by = $3 WHERE id = $1', [
    clip.id,
    `2026-07-14T0${hour}:04:05Z`,
    by,
  ]);
  return clip;
}

interface Film {
  readonly id: string;
  readonly state: string;
  readonly why: string | null;
  readonly sha256: string;
  readonly outcome: string | null;
  readonly title: string;
  readonly isClosed: boolean;
  readonly recipe: {
    readonly width: number;
    readonly height: number;
    readonly parts: { readonly card: string[]; readonly trim: object; readonly master: string }[];
  } | null;
  readonly facts: {
    readonly frames: number;
    readonly proof: Record<string, unknown> & { readonly parts: { readonly frames: number }[] };
  };
}

const WORDS = { title: 'The evening', reason: 'To be shown in interview' };
const path = () => `/api/v1/investigations/${home.investigation}/compilations`;
const part = (clip: SeededClip, more: object = {}) => ({ clip: clip.id, ...more });
const ask = (parts: object[], more: object = {}, by = client) =>
  by.call('POST', path(), { ...WORDS, parts, ...more });
const one = async (id: string): Promise<Film> =>
  JSON.parse((await client.call('GET', `/api/v1/compilations/${id}`)).text) as Film;
const asked = async (parts: object[], more: object = {}): Promise<string> => {
  const answer = await ask(parts, more);
  expect([answer.status, answer.text]).toEqual([202, expect.any(String)]);
  return answer.json().id;
};
const bytesOf = async (id: string): Promise<Buffer> => {
  const ticket = await client.call('POST', `/api/v1/compilations/${id}/viewings`);
  expect(ticket.status).toBe(201);
  return Buffer.from(await (await client.send('GET', ticket.json().contentUrl)).arrayBuffer());
};
const chain = async (of: SeededClip) =>
  (await client.call('GET', `/api/v1/clips/${of.id}/custody`))
    .json()
    .items.map(({ event }) => ({ type: event.type, detail: event.detail as Record<string, unknown> }))
    .filter(({ type }) => type.startsWith('compilation-'));

/** Every frame of some bytes. */
async function frames(bytes: Buffer): Promise<Buffer[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-compilation-'));
  try {
    const file = join(folder, 'film.mp4');
    await writeFile(file, bytes);
    return await picturesOf(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const CARD = 30;

describe('a compilation', () => {
  it('of clips of other sizes, turned and without sound is made, proven, looked through and approved, and the log says each', async () => {
    const answer = await ask([
      part(door, { from: 10, to: 20 }),
      part(turned, { from: 3, to: 9 }),
      part(silent, { from: 1, to: 5 }),
    ]);
    expect(answer.status).toBe(202);
    const { id, reference } = answer.json() as unknown as { id: string; reference: string };
    expect(reference).toMatch(/^AB\/\d+\/1$/);
    await maker.compile(id);
    await maker.compile(id);
    const made = await one(id);
    expect(made).toMatchObject({ state: 'made', why: null });
    expect(made.facts).toMatchObject({
      frames: 3 * CARD + 11 + 7 + 5,
      proof: {
        ...{ sourceEqual: true, timesEqual: true, outsideEqual: true, recipeEqual: true, tellsNothing: true },
        sound: { recipeEqual: true, outsideEqual: true },
        parts: [{ frames: 11 }, { frames: 7 }, { frames: 5 }],
      },
    });
    expect(made.recipe?.parts.map(({ card }) => card.slice(1, 2))).toEqual([
      ['Tuesday 14 July 2026, 02:04:05 BST'],
      ['Tuesday 14 July 2026, 03:04:05 BST'],
      ['Tuesday 14 July 2026, 04:04:05 BST'],
    ]);

    const judge = () =>
      client.call('POST', `/api/v1/compilations/${id}/review`, { outcome: 'approved', reason: '' });
    expect((await judge()).json()).toMatchObject({ code: 'not-looked-at' });
    const bytes = await bytesOf(id);
    expect(sha256Of(bytes)).toBe(made.sha256);
    // Against the frames of the original, by a way that has nothing in common with the proof.
    const shown = await frames(bytes);
    const original = await picturesOf(await fixture('h264'));
    for (const at of [0, 10]) expect(distance(shown[CARD + at], original[9 + at])).toBeLessThan(6);
    expect(distance(shown[0], original[9])).toBeGreaterThan(20);
    expect((await judge()).status).toBe(204);
    expect(await one(id)).toMatchObject({ outcome: 'approved' });

    await world.sign();
    expect((await chain(door)).map(({ type }) => type)).toEqual([
      'compilation-asked',
      'compilation-made',
      'compilation-approved',
    ]);
    // The chain of one item tells nothing of the others.
    const said = await chain(turned);
    expect(said.map(({ detail }) => Object.keys(detail).sort())).toEqual([
      ['compilation', 'inputSha256', 'recipeSha256'],
    ]);
    expect(said[0]?.detail['inputSha256']).toBe(turned.sha256);
    expect(JSON.stringify([await chain(door), said])).not.toContain(silent.sha256);
  });

  it('proposes the order of events, and takes another only with a reason', async () => {
    const body = { clips: [silent.id, door.id] };
    const { items } = JSON.parse((await client.call('POST', `${path()}/proposals`, body)).text) as {
      items: { id: string; hindrance: string | null; card: string[] }[];
    };
    expect(items.map(({ id, hindrance }) => [id, hindrance])).toEqual([
      [door.id, null],
      [silent.id, null],
    ]);
    const parts = [part(silent), part(door)];
    expect((await ask(parts)).json()).toMatchObject({ status: 400, code: 'order-needs-reason' });
    const id = await asked(parts, { orderReason: 'The neighbour’s clock was wrong' });
    expect(await one(id)).toMatchObject({ recipe: { order: 'chosen' }, state: 'waiting' });
  });

  it('calls a likely time no settled one', async () => {
    const clip = await film('bFrames', 5, 'likely');
    const id = await asked([part(door), part(clip)]);
    expect((await one(id)).recipe?.parts[1]?.card[1]).toBe('Time not settled');
  });

  it('shows an approved redaction as that is, and takes none that nobody approved', async () => {
    const clip = await film('oddSize', 6);
    const mask = {
      ...{ shape: 'rectangle', kind: 'solid', reason: 'house-number', from: 1, to: 12 },
      keys: [{ frame: 1, x: 0, y: 0, w: 2_000, h: 2_000 }],
    };
    const edits = { masks: [mask], sound: [], trim: { from: 2, to: 12 } };
    const saved = await client.call('POST', `/api/v1/clips/${clip.id}/redactions`, { base: 0, edits });
    const copy = saved.json().id;
    const parts = [part(door, { from: 1, to: 3 }), part(clip, { copy })];
    expect((await ask(parts)).json()).toMatchObject({ status: 409, code: 'compilation-refused' });
    await maker.make(copy);
    await client.call('POST', `/api/v1/redactions/${copy}/viewings`);
    const yes = { outcome: 'approved', reason: '' };
    expect((await client.call('POST', `/api/v1/redactions/${copy}/review`, yes)).status).toBe(204);
    const id = await asked(parts);
    await maker.compile(id);
    expect(await one(id)).toMatchObject({ state: 'made', why: null });
    const shown = (await frames(await bytesOf(id))).slice(2 * CARD + 3);
    expect(shown).toHaveLength(11);
    const { width = 0, height = 0 } = (await one(id)).recipe ?? {};
    for (const picture of shown) expect(Math.max(...picture.subarray(0, width * height))).toBeLessThan(24);
    const beyond = await ask([part(door), part(clip, { copy, from: 1 })]);
    expect(beyond.json().detail).toContain('there are frames 2 to 12');
  });

  it('is refused in plain words where a part cannot be taken, and is not for strangers', async () => {
    expect((await ask([part(door)])).status).toBe(400);
    expect((await ask([part(door), part(turned, { from: 9, to: 8 })])).json()).toMatchObject({
      ...{ status: 409, code: 'compilation-refused' },
      detail: expect.stringContaining('would end at frame 8, before it begins at frame 9') as unknown,
    });
    const plain = await seedFilm(world, home, 'h264', 'unseen.mp4');
    expect((await ask([part(door), part(plain)])).json().detail).toBe(
      'unseen.mp4 is no exhibit yet: accept it first.',
    );
    expect((await ask([part(door), part(turned)], {}, stranger)).status).toBe(404);
    const id = await asked([part(door), part(turned)]);
    for (const [verb, way] of [
      ['GET', `/api/v1/compilations/${id}`],
      ['POST', `/api/v1/compilations/${id}/viewings`],
      ['GET', path()],
    ] as const)
      expect((await stranger.call(verb, way)).status).toBe(404);
  });

  it('of which one original is lost is no film after the last attempt, and the page says why', async () => {
    const lost = await film('rotated', 7);
    const id = await asked([part(door, { from: 1, to: 3 }), part(lost, { from: 1, to: 3 })]);
    await loseOriginal(world, lost.id);
    await expect(maker.compile(id, undefined, false)).rejects.toThrow(NotFound);
    expect(await one(id)).toMatchObject({ state: 'waiting' });
    await maker.compile(id);
    expect(await one(id)).toMatchObject({ state: 'failed' });
    const page = (await client.page(`/compilations/${id}`)).text;
    expect(page).toContain('There is no film. The original of a part, or the list of its frames, is not in');
    expect((await chain(door)).at(-1)).toMatchObject({
      type: 'compilation-failed',
      detail: { compilation: id, code: 'no-original' },
    });
  });

  it('is made whole after a worker was stopped in the middle, once', async () => {
    const id = await asked([part(door, { from: 1, to: 9 }), part(turned, { from: 1, to: 9 })]);
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('stopped')), 100);
    await expect(maker.compile(id, stop.signal)).rejects.toThrow();
    expect(await one(id)).toMatchObject({ state: 'waiting' });
    await Promise.all([maker.compile(id), maker.compile(id)]);
    expect(await one(id)).toMatchObject({ state: 'made' });
    const made = (await chain(door)).filter(
      ({ type, detail }) => type === 'compilation-made' && detail['compilation'] === id,
    );
    expect(made).toHaveLength(1);
  });
});

/** Mean difference of the brightness of two pictures of one size. */
function distance(one: Buffer | undefined, other: Buffer | undefined): number {
  const length = ((other?.length ?? 0) * 2) / 3;
  let sum = 0;
  for (let at = 0; at < length; at += 1) sum += Math.abs((one?.[at] ?? 0) - (other?.[at] ?? 0));
  return sum / length;
}
