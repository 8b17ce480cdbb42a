import type { Config } from '../../config';
import type { Verdict } from '../../custody';
import { cannotTell } from '../../custody/pure/verdict';
import { openDatabase } from '../../platform/database';
import { withDatabase } from './databases';
import { watchOf } from './log-watch';

/**
 * Checks the log in the database, and compares it with all that remembers it, against `keys`, or where none are given those of
 * this installation. What it finds raises an alarm.
 */
export async function verifyLog(
  config: Config,
  keys: readonly string[],
  trustedCheckpoints: readonly string[],
): Promise<Verdict> {
  return withDatabase(config, async (urls) => {
    const database = await openDatabase(urls.worker, 2);
    try {
      const watch = await watchOf(config, database, keys);
      if (watch === undefined) return cannotTell(0, 'a verifier key is missing or not readable');
      return await watch.check(trustedCheckpoints);
    } finally {
      await database.close();
    }
  });
}
