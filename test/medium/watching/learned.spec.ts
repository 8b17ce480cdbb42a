import { randomBytes, randomUUID } from 'node:crypto';
import { signedIn, type OfficerClient } from '../workspace/client';
import { openWorld, seedCase, seedClip, type Case, type World } from '../workspace/world';

let world: World;
let client: OfficerClient;
let stranger: OfficerClient;
let home: Case;
beforeAll(async () => {
  world = await openWorld();
  const officer = await world.officer();
  home = await seedCase(world, officer.id);
  client = await signedIn(world, officer);
  stranger = await signedIn(world, await world.officer());
});
afterAll(() => world.close());

interface Proposal {
  readonly offsetSeconds: number;
  readonly confidence: string;
  readonly because: readonly string[];
  readonly readings: readonly { readonly as: string; readonly instant: string }[];
  readonly checks: readonly { readonly clipId: string }[];
}

/** A clip whose name tells what the doorbell's clock showed. */
async function stamped(wall: string, make: string | null = 'tapo'): Promise<string> {
  const { id } = await seedClip(world, home, { name: `${wall}.mp4` });
  const time = {
    ...{
      source: 'file-name',
      ofEvent: true,
      of: 'start',
      wall,
      zone: 'device-local',
      flags: ['device-clock'],
    },
    readings: [
      { as: 'Europe/London', instant: new Date(`${wall}+01:00`).toISOString(), london: `${wall}.000+01:00` },
    ],
    ...{ confidence: 'medium', plusMinusSeconds: null },
  };
  const source = { kind: make ?? 'unknown', make, confidence: 'high', because: [], original: 'original' };
  await world.admin.query('UPDATE lintel.clip SET source = $2 WHERE id = $1', [id, JSON.stringify(source)]);
  await world.admin.query(
    `INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate) VALUES ($1, 'file-name', true, $2)`,
    [id, JSON.stringify(time)],
  );
  return id;
}

const compared = (clip: string, at: string, offset: number): Promise<unknown> =>
  world.admin.query(
    `INSERT INTO lintel.clock_answer (clip_id, shown, offset_seconds, plus_minus_seconds, answered_at) VALUES ($1, '22:10', $2, 90, $3)`,
    [clip, offset, at],
  );

const proposed = async (clip: string): Promise<Proposal | null> =>
  (
    JSON.parse((await client.call('GET', `/api/v1/clips/${clip}/learned-time`)).text) as {
      proposal: Proposal | null;
    }
  ).proposal;

describe('a clock that was compared for one clip', () => {
  it('proposes the time of the others, an officer chooses it with a reason, and every time stays', async () => {
    const first = await stamped('2026-07-10T21:00:00');
    const other = await stamped('2026-07-14T22:03:05');
    const foreign = await stamped('2026-07-14T22:03:05', 'ring');
    expect(await proposed(other)).toBeNull();
    await compared(first, '2026-07-11T09:00:00Z', 420);
    const proposal = await proposed(other);
    expect(proposal).toMatchObject({ offsetSeconds: 420, confidence: 'medium', checks: [{ clipId: first }] });
    expect(proposal?.because).toEqual(['same-make', 'only-one', 'days-away']);
    expect(proposal?.readings.map(({ instant }) => instant)).toEqual(['2026-07-14T20:56:05.000Z']);
    expect(await proposed(foreign)).toBeNull();

    const choose = (instant: string, reason: string, by = client) =>
      by.call('POST', `/api/v1/clips/${other}/time-choices`, { learned: { instant }, reason });
    expect((await choose('2026-07-14T20:56:05.000Z', '')).status).toBe(400);
    expect((await choose('2026-07-14T20:56:06.000Z', 'x')).json()).toMatchObject({ code: 'no-such-reading' });
    expect((await choose('2026-07-14T20:56:05.000Z', 'x', stranger)).status).toBe(404);
    expect((await choose('2026-07-14T20:56:05.000Z', 'Compared three days before')).status).toBe(204);
    const clip = JSON.parse((await client.call('GET', `/api/v1/clips/${other}`)).text) as {
      chosenTime: object;
      times: { source: string }[];
    };
    expect(clip.chosenTime).toMatchObject({ source: 'learned-offset', instant: '2026-07-14T20:56:05.000Z' });
    expect(clip.times.map(({ source }) => source)).toEqual(['file-name', 'learned-offset']);
    const { rows } = await world.admin.query<{ event: string }>(
      `SELECT event FROM custody.record WHERE subject = $1 AND event::jsonb ->> 'type' = 'time-chosen'`,
      [`clip:${other}`],
    );
    expect(rows[0]?.event).toContain('"source":"learned-offset"');
    expect(rows[0]?.event).not.toContain('Compared three days');
  });

  it('is read both ways where summer time lies between', async () => {
    const winter = await stamped('2026-11-10T19:00:00', 'eufy');
    const summer = await stamped('2026-09-01T22:03:05', 'eufy');
    await compared(winter, '2026-11-11T09:00:00Z', 60);
    expect((await proposed(summer))?.readings).toMatchObject([
      { as: 'Europe/London', instant: '2026-09-01T21:02:05.000Z' },
      { as: 'UTC', instant: '2026-09-01T22:02:05.000Z' },
    ]);
    const page = await client.page(`/clips/${summer}`);
    expect(page.text).toContain('if the clock stayed on winter time');
    const form = await client.form(`/clips/${summer}/learned-times`, { reason: 'Read in the app' });
    expect(form.status).toBe(400);
    expect(form.text).toContain('value="Read in the app"');
    const done = await client.form(`/clips/${summer}/learned-times`, {
      instant: '2026-09-01T21:02:05.000Z',
      reason: 'Her other clips of the summer follow it',
    });
    expect(done.status).toBe(303);
  });

  it('is not the clock of another person’s camera, whichever of the two was compared', async () => {
    const link = async (holder: string): Promise<string> => {
      const id = randomUUID();
      await world.admin.query(
        `INSERT INTO lintel.invitation (id, investigation_id, token_hash, code_hash, expires_at, created_by, holder)
         SELECT $1, investigation_id, $2, code_hash, expires_at, created_by, $3 FROM lintel.invitation WHERE id = $4`,
        [id, randomBytes(32), holder, home.invitation],
      );
      return id;
    };
    const by = async (invitation: string): Promise<string> => {
      const id = await stamped('2026-07-14T22:03:05', 'reolink');
      await world.admin.query('UPDATE lintel.clip SET invitation_id = $2 WHERE id = $1', [id, invitation]);
      return id;
    };
    const [neighbour, again, next] = [await link('neighbour'), await link('victim'), await link('neighbour')];
    await compared(await by(home.invitation), '2026-07-11T09:00:00Z', 420);
    expect(await proposed(await by(neighbour))).toBeNull();
    expect(await proposed(await by(again))).toMatchObject({
      offsetSeconds: 420,
      because: expect.arrayContaining(['other-link']) as unknown,
    });
    const theirs = await by(neighbour);
    await compared(theirs, '2026-07-11T09:00:00Z', 60);
    expect(await proposed(await by(next))).toBeNull();
    expect(await proposed(await by(neighbour))).toMatchObject({
      offsetSeconds: 60,
      checks: [{ clipId: theirs }],
    });
    expect(await proposed(await by(home.invitation))).toMatchObject({ offsetSeconds: 420 });
  });

  it('leaves what a file says to the worker: officers cannot write it', async () => {
    const clip = await stamped('2026-07-20T22:03:05');
    await world.admin.query('SET ROLE lintel_workspace');
    await expect(
      world.admin.query(
        `INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate) VALUES ($1, 'container', true, '{}')`,
        [clip],
      ),
    ).rejects.toThrow(/row-level security/);
    await world.admin.query('RESET ROLE');
  });
});
