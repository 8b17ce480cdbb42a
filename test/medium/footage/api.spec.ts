import { compareClock } from '../../../src/features/footage/domain/clock-check';
import { recogniseSource, timeCandidates } from '../../../src/features/footage';
import { clipWithFootage } from '../../../src/apps/workspace/areas/clip/footage.model';
import { OfficerClient, signedIn } from '../workspace/client';
import { openWorld, seedCase, seedClip, type World } from '../workspace/world';

let world: World;
let client: OfficerClient;
let id: string;

const NAME = 'RecM01_DST20250714_220305_220342_6D28808_1A468F9.mp4';

beforeAll(async () => {
  world = await openWorld({ FOOTAGE_RETENTION_DAYS: 'reolink=30-60' });
  const officer = await world.officer();
  client = await signedIn(world, officer);
  id = (await seedClip(world, await seedCase(world, officer.id), { name: NAME })).id;
  const clockCheck = compareClock('12:07', new Date('2025-07-20T11:00:30Z'));
  await world.admin.query('UPDATE lintel.clip SET source = $2 WHERE id = $1', [
    id,
    recogniseSource(NAME, null),
  ]);
  for (const time of timeCandidates(NAME, null, new Date(), { clockRight: 'no', clockCheck })) {
    await world.admin.query(
      'INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate) VALUES ($1, $2, $3, $4)',
      [id, time.source, time.ofEvent, time],
    );
  }
  await world.admin.query(
    `INSERT INTO lintel.clock_answer (clip_id, clock_right, shown, offset_seconds, plus_minus_seconds, answered_at)
     VALUES ($1, 'no', $2, $3, $4, $5)`,
    [id, clockCheck.shown, clockCheck.offsetSeconds, clockCheck.plusMinusSeconds, clockCheck.at],
  );
});
afterAll(() => world.close());

describe('a sent clip over the API', () => {
  it('says where it comes from, every time with its readings, her clock and the deletion', async () => {
    const answer = clipWithFootage.parse((await client.call('GET', `/api/v1/clips/${id}`)).json());
    expect(answer.source).toMatchObject({
      kind: 'reolink',
      original: 'original',
      because: ['name-reolink', 'reolink-main-stream', 'reolink-trigger-motion'],
    });
    expect(answer.times.map(({ source, of, ofEvent }) => [source, of, ofEvent])).toEqual([
      ['file-name', 'start', true],
      ['file-name', 'end', true],
      ['clock-check', 'start', true],
      ['upload', 'upload', false],
    ]);
    expect(answer.times[0]?.readings).toEqual([
      { as: 'Europe/London', instant: '2025-07-14T21:03:05.000Z', london: '2025-07-14T22:03:05.000+01:00' },
    ]);
    expect(answer.times[2]).toMatchObject({
      readings: [{ instant: '2025-07-14T20:56:05.000Z' }],
      plusMinusSeconds: 90,
    });
    expect(answer.clock).toEqual({
      right: 'no',
      check: { shown: '12:07', at: '2025-07-20T11:00:30.000Z', offsetSeconds: 420, plusMinusSeconds: 90 },
    });
    expect(answer.deletion).toMatchObject({ kind: 'counted', days: 30, longestDays: 60, state: 'gone' });
  });

  it('cannot have a time of upload that claims to be the event’s', async () => {
    await expect(
      world.admin.query(
        `INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate) VALUES ($1, 'upload', true, '{}')`,
        [id],
      ),
    ).rejects.toThrow('check constraint');
  });
});
