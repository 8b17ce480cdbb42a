import type { Config } from '../../config';
import { verifyLive, type Verdict } from '../../custody';
import { openDatabase } from '../../platform/database';
import { withDatabase } from './databases';
import { verifierKeys } from './keys';

/** Checks the log in the database against `keys`, or where none are given those of this installation. */
export async function verifyLog(
  config: Config,
  keys: readonly string[],
  trustedCheckpoints: readonly string[],
): Promise<Verdict> {
  const trusted = keys.length > 0 ? keys : await verifierKeys(config);
  return withDatabase(config, async (urls) => {
    const database = await openDatabase(urls.worker, 2);
    try {
      return await verifyLive(database, { keys: trusted, trustedCheckpoints });
    } finally {
      await database.close();
    }
  });
}
