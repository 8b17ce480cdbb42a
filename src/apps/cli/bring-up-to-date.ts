import type { Config } from '../../config';
import { decideSignIn } from '../../features/identity';
import { decideCooling } from '../../features/retention';
import { migrateUp, openDatabase } from '../../platform/database';

/**
 * The tables, and what the owner’s configuration decides in the database about signing in and erasing. Gives the
 * names of the migrations that ran. @throws NotCarriedOver for tables that are too old
 */
export async function bringUpToDate(config: Config, ownerUrl: string): Promise<string[]> {
  const done = await migrateUp(ownerUrl);
  const database = await openDatabase(ownerUrl, 1);
  try {
    await database.transaction(async (tx) => {
      await decideSignIn(tx, config);
      await decideCooling(tx, config);
    });
  } finally {
    await database.close();
  }
  return done;
}
