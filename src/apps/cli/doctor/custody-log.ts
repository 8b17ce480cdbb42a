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
    const unsigned = await longUnsigned(database);
    if (standing.length === 0)
      return [fine('custody log', 'holds all that is remembered of it'), ...unsigned];
    const alarms = standing.map((alarm) =>
      problem(
        'custody log',
        `EVIDENCE OF TAMPERING: ${alarmWords(alarm)}`,
        `keep the database as it is and see docs/custody-log.md, When the log and a memory differ; alarm ${alarm.id}`,
      ),
    );
    return [...alarms, ...unsigned];
  } finally {
    await database.close();
  }
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
