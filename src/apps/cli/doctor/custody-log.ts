import type { Config } from '../../../config';
import { alarmWords } from '../../../features/log-watch';
import { openDatabase } from '../../../platform/database';
import { watchOf } from '../log-watch';
import { urlsOf } from './database';
import { fine, problem, type Finding } from './finding';

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
    if (standing.length === 0) return [fine('custody log', 'holds all that is remembered of it')];
    return standing.map((alarm) =>
      problem(
        'custody log',
        `EVIDENCE OF TAMPERING: ${alarmWords(alarm)}`,
        `keep the database as it is and see docs/custody-log.md, When the log and a memory differ; alarm ${alarm.id}`,
      ),
    );
  } finally {
    await database.close();
  }
}
