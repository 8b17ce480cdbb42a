import { createHash } from 'node:crypto';
import { sequenceOnce, verifyLive } from '../../src/custody';
import { inSlots } from '../../src/custody/pure/places';
import { copyMade, newClip, openLog, type TestLog } from '../medium/custody/log.support';
import { withAdmin } from '../support/database';
import { appendRates } from './custody.bench';
import { median, type Curve, type Measured } from './results';
import { inTurns, seconds } from './turns';

/** Of one statement, and so of one transaction. */
const BATCH = 10_000;
/** Of one clip: a life from the first byte to the last exhibit. */
const OF_ONE = 20;
const WRITERS = 2;

/** As `custody.append` makes them, many in one statement. */
async function fill(log: TestLog, events: number): Promise<void> {
  const one = async (count: number): Promise<void> => {
    const subjects = Array.from({ length: Math.ceil(count / OF_ONE) }, newClip);
    await log.worker.transaction((tx) =>
      tx.query(
        `SELECT count(custody.append(s, 'rendition-made', uuidv7(), clock_timestamp(),
           $3::jsonb || jsonb_build_object('sha256', encode(sha256(s::bytea), 'hex'), 'size', n), '{}'))
           FROM unnest($1::text[]) s, generate_series(1, $2::int) n`,
        [subjects, OF_ONE, JSON.stringify(copyMade(newClip()).detail)],
      ),
    );
  };
  let left = events;
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      while (left > 0) {
        const count = Math.min(BATCH, left);
        left -= count;
        await one(count);
      }
    }),
  );
  while ((await sequenceOnce(log.worker, [log.signer])) > 0);
}

/** Checking a whole log in the database, beside twice as many bare hashes of texts as long as its records. */
export async function eventsBench(events: number): Promise<Measured> {
  const log = await openLog(WRITERS + 2, inSlots);
  try {
    await fill(log, events);
    const texts = await withAdmin(async (admin) => {
      await admin.query('VACUUM ANALYZE');
      const { rows } = await admin.query<{ event: string }>('SELECT event FROM custody.record LIMIT 1000');
      return rows.map(({ event }) => Buffer.from(event));
    }, log.test.name);
    const figures = await inTurns({
      hashes: () =>
        seconds(() => {
          for (let at = 0; at < 2 * events; at += 1)
            createHash('sha256')
              .update(texts[at % texts.length] ?? '')
              .digest();
        }),
      verify: () =>
        seconds(async () => {
          const verdict = await verifyLive(log.worker, { keys: log.keys });
          if (verdict.outcome !== 'proven' || verdict.events < events)
            throw new Error(`not proven: ${JSON.stringify(verdict)}`);
        }),
    });
    return {
      name: `checking ${events} events of the log, beside ${2 * events} bare SHA-256`,
      ...{ unit: 's', better: 'lower', aim: 1 / 3.5, baseline: figures.hashes, value: figures.verify },
    };
  } finally {
    await log.close();
  }
}

/** Microseconds of an append, of 16 clients together, with the events of a hundredfold in the log, and of checking one event of it. */
export async function logGrowth(steps: readonly number[]): Promise<Curve[]> {
  const log = await openLog(WRITERS + 2, inSlots);
  const [append, check]: [{ rows: number; value: number }[], { rows: number; value: number }[]] = [[], []];
  const micro = (each: number): number => Number((each * 1e6).toPrecision(3));
  try {
    let events = 0;
    for (const rows of steps) {
      await fill(log, rows - events);
      events = rows;
      const rates = await appendRates(log);
      while ((await sequenceOnce(log.worker, [log.signer])) > 0);
      let checked = 0;
      const took = await seconds(async () => {
        checked = (await verifyLive(log.worker, { keys: log.keys })).events;
      });
      events = Math.max(rows, checked);
      append.push({ rows, value: micro(1 / median(rates)) });
      check.push({ rows, value: micro(took / checked) });
    }
    return [
      { name: 'an append to the custody log', unit: 'µs', points: append },
      { name: 'checking one event of the log', unit: 'µs', points: check },
    ];
  } finally {
    await log.close();
  }
}
