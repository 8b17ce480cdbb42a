import type { Config } from '../../../config';
import {
  isAlarm,
  WitnessesRepository,
  witnessesOf,
  witnessName,
  witnessTroubleWords,
} from '../../../features/witnesses';
import { openDatabase } from '../../../platform/database';
import { urlsOf } from './database';
import { fine, problem, type Finding } from './finding';

/** Those who watch the log, and what each said when it was last asked. */
export async function witnesses(config: Config): Promise<Finding[]> {
  const known = witnessesOf(config.custody);
  const urls = await urlsOf(config);
  if (known.length === 0) return [fine('witnesses', 'none: keep a recent checkpoint elsewhere yourself')];
  if (urls === undefined) return [];
  const database = await openDatabase(urls.worker, 2);
  try {
    const states = await database.transaction((tx) => new WitnessesRepository().states(tx));
    return known.map(({ text }) => {
      const what = `witness ${witnessName(text)}`;
      const state = states.find(({ witness }) => witness === text);
      if (state === undefined) return fine(what, 'not asked yet');
      if (state.trouble === null) return fine(what, `has cosigned a tree of ${state.size ?? 0} leaves`);
      return problem(
        what,
        witnessTroubleWords(state.trouble),
        isAlarm(state.trouble)
          ? 'see docs/custody-log.md, Witnesses; keep the database as it is'
          : 'ask who runs it; CUSTODY_WITNESSES names its key and address',
      );
    });
  } finally {
    await database.close();
  }
}
