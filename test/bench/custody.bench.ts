import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { CustodyLog, sequenceOnce, verifyLive, type Subject } from '../../src/custody';
import { inSlots } from '../../src/custody/pure/places';
import { systemClock } from '../../src/kernel/clock';
import { uuidV7 } from '../../src/kernel/ids';
import { newClip, openLog, copyMade, type TestLog } from '../medium/custody/log.support';
import { withAdmin } from '../support/database';
import { parentOf, processorDuring } from './processor';
import type { Measured } from './results';
import { inTurns } from './turns';

export interface CustodyFigures {
  /** Commits a second of `custody.append`, 16 clients, each on its own subject, beside plain INSERTs of the same event. */
  readonly appends: readonly Measured[];
  /** What each of them takes of the processors in PostgreSQL. */
  readonly processor: Measured;
  /** Milliseconds from an event's commit to the signed checkpoint over it, while 16 append as fast as they can. */
  readonly signedAfter: { readonly p50: number; readonly p99: number; readonly events: number };
  /** Events a second of `verifyLive`. */
  readonly verifiedPerSecond: number;
}

const CLIENTS = 16;
const SEQUENCE_MS = 200;
const ROUNDS = 5;
const WARM = 20;

/** An id, a number, two hashes and a code: as many fields as most events have. */
const DETAIL = JSON.stringify({
  redaction: randomUUID(),
  version: 1,
  recipeSha256: '0'.repeat(64),
  inputSha256: '1'.repeat(64),
  code: 'not-rendered',
});

const eventText = (): string =>
  `{"actor":{"id":"worker","kind":"service"},"at":"${new Date().toISOString()}","category":"combination","commit":{},` +
  `"detail":${DETAIL},"id":"${uuidV7(Date.now())}","type":"redaction-failed","v":1}`;

/** Runs `work` on 16 connections of their own until the time is up. Gives rounds a second. */
async function rate(url: string, ms: number, work: Work): Promise<number> {
  const { rounds, seconds } = await timed(url, ms, work);
  return rounds / seconds;
}

type Work = (client: Client) => Promise<unknown>;

/** `around`: what is looked at while they work, and not before. */
async function timed(
  url: string,
  ms: number,
  work: Work,
  around: (all: () => Promise<unknown>) => Promise<unknown> = (all) => all(),
): Promise<{ rounds: number; seconds: number }> {
  const clients = Array.from({ length: CLIENTS }, () => new Client({ connectionString: url }));
  await Promise.all(
    clients.map(async (client) => {
      await client.connect();
      // Connections of the service live for hours: what a new one plans first is not counted.
      for (let first = 0; first < WARM; first += 1) await work(client);
    }),
  );
  const from = performance.now();
  let rounds = 0;
  await around(() =>
    Promise.all(
      clients.map(async (client) => {
        while (performance.now() - from < ms) {
          await work(client);
          rounds += 1;
        }
      }),
    ),
  );
  const seconds = (performance.now() - from) / 1000;
  await Promise.all(clients.map((client) => client.end()));
  return { rounds, seconds };
}

/** What a client appends, each to a subject of its own. */
function appender(): (client: Client) => Promise<unknown> {
  const subjects = new Map<Client, Subject>();
  return (client) => {
    const subject = subjects.get(client) ?? newClip();
    subjects.set(client, subject);
    return client.query({
      name: 'append',
      text: `SELECT custody.append($1, 'redaction-failed', $2, $3, $4, '{}')`,
      values: [subject, uuidV7(Date.now()), new Date(), DETAIL],
    });
  };
}

/** Appends a second, in rounds. */
export async function appendRates(log: TestLog, ms = 1_000): Promise<number[]> {
  const append = appender();
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rates.push(await rate(log.test.urls.worker, ms, append));
  return rates;
}

/** A table of one column for the same words. Gives how one is written there, and which process PostgreSQL is. */
async function plainTable(log: TestLog): Promise<{ insert: Work; postgres: number }> {
  const postgres = await withAdmin(async (admin) => {
    await admin.query(
      'CREATE TABLE IF NOT EXISTS public.plain (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event text)',
    );
    await admin.query(
      'GRANT INSERT ON public.plain TO lintel_worker; GRANT USAGE ON SCHEMA public TO lintel_worker',
    );
    const { rows } = await admin.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    return parentOf(rows[0]?.pid ?? 0);
  }, log.test.name);
  const text = 'INSERT INTO public.plain (event) VALUES ($1)';
  const insert: Work = (client) => client.query({ name: 'plain', text, values: [eventText()] });
  return { insert, postgres };
}

/** The rows of an append with their indexes and one hash, in one statement that asks nothing: what an append cannot do without. */
async function bareRows(log: TestLog): Promise<Work> {
  await withAdmin(async (admin) => {
    for (const table of ['head', 'record', 'pending'])
      await admin.query(
        `CREATE TABLE IF NOT EXISTS public.bare_${table} (LIKE custody.${table} INCLUDING ALL EXCLUDING CONSTRAINTS)`,
      );
    await admin.query(
      'GRANT SELECT, INSERT, UPDATE ON public.bare_head, public.bare_record, public.bare_pending TO lintel_worker',
    );
  }, log.test.name);
  const subjects = new Map<Client, Subject>();
  const text = `WITH head AS (
      UPDATE public.bare_head SET seq = seq + 1, prev = hash, hash = sha256(hash || convert_to($3, 'UTF8'))
      WHERE subject = $1 RETURNING subject, seq, prev, hash),
    record AS (
      INSERT INTO public.bare_record (subject, seq, id, prev, hash, event, type)
      SELECT subject, seq, $2::uuid, prev, hash, $3, 'rendition-made' FROM head)
    INSERT INTO public.bare_pending (subject, seq) SELECT subject, seq FROM head`;
  return async (client) => {
    let subject = subjects.get(client);
    if (subject === undefined) {
      subject = newClip();
      subjects.set(client, subject);
      await client.query('INSERT INTO public.bare_head VALUES ($1, 0, $2, $2)', [subject, Buffer.alloc(32)]);
    }
    return client.query({ name: 'bare', text, values: [subject, uuidV7(Date.now()), eventText()] });
  };
}

/**
 * What one append takes of the processors in PostgreSQL, beside its rows with their indexes. How many go in a second depends on the hour as well, by a
 * third: on the disk, and on who else has the machine. So does what a plain INSERT takes, which needs little of what others have in the caches: beside it
 * the same code was 0.06 to 0.12 within an hour, beside its rows 0.17 to 0.21.
 */
export async function appendProcessorBench(log: TestLog, ms: number): Promise<Measured> {
  const { postgres } = await plainTable(log);
  const [bare, append] = [await bareRows(log), appender()];
  const each = async (work: Work): Promise<number> => {
    let used = 0;
    const { rounds } = await timed(log.test.urls.worker, ms / ROUNDS, work, async (all) => {
      used = await processorDuring(postgres, all);
    });
    return (used * 1000) / rounds;
  };
  const figures = await inTurns({ bare: () => each(bare), append: () => each(append) }, ROUNDS);
  return {
    name: 'custody append, 16 clients, processor time of PostgreSQL beside its bare rows',
    ...{ unit: 'ms of processors', better: 'lower', baseline: figures.bare, value: figures.append },
  };
}

/** @param ms how long each runs, in all */
export async function appendBench(log: TestLog, ms: number): Promise<Measured[]> {
  const { insert } = await plainTable(log);
  const each = (work: Work) => () => rate(log.test.urls.worker, ms / ROUNDS, work);
  // Turn about, so that other work on the machine falls on all alike.
  const figures = await inTurns(
    { plain: each(insert), bare: each(await bareRows(log)), append: each(appender()) },
    ROUNDS,
  );
  const how = { unit: 'a second', better: 'higher', baseline: figures.plain } as const;
  return [
    { name: 'custody append, 16 clients', ...how, aim: 0.5, value: figures.append },
    { name: 'the rows of an append without a check, 16 clients', ...how, value: figures.bare },
  ];
}

/** The worker's loop: batches while there are full ones, then a pause. Gives milliseconds from commit to signature. */
async function latencies(log: TestLog, ms: number): Promise<number[]> {
  while ((await log.sequence()) > 0);
  const custody = new CustodyLog(systemClock);
  const committed = new Map<string, number>();
  const waits: number[] = [];
  const from = performance.now();
  const appenders = Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      const subject = newClip();
      for (let number = 0; performance.now() - from < ms; number += 1) {
        const { id } = await log.worker.transaction((tx) => custody.append(tx, copyMade(subject, number)));
        committed.set(id, performance.now());
      }
    }),
  );
  const stopAt = from + ms + SEQUENCE_MS;
  for (let more = 0; performance.now() < stopAt || more > 0;) {
    more = await sequenceOnce(log.worker, [log.signer]);
    const signed = performance.now();
    const rows = await log.worker.transaction((tx) =>
      tx.query<{ id: string }>(
        `SELECT r.id FROM custody.leaf l JOIN custody.record r USING (subject, seq) ORDER BY l.index DESC LIMIT $1`,
        [more],
      ),
    );
    for (const { id } of rows) waits.push(signed - (committed.get(id) ?? signed));
    if (more < 1_000) await sleep(SEQUENCE_MS);
  }
  await appenders;
  return waits.sort((a, b) => a - b);
}

const percentile = (sorted: readonly number[], share: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);

/** @param ms how long each part runs. Needs the test cluster. */
export async function custodyBench(ms: number): Promise<CustodyFigures> {
  const log = await openLog(CLIENTS + 4, inSlots);
  try {
    const appends = await appendBench(log, ms);
    const processor = await appendProcessorBench(log, ms);
    const waits = await latencies(log, ms);
    const from = performance.now();
    const verdict = await verifyLive(log.worker, { keys: log.keys });
    const seconds = (performance.now() - from) / 1000;
    return {
      appends,
      processor,
      signedAfter: { p50: percentile(waits, 0.5), p99: percentile(waits, 0.99), events: waits.length },
      verifiedPerSecond: Math.round(verdict.events / seconds),
    };
  } finally {
    await log.close();
  }
}
