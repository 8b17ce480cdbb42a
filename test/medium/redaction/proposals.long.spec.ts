import { NotFound } from '../../../src/kernel/errors';
import { NoScratchSpace, SandboxUnavailable } from '../../../src/platform/media/errors';
import { FaceFinder } from '../../../src/platform/media/faces/face-finder';
import { Sandbox } from '../../../src/platform/media/sandbox';
import { MediaTool } from '../../../src/platform/media';
import { settings } from '../media/support';
import { hearing } from '../../support/hearing';
import { until } from '../../support/until';
import { seedFilm } from '../watching/film';
import { signedIn, type OfficerClient } from '../workspace/client';
import { openWorld, seedCase, type Case, type SeededClip, type World } from '../workspace/world';
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
  // Two looks a second: enough for a face that goes slowly.
  world = await openWorld({ REDACTION_PROPOSALS: 'true', REDACTION_PROPOSALS_FRAMES: '2' });
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
  clip = await seedFilm(world, home, 'face', 'door.mp4');
});
afterAll(async () => {
  await maker.close();
  await world.close();
});

interface Search {
  readonly state: string;
  readonly why: string | null;
  readonly proposals: readonly {
    readonly kind: string;
    readonly from: number;
    readonly to: number;
    readonly keys: readonly object[];
  }[];
}
const path = (of = clip): string => `/api/v1/clips/${of.id}/redactions/faces`;
const told = async (by = client, of = clip): Promise<Search> =>
  JSON.parse((await by.call('GET', path(of))).text) as Search;
const ask = (by = client, of = clip) => by.call('POST', path(of), {});
const rows = async (of = clip): Promise<{ id: string; state: string }[]> =>
  (
    await world.admin.query<{ id: string; state: string }>(
      'SELECT id, state FROM lintel.face_search WHERE clip_id = $1 ORDER BY asked_at',
      [of.id],
    )
  ).rows;
const count = async (sql: string): Promise<number> =>
  (await world.admin.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`)).rows[0]?.n ?? -1;

const finderIn = (places: readonly string[]): FaceFinder =>
  new FaceFinder(new Sandbox(settings()), settings(), places);

class NoSpace extends FaceFinder {
  constructor() {
    super(new Sandbox(settings()), settings());
  }
  override find(): Promise<void> {
    return Promise.reject(new NoScratchSpace('no space'));
  }
}

class OtherFinder extends MediaTool {
  constructor(override readonly faces: FaceFinder) {
    super(settings());
  }
}

describe('proposals of faces and people', () => {
  it('are asked for once, made once, also after a worker that died, and are no mask and no event', async () => {
    expect((await told()).state).toBe('none');
    const before = [await count('custody.record'), await count('lintel.redaction')];
    expect((await ask()).status).toBe(202);
    expect((await ask(colleague)).status).toBe(202);
    const [search, ...more] = await rows();
    expect(more).toEqual([]);
    expect(
      await count(
        `lintel.outbox WHERE queue = 'faces' AND name = 'look-for-faces' AND payload ->> 'clipId' = '${clip.id}'`,
      ),
    ).toBe(1);
    await expect(maker.look(search?.id ?? '', AbortSignal.abort(new Error('killed')))).rejects.toThrow(
      'killed',
    );
    expect((await told(colleague)).state).toBe('waiting');
    expect((await client.call('GET', `/clips/${clip.id}/redactions`)).text).toContain('data-awaits="faces"');
    const change = await hearing(world.admin);
    await maker.look(search?.id ?? '');
    // The page that waits for it is told.
    await until('a word of the answer', () => Promise.resolve(change.heard()));
    await change.stop();
    await maker.look(search?.id ?? '');
    const found = await told(colleague);
    expect(found).toMatchObject({
      state: 'made',
      why: null,
      proposals: [
        { kind: 'face', from: 1, to: 45 },
        // Of a picture of a head and shoulders.
        { kind: 'person', from: 1, to: 45 },
      ],
    });
    expect(await rows()).toMatchObject([{ state: 'made' }]);
    await world.admin.query('UPDATE lintel.face_search SET more = true WHERE clip_id = $1', [clip.id]);
    expect(await told()).toMatchObject({ more: true });
    expect((await client.call('GET', `/clips/${clip.id}/redactions`)).text).toMatch(
      /It saw more than 60;[^]* score \d+ of 100/,
    );
    expect([await count('custody.record'), await count('lintel.redaction')]).toEqual(before);
  });

  it('are of both kinds from one search, told apart in words', async () => {
    const film = await seedFilm(world, home, 'person', 'steps.mp4');
    expect((await ask(client, film)).status).toBe(202);
    const [search, ...more] = await rows(film);
    expect(more).toEqual([]);
    await maker.look(search?.id ?? '');
    const kinds = (await told(client, film)).proposals.map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['face', 'person']);
    const page = await client.call('GET', `/clips/${film.id}/redactions`);
    expect(page.text).toMatch(/<li>Face \d, frames/);
    expect(page.text).toMatch(/<li>Person \d, frames/);
    expect((await stranger.call('GET', path(film))).status).toBe(404);
  });

  it('are seen and asked for by nobody who may not draw', async () => {
    expect((await stranger.call('GET', path())).status).toBe(404);
    expect((await ask(stranger)).status).toBe(404);
    expect(await rows()).toHaveLength(1);
  });

  it('are refused, in a sentence, for a recording that is too long, or does not say how long it is', async () => {
    const long = await seedFilm(world, home, 'h264', 'long.mp4');
    await world.admin.query(
      `UPDATE lintel.clip SET media = jsonb_set(media, '{duration}', '7200') WHERE id = $1`,
      [long.id],
    );
    const refused = await ask(client, long);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('longer than 10 minutes');
    await world.admin.query(
      `UPDATE lintel.clip SET media = jsonb_set(media, '{duration}', 'null') WHERE id = $1`,
      [long.id],
    );
    const unknown = await ask(client, long);
    expect(unknown.status).toBe(409);
    expect(unknown.text).toContain('does not say how long');
    expect(await rows(long)).toEqual([]);
  });

  it('of what cannot be read say so, and may be asked for again', async () => {
    const broken = await seedFilm(world, home, 'h264', 'broken.mp4');
    expect((await ask(client, broken)).status).toBe(202);
    const [first] = await rows(broken);
    await world.admin.query(`UPDATE lintel.clip SET media = media || '{"video": null}' WHERE id = $1`, [
      broken.id,
    ]);
    await maker.look(first?.id ?? '');
    expect(await told(client, broken)).toMatchObject({ state: 'failed', proposals: [] });
    await world.admin.query(
      'UPDATE lintel.clip SET media = (SELECT media FROM lintel.clip WHERE id = $2) WHERE id = $1',
      [broken.id, clip.id],
    );
    expect((await ask(client, broken)).status).toBe(202);
    expect((await rows(broken)).map(({ state }) => state)).toEqual(['failed', 'waiting']);
  });

  it('of a recording whose original is lost say after the last attempt that it was not read', async () => {
    const film = await seedFilm(world, home, 'h264', 'no-original.mp4');
    expect((await ask(client, film)).status).toBe(202);
    const [search] = await rows(film);
    await loseOriginal(world, film.id);
    await expect(maker.look(search?.id ?? '', undefined, false)).rejects.toThrow(NotFound);
    expect((await told(client, film)).state).toBe('waiting');
    await maker.look(search?.id ?? '');
    const words = 'The recording could not be looked through to its end.';
    expect(await told(client, film)).toMatchObject({ state: 'failed', why: words });
    expect((await client.page(`/clips/${film.id}/redactions`)).text).toContain(words);
  });

  it('where the machine does not run are told to have failed and may be asked for again, but wait for a full disk', async () => {
    const film = await seedFilm(world, home, 'h264', 'not-run.mp4');
    expect((await ask(client, film)).status).toBe(202);
    const [search] = await rows(film);
    const look = async (finder: FaceFinder): Promise<void> => {
      const without = await openRedactionMaker(world, new OtherFinder(finder));
      try {
        await without.look(search?.id ?? '');
      } finally {
        await without.close();
      }
    };
    await expect(look(new NoSpace())).rejects.toThrow('no space');
    expect((await told(client, film)).state).toBe('waiting');
    await expect(look(finderIn([]))).rejects.toThrow(SandboxUnavailable);
    const { state, why } = await told(client, film);
    expect([state, why]).toEqual(['failed', expect.stringContaining('did not run')]);
    expect((await ask(client, film)).status).toBe(202);
    expect((await rows(film)).map(({ state }) => state)).toEqual(['failed', 'waiting']);
  });

  it('whose job was lost are told to have failed after hours, and may be asked for again', async () => {
    const film = await seedFilm(world, home, 'h264', 'lost.mp4');
    expect((await ask(client, film)).status).toBe(202);
    await world.admin.query(
      `UPDATE lintel.face_search SET waits_until = now() - interval '1 second' WHERE clip_id = $1`,
      [film.id],
    );
    expect(await told(client, film)).toMatchObject({ state: 'failed', proposals: [] });
    const page = await client.call('GET', `/clips/${film.id}/redactions`);
    expect(page.text).toContain('Look for faces');
    expect((await ask(client, film)).status).toBe(202);
    expect((await rows(film)).map(({ state }) => state)).toEqual(['failed', 'waiting']);
    expect((await told(client, film)).state).toBe('waiting');
  });
});

it('where the setting is off nothing is shown, and nothing is asked for', async () => {
  const off = await openWorld();
  try {
    const officer = await off.officer();
    const by = await signedIn(off, officer);
    const film = await seedFilm(off, await seedCase(off, officer.id), 'h264', 'off.mp4');
    expect((await told(by, film)).state).toBe('off');
    expect((await ask(by, film)).status).toBe(409);
    expect((await by.call('GET', `/clips/${film.id}/redactions`)).text).not.toContain('Look for faces');
  } finally {
    await off.close();
  }
});
