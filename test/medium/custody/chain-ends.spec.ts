import fc from 'fast-check';
import { ChainEnds } from '../../../src/custody/chain-ends';
import { copyMade, newClip, openLog, type TestLog } from './log.support';

interface Row {
  readonly subject: string;
  readonly seq: string;
  readonly prev: string;
  readonly hash: string;
  readonly event: string;
  readonly before: string | null;
}

let log: TestLog;
let rows: Row[];
beforeAll(async () => {
  log = await openLog(2);
  const clips = [newClip(), newClip(), newClip()];
  for (let turn = 0; turn < 4; turn += 1) for (const clip of clips) await log.append(copyMade(clip, turn));
  // As somebody who owns the database: a hole in one chain, a text that is no event, and records that say they follow another.
  await log.tamper(async (admin) => {
    await admin.query('DELETE FROM custody.record WHERE subject = $1 AND seq = 2', [clips[0]]);
    await admin.query(`UPDATE custody.record SET event = '{"at":"nonsense' WHERE subject = $1 AND seq = 3`, [
      clips[1],
    ]);
    await admin.query(
      `UPDATE custody.record SET prev = (SELECT hash FROM custody.record WHERE subject = $1 AND seq = 3) WHERE subject = $2 AND seq IN (3, 4)`,
      [clips[1], clips[2]],
    );
  });
  rows = await log.worker.transaction((tx) =>
    tx.query<Row>(
      `SELECT r.subject, r.seq, encode(r.prev, 'hex') AS prev, encode(r.hash, 'hex') AS hash, r.event, encode(b.hash, 'hex') AS before
       FROM custody.record r LEFT JOIN custody.record b ON b.subject = r.subject AND b.seq = r.seq - 1`,
    ),
  );
});
afterAll(() => log.close());

it('are those that the database gives, in whatever order and pages the records come, however few are kept', async () => {
  const order = fc.shuffledSubarray([...rows.keys()], { minLength: rows.length });
  await fc.assert(
    fc.asyncProperty(order, fc.integer({ min: 1, max: 12 }), fc.nat(12), async (places, page, kept) =>
      log.worker.transaction(async (tx) => {
        const ends = new ChainEnds(tx, kept);
        for (let at = 0; at < places.length; at += page) {
          // A leaf whose record is gone comes as none.
          const some = places.slice(at, at + page).map((place) => rows[place]);
          const before = await ends.before([undefined, ...some]);
          expect(before.map((end) => end?.hash)).toEqual([
            undefined,
            ...some.map((row) => row?.before ?? undefined),
          ]);
        }
      }),
    ),
    { numRuns: 60 },
  );
});

it('say when each was, of a text that is no event nothing', async () => {
  const times = await log.worker.transaction(async (tx) => {
    const before = await new ChainEnds(tx).before(rows);
    return rows.map(({ seq, before: hash }, at) => [Number(seq), hash === null ? undefined : before[at]?.at]);
  });
  const said = times.filter(([, at]) => at !== undefined);
  expect(said).toHaveLength(7);
  expect(said.filter(([, at]) => Number.isNaN(at))).toEqual([[4, NaN]]);
  for (const [, at] of said)
    if (!Number.isNaN(at)) expect(Math.abs(Date.now() - Number(at))).toBeLessThan(60_000);
});
