import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
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
import { loseOriginal } from '../workspace/lose';
import { seedFilm } from './film';
import { openStillMaker, type StillMaker } from './maker';

const run = promisify(execFile);

let world: World;
let maker: StillMaker;
let home: Case;
let client: OfficerClient;
let stranger: OfficerClient;
beforeAll(async () => {
  world = await openWorld();
  maker = await openStillMaker(world);
  const officer = await world.officer();
  home = await seedCase(world, officer.id);
  client = await signedIn(world, officer);
  stranger = await signedIn(world, await world.officer());
});
afterAll(async () => {
  await maker.close();
  await world.close();
});

const accept = async (clip: SeededClip): Promise<{ id: string; reference: string }> =>
  (
    await client.call('POST', `/api/v1/clips/${clip.id}/accept`, {
      initials: 'AB',
      producerName: 'Ann Bell',
      description: 'A man at the front door',
    })
  ).json();

const ask = (exhibit: string, frame: number, by = client) =>
  by.call('POST', `/api/v1/exhibits/${exhibit}/stills`, { frame, description: 'His face' });

interface Entry {
  readonly type: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly opened: Readonly<Record<string, unknown>>;
}
const chainOf = async (clip: string): Promise<Entry[]> =>
  (await client.call('GET', `/api/v1/clips/${clip}/custody`)).json().items.map(({ event, openings }) => ({
    type: event.type,
    detail: event.detail as Entry['detail'],
    opened: Object.fromEntries(Object.entries(openings).map(([field, { value }]) => [field, value])),
  }));

const download = async (clip: string): Promise<Buffer> => {
  const ticket = await client.call('POST', `/api/v1/clips/${clip}/downloads`, {
    content: 'original',
    reason: 'For the statement',
  });
  return Buffer.from(await (await client.send('GET', ticket.json().contentUrl)).arrayBuffer());
};

describe('a single frame of an exhibit', () => {
  let clip: SeededClip;
  let exhibit: { id: string; reference: string };
  beforeAll(async () => {
    clip = await seedFilm(world, home, 'variableRateHevc', 'door.mp4');
    exhibit = await accept(clip);
  });

  it('becomes an exhibit of its own, with its recipe, its hashes and its own chain', async () => {
    const asked = await ask(exhibit.id, 20);
    expect(asked.status).toBe(202);
    expect(asked.json().reference).toBe(`${exhibit.reference}/1`);
    const { id } = asked.json();
    await maker.make(id);
    await maker.make(id);

    const list = JSON.parse((await client.call('GET', `/api/v1/exhibits/${exhibit.id}/stills`)).text) as {
      items: { state: string; facts: Record<string, unknown>; recipe: { arguments: string[] } }[];
    };
    expect(list.items).toHaveLength(1);
    expect(list.items[0]).toMatchObject({
      state: 'made',
      frame: 20,
      facts: { frame: 20, masterSha256: clip.sha256, timeBase: { num: 1, den: 90_000 } },
    });
    const shown = await client.call('GET', `/api/v1/exhibits/${id}`);
    expect(shown.json()).toMatchObject({ id, clipId: id, reference: `${exhibit.reference}/1` });
    expect(JSON.parse((await client.call('GET', `/api/v1/clips/${id}`)).text)).toMatchObject({
      derivedFrom: clip.id,
      kind: 'image/png',
    });

    const bytes = await download(id);
    const chain = await chainOf(id);
    expect(chain.map(({ type }) => type)).toEqual([
      ...[
        'still-made',
        'master-defined',
        'rendition-made',
        'rendition-made',
        'exhibit-registered',
        'downloaded',
      ],
    ]);
    expect(chain[0]?.detail).toMatchObject({ frame: 20, inputSha256: clip.sha256, sha256: sha256Of(bytes) });
    expect(chain[1]?.detail).toMatchObject({ sha256: sha256Of(bytes), size: bytes.length });
    expect(chain[4]?.opened).toMatchObject({ reference: `${exhibit.reference}/1`, description: 'His face' });
    const source = await chainOf(clip.id);
    expect(source.slice(-2).map(({ type }) => type)).toEqual(['still-asked', 'still-made']);
    expect(JSON.stringify(source.map(({ detail }) => detail))).not.toContain('His face');
  });

  it('can be made again from the original by its recipe, byte for byte', async () => {
    const { id } = (await ask(exhibit.id, 7)).json();
    await maker.make(id);
    const [{ recipe } = { recipe: { arguments: [] } }] = (
      JSON.parse((await client.call('GET', `/api/v1/exhibits/${exhibit.id}/stills`)).text) as {
        items: { id: string; recipe: { arguments: string[] } }[];
      }
    ).items.filter((still) => still.id === id);
    const folder = await mkdtemp(join(tmpdir(), 'lintel-again-'));
    await run('mkdir', [join(folder, 'out')]);
    await writeFile(join(folder, 'clip'), clip.bytes);
    await run('ffmpeg', recipe.arguments, { cwd: folder });
    expect((await run('sha256sum', [join(folder, 'out', 'still.png')])).stdout.slice(0, 64)).toBe(
      sha256Of(await download(id)),
    );
    await rm(folder, { recursive: true });
  });

  it('is refused beyond the last frame, in words that say which there are', async () => {
    const refused = await ask(exhibit.id, 46);
    expect(refused.status).toBe(400);
    expect(refused.json().detail).toBe('The clip has 45 frames: give a number from 1 to 45.');
    expect((await ask(exhibit.id, 0)).status).toBe(400);
  });

  it('is not for officers outside the investigation', async () => {
    expect((await ask(exhibit.id, 1, stranger)).status).toBe(404);
    expect((await stranger.call('GET', `/api/v1/exhibits/${exhibit.id}/stills`)).status).toBe(404);
  });

  it('gets a reference of its own, however many ask at once', async () => {
    const frames = Array.from({ length: 20 }, (_, place) => 21 + place);
    const answers = await Promise.all(frames.map((frame) => ask(exhibit.id, frame)));
    const references = answers.map((answer) => answer.json().reference);
    expect(new Set(references).size).toBe(20);
  });

  it('is one exhibit, also where two officers ask for the same frame at once, and the second is told which', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(exhibit.id, 44)));
    const given = answers.filter(({ status }) => status === 202).map((answer) => answer.json().reference);
    expect(given).toHaveLength(1);
    const refused = answers.filter(({ status }) => status !== 202).map((answer) => answer.json());
    expect(refused).toHaveLength(5);
    for (const problem of refused)
      expect(problem).toMatchObject({
        ...{ status: 409, code: 'frame-taken' },
        detail: `This frame is ${given[0] ?? ''} already. Use that: what it says can be put right on its page.`,
      });
    const back = { frame: '44', description: 'His hand', viewing: '' };
    const page = await client.form(`/clips/${clip.id}/stills`, back);
    expect([page.status, page.text.includes(`This frame is ${given[0] ?? ''} already`)]).toEqual([409, true]);
    expect(page.text).toContain('His hand');
  });

  it('is not taken from a still, nor from what has no picture', async () => {
    const { id } = (await ask(exhibit.id, 1)).json();
    await maker.make(id);
    expect((await ask(id, 1)).json()).toMatchObject({ status: 409, code: 'no-film' });
    const silent = await accept(await seedClip(world, home, { kind: 'text/plain' }));
    expect((await ask(silent.id, 1)).json()).toMatchObject({ status: 409, code: 'no-film' });
  });

  it('that is not the one of the list is recorded as not made, and its reference stays used', async () => {
    const other = await seedFilm(world, home, 'h264', 'other.mp4');
    const of = await accept(other);
    await world.admin.query(
      `UPDATE lintel.rendition SET object_key = (SELECT object_key FROM lintel.rendition WHERE clip_id = $2 AND kind = 'frames')
        WHERE clip_id = $1 AND kind = 'frames'`,
      [other.id, clip.id],
    );
    const { id, reference } = (await ask(of.id, 5)).json();
    await maker.make(id);
    expect(reference).toBe(`${of.reference}/1`);
    const list = await client.call('GET', `/api/v1/exhibits/${of.id}/stills`);
    expect(list.text).toContain('"state":"failed"');
    expect((await client.call('GET', `/api/v1/exhibits/${id}`)).status).toBe(404);
    expect((await chainOf(other.id)).at(-1)).toMatchObject({ type: 'still-failed', detail: { frame: 5 } });
    expect((await ask(of.id, 5)).json().reference).toBe(`${of.reference}/2`);
  });

  it('of a recording whose original is lost is not taken, and the page says why', async () => {
    const lost = await seedFilm(world, home, 'h264', 'lost.mp4');
    const { id } = (await ask((await accept(lost)).id, 5)).json();
    await loseOriginal(world, lost.id);
    await expect(maker.make(id, false)).rejects.toThrow(NotFound);
    const page = async (): Promise<string> => (await client.page(`/clips/${lost.id}`)).text;
    expect(await page()).toContain('Being taken from the original.');
    await maker.make(id);
    expect(await page()).toContain('Could not be taken. The original, or the list of its frames, is not in');
    expect((await chainOf(lost.id)).at(-1)).toMatchObject({ type: 'still-failed', detail: { still: id } });
  });

  it('is one of a series, where several were taken in one act, each proven for itself', async () => {
    const of = await accept(await seedFilm(world, home, 'h264', 'series.mp4'));
    const [path, words] = [`/api/v1/exhibits/${of.id}/stills/series`, 'He walks to the gate'];
    const order = { from: 5, to: 45, count: 5, description: words };
    const { items } = JSON.parse((await client.call('POST', path, order)).text) as {
      items: { id: string }[];
    };
    for (const { id } of items) await maker.make(id);
    const list = await client.call('GET', `/api/v1/exhibits/${of.id}/stills`);
    const made = (JSON.parse(list.text) as { items: Record<string, unknown>[] }).items;
    expect(
      made.map(({ reference, frame, description, state }) => [reference, frame, description, state]),
    ).toEqual(
      [5, 15, 25, 35, 45].map((frame, n) => [
        `${of.reference}/${n + 1}`,
        frame,
        `${words} (${n + 1} of 5)`,
        'made',
      ]),
    );
    // Its answer was lost on its way, and it is sent again: it is taken once, and the limit is not used up by it.
    const again = await Promise.all([client.call('POST', path, order), client.call('POST', path, order)]);
    for (const answer of again)
      expect(answer.json()).toMatchObject({
        ...{ status: 409, code: 'series-taken' },
        detail: `This series has been taken already, as ${of.reference}/1 to ${of.reference}/5. To take the same frames once more, describe them in other words.`,
      });
    expect((await stranger.call('POST', path, order)).status).toBe(404);
    expect((await client.call('POST', path, { ...order, to: 46 })).json().code).toBe('no-such-frame');
  });

  it('is not taken where not all of a series can be, and what was typed stays', async () => {
    const clip = await seedFilm(world, home, 'h264', 'many.mp4');
    const { id, reference } = await accept(clip);
    const many = { from: 1, to: 45, count: 45, description: 'All of it' };
    const ask45 = (description: string) =>
      client.call('POST', `/api/v1/exhibits/${id}/stills/series`, { ...many, description });
    for (let times = 0; times < 4; times += 1) expect((await ask45(`All of it, ${times}`)).status).toBe(202);
    expect((await ask45('All of it')).json()).toMatchObject({ status: 409, code: 'too-many-stills' });
    // None of the series that was refused has a number.
    const two = await client.call('POST', `/api/v1/exhibits/${id}/stills/series`, {
      ...many,
      to: 2,
      count: 2,
    });
    expect(two.text).toContain(`"${reference}/181"`);
    const back = { from: '30', to: '12', count: '6', description: 'At the gate', viewing: '' };
    const page = await client.form(`/clips/${clip.id}/stills/series`, back);
    expect([page.status, page.text.includes('The last frame must come after the first.')]).toEqual([
      400,
      true,
    ]);
    for (const typed of ['value="30"', 'value="12"', 'value="6"', 'value="At the gate"'])
      expect(page.text).toContain(typed);
    const sent = await client.form(`/clips/${clip.id}/stills/series`, { ...back, to: '42', count: '3' });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/clips/${clip.id}#stills`]);
  });

  it('stands with the exhibits and on the disclosure officer’s work list, not among what she sent', async () => {
    const { id } = (await ask(exhibit.id, 2)).json();
    await maker.make(id);
    const of = `/api/v1/investigations/${home.investigation}`;
    const has = async (path: string, by: OfficerClient, key: string): Promise<boolean> =>
      (await by.call('GET', path)).text.includes(`"${key}":"${id}"`);
    expect(await has(`${of}/exhibits?limit=200`, client, 'id')).toBe(true);
    expect(await has(`${of}/clips?limit=200`, client, 'id')).toBe(false);
    const discloser = await world.officer('disclosure');
    await world.admin.query(
      'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $2)',
      [home.investigation, discloser.id],
    );
    const theirs = await signedIn(world, discloser);
    const items = await theirs.call('GET', `${of}/items?limit=200`);
    expect(items.text).toContain(id);
  });
});
