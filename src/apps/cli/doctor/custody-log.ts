import type { Config } from '../../../config';
import { alarmWords } from '../../../features/log-watch';
import { openDatabase, type Database } from '../../../platform/database';
import { watchOf } from '../log-watch';
import { urlsOf } from './database';
import { fine, problem, warning, type Finding } from './finding';

/** Whether the log holds all that is remembered of it. Every record is the business of `lintel verify --live`. */
export async function custodyLog(config: Config): Promise<Finding[]> {
  const urls = await urlsOf(config);
  if (urls === undefined) return [];
  const database = await openDatabase(urls.worker, 2);
  try {
    const watch = await watchOf(config, database);
    if (watch === undefined) return [];
    await watch.look();
    const standing = await watch.standing();
    const aside = [...(await longUnsigned(database)), ...(await behind(database))];
    if (standing.length === 0) return [fine('custody log', 'holds all that is remembered of it'), ...aside];
    const alarms = standing.map((alarm) =>
      problem(
        'custody log',
        `EVIDENCE OF TAMPERING: ${alarmWords(alarm)}`,
        `keep the database as it is and see docs/custody-log.md, When the log and a memory differ; alarm ${alarm.id}`,
      ),
    );
    return [...alarms, ...aside];
  } finally {
    await database.close();
  }
}

/** custody.append writes nothing behind what a chain ends with, beyond what clocks may differ by. */
const BEHIND_SECONDS = 10;

/** The clock of PostgreSQL against the newest event, which begins with its time (RFC 9562, 5.7). */
async function behind(database: Database): Promise<Finding[]> {
  const [row] = await database.transaction((tx) =>
    tx.query<{ seconds: number }>(
      `SELECT (('x' || translate(left(r.id::text, 13), '-', ''))::bit(48)::bigint / 1000.0 - extract(epoch FROM clock_timestamp()))::float8 AS seconds
         FROM custody.record r ORDER BY r.id DESC LIMIT 1`,
    ),
  );
  if (row === undefined || row.seconds <= BEHIND_SECONDS) return [];
  const found = `the clock of PostgreSQL is ${Math.round(row.seconds)} s behind the newest event: what concerns its chain is not taken until then`;
  return [
    problem('custody log', found, 'set the clocks of all machines by NTP, and see which of them was wrong'),
  ];
}

/** A sequencer takes a second; one that was stopped for a backup some minutes. */
const LONG_SECONDS = 600;

/** What waits for its signature for longer than a sequencer can need: until then nothing outside the database knows of it. */
async function longUnsigned(database: Database): Promise<Finding[]> {
  const [row] = await database.transaction((tx) =>
    tx.query<{ events: number }>(
      `SELECT count(*)::int AS events FROM custody.pending p JOIN custody.record r USING (subject, seq)
        WHERE (r.event::jsonb ->> 'at')::timestamptz < now() - make_interval(secs => $1)`,
      [LONG_SECONDS],
    ),
  );
  if (row === undefined || row.events === 0) return [];
  const minutes = LONG_SECONDS / 60;
  const found = `${row.events} event(s) have waited for ${minutes} minutes to be signed: until then nobody else could tell if they were changed`;
  return [warning('custody log', found, 'see that a worker runs, and what its log says of it')];
}
