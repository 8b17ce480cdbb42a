import fc from 'fast-check';
import { Client } from 'pg';
import { beginningOf } from '../../../src/features/footage/domain/beginning';
import { inEventOrder, naturalKey } from '../../../src/features/footage/domain/event-order';
import { likelyTime } from '../../../src/features/footage/domain/likely-time';
import type { Officer } from '../../../src/features/identity';
import { BY_SOURCE_OF_TIMES, candidateOf, type DrawnTime } from './drawn-times';
import { openWorld, seedCase, seedClip, type Case, type World } from '../workspace/world';

let world: World;
let officer: Officer;
let home: Case;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.officer();
  home = await seedCase(world, officer.id);
});
afterAll(() => world.close());

const addTimes = async (clip: string, times: readonly object[]): Promise<void> => {
  await world.admin.query(
    `INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate)
     SELECT $1, t ->> 'source', (t ->> 'ofEvent')::boolean, t FROM jsonb_array_elements($2) WITH ORDINALITY AS e (t, n) ORDER BY n`,
    [clip, JSON.stringify(times)],
  );
};

interface PlacedRow {
  readonly id: string;
  readonly fileName: string;
  readonly sentAt: Date;
  readonly eventAt: Date | null;
  readonly eventBy: string | null;
}
const rows = async (of: string, order = ''): Promise<PlacedRow[]> =>
  (
    await world.admin.query<PlacedRow>(
      `SELECT id, file_name AS "fileName", sent_at AS "sentAt", event_at AS "eventAt", event_by AS "eventBy"
         FROM lintel.clip WHERE investigation_id = $1 ${order}`,
      [of],
    )
  ).rows;
const placeOf = async (clip: string): Promise<Pick<PlacedRow, 'eventAt' | 'eventBy'>> => {
  const found = (await rows(home.investigation)).find(({ id }) => id === clip);
  return { eventAt: found?.eventAt ?? null, eventBy: found?.eventBy ?? null };
};

const time: fc.Arbitrary<DrawnTime> = fc.record({
  source: fc.constantFrom(...BY_SOURCE_OF_TIMES),
  of: fc.constantFrom('start', 'end'),
  confidence: fc.constantFrom('high', 'medium', 'low'),
  plusMinus: fc.option(fc.integer({ min: 0, max: 60 })),
  flags: fc.subarray(['near-upload', 'read-in-picture', 'maybe-late', 'device-clock']),
  readings: fc.array(
    fc.record({
      as: fc.constantFrom('UTC', 'Europe/London', 'stated'),
      // Close enough to one another that some agree.
      second: fc.integer({ min: 0, max: 200 }),
    }),
    { maxLength: 2 },
  ),
});

describe('the time by which a clip is placed (real PostgreSQL)', () => {
  it('is the likely one of likely-time.ts, whatever times there are and however long the clip is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(time, { maxLength: 5 }),
        fc.integer({ min: 0, max: 60_000 }).map((ms) => ms / 1_000),
        async (drawn, duration) => {
          const times = drawn.map(candidateOf);
          const clip = await seedClip(world, home, { media: { kind: 'media', duration } });
          await addTimes(clip.id, times);
          const likely = likelyTime(times, duration);
          expect(await placeOf(clip.id)).toEqual({
            eventAt:
              likely === undefined
                ? null
                : beginningOf(likely.candidate, new Date(likely.reading.instant), duration),
            eventBy: likely === undefined ? null : 'likely',
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('follows the length of a clip that is only known later, and then what an officer chooses', async () => {
    const clip = await seedClip(world, home);
    const base = { of: 'start', plusMinus: null, flags: [], confidence: 'high' } as const;
    const [named, written] = [
      candidateOf({
        ...base,
        source: 'file-name',
        readings: [
          { as: 'UTC', second: 200 },
          { as: 'Europe/London', second: 100 },
        ],
      }),
      candidateOf({ ...base, source: 'container', readings: [{ as: 'UTC', second: 240 }] }),
    ];
    await addTimes(clip.id, [named, written]);
    expect((await placeOf(clip.id)).eventAt).toEqual(new Date(named.readings[1]?.instant ?? ''));
    await world.admin.query(`UPDATE lintel.clip SET media = '{"kind":"media","duration":40}' WHERE id = $1`, [
      clip.id,
    ]);
    expect((await placeOf(clip.id)).eventAt).toEqual(new Date(named.readings[0]?.instant ?? ''));
    const chosen = named.readings[1]?.instant;
    await world.admin.query(
      `INSERT INTO lintel.time_choice (clip_id, candidate_id, instant, reason, officer_id)
       SELECT $1, min(id), $2, 'As the victim says', $3 FROM lintel.time_candidate WHERE clip_id = $1`,
      [clip.id, chosen, officer.id],
    );
    expect(await placeOf(clip.id)).toEqual({ eventAt: new Date(chosen ?? ''), eventBy: 'chosen' });
  });

  it('is when it began where the time that was chosen is that of its end', async () => {
    const clip = await seedClip(world, home, { media: { kind: 'media', duration: 70.0415 } });
    const ended = candidateOf({
      ...{ source: 'file-date', of: 'end', confidence: 'low', plusMinus: null, flags: [] },
      readings: [{ as: 'UTC', second: 200 }],
    });
    await addTimes(clip.id, [ended]);
    const instant = ended.readings[0]?.instant ?? '';
    const began = new Date(Date.parse(instant) - 70_042);
    expect(await placeOf(clip.id)).toEqual({ eventAt: began, eventBy: 'likely' });
    await world.admin.query(
      `INSERT INTO lintel.time_choice (clip_id, candidate_id, instant, reason, officer_id)
       SELECT $1, min(id), $2, 'As the file says', $3 FROM lintel.time_candidate WHERE clip_id = $1`,
      [clip.id, instant, officer.id],
    );
    expect(await placeOf(clip.id)).toEqual({ eventAt: began, eventBy: 'chosen' });
  });

  it('does not miss a time that another session adds at the same moment', async () => {
    const clip = await seedClip(world, home);
    const base = { of: 'start', plusMinus: null, flags: [], confidence: 'high' } as const;
    const candidates = BY_SOURCE_OF_TIMES.map((source, n) =>
      candidateOf({ ...base, source, readings: [{ as: 'UTC', second: n }] }),
    );
    await Promise.all(
      candidates.map(async (each) => {
        const other = new Client({ connectionString: world.database.urls.admin });
        await other.connect();
        await other.query(
          `INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate) VALUES ($1, $2, true, $3)`,
          [clip.id, each.source, JSON.stringify(each)],
        );
        await other.end();
      }),
    );
    expect((await placeOf(clip.id)).eventAt).toEqual(
      new Date(likelyTime(candidates, 0)?.reading.instant ?? ''),
    );
  });
});

describe('the order of events', () => {
  it('is the same in the database and outside it, for names of every kind', async () => {
    const names = [
      'clip 10.mp4',
      'clip 7.mp4',
      'Clip 007.mp4',
      'CLIP 7 (2).mp4',
      'ÄÖ 3.mov',
      'Ä 12',
      '😀9',
      '😀10',
      '',
      '0',
      '000',
    ];
    const { rows: found } = await world.admin.query<{ name: string; key: string }>(
      'SELECT n AS name, lintel.natural_key(n) AS key FROM unnest($1::text[]) n',
      [[...names, 'x'.repeat(500), '1a'.repeat(300), '😀'.repeat(450)]],
    );
    for (const { name, key } of found) expect(key).toBe(naturalKey(name));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), async (drawn) => {
        const kept = drawn.map((name) => name.replaceAll('\0', ''));
        const { rows: keys } = await world.admin.query<{ key: string }>(
          'SELECT lintel.natural_key(n) AS key FROM unnest($1::text[]) WITH ORDINALITY u (n, i) ORDER BY i',
          [kept],
        );
        expect(keys.map(({ key }) => key)).toEqual(kept.map(naturalKey));
      }),
      { numRuns: 40 },
    );
    const other = await seedCase(world, officer.id);
    const sendings = [new Date('2026-05-01T10:00:00Z'), new Date('2026-05-02T10:00:00Z')];
    for (const [n, name] of [...names, ...names].entries()) {
      const clip = await seedClip(world, other, { name });
      await world.admin.query('UPDATE lintel.clip SET sent_at = $2 WHERE id = $1', [
        clip.id,
        sendings[n % 2],
      ]);
      if (n % 3 === 0)
        await addTimes(clip.id, [
          candidateOf({
            ...{ source: 'file-name', of: 'start', confidence: 'high', plusMinus: null, flags: [] },
            readings: [{ as: 'UTC', second: n % 4 }],
          }),
        ]);
    }
    const sorted = await rows(other.investigation, 'ORDER BY placed_at, sent_at, name_key, id');
    expect([...sorted].sort(inEventOrder).map(({ id }) => id)).toEqual(sorted.map(({ id }) => id));
  });
});
