import type { Config } from '../../config';
import { CannotOpen, resealSecondSteps } from '../../features/identity';
import { openDatabase } from '../../platform/database';
import { withDatabase } from './databases';
import { Refusal } from './refusal';
import { say } from './say';

/** After WORKSPACE_SECRET_KEY was changed: nothing needs the key of before any more, but recovery codes. */
export async function reseal(config: Config): Promise<void> {
  const { resealed, all } = await withDatabase(config, async (urls) => {
    const database = await openDatabase(urls.owner, 1);
    try {
      return await database.transaction((tx) => resealSecondSteps(tx, config));
    } catch (error) {
      if (!(error instanceof CannotOpen)) throw error;
      throw new Refusal(
        'The secret of a second step opens with neither WORKSPACE_SECRET_KEY nor WORKSPACE_FORMER_SECRET_KEY. Nothing was changed.',
      );
    } finally {
      await database.close();
    }
  });
  say(`Sealed anew: ${resealed} of ${all} secrets of authenticator apps.`);
  say(
    'Recovery codes stay hashed with the key they were made with: they count while WORKSPACE_FORMER_SECRET_KEY is set.',
  );
}
