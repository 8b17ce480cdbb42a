import type { Config } from '../../../config';
import { unheardReports, type Unheard } from '../../../features/consent';
import { openDatabase } from '../../../platform/database';
import { urlsOf } from './database';
import { fine, problem, type Finding } from './finding';

const MEND = 'give somebody who works on none of these the role of a supervisor';

/** Would a report of pressure reach a supervisor who is not on the case? */
export async function reportsOfPressure(config: Config): Promise<Finding[]> {
  const urls = await urlsOf(config);
  if (urls === undefined) return [];
  const database = await openDatabase(urls.owner, 1);
  try {
    return [judge(await database.transaction(unheardReports), config.production)];
  } finally {
    await database.close();
  }
}

function judge({ investigations, reports }: Unheard, production: boolean): Finding {
  const what = 'reports of pressure';
  if (reports > 0) return problem(what, `${reports} wait, and no supervisor may see them`, MEND);
  if (investigations === 0) return fine(what, 'each would reach a supervisor who is not on the case');
  const found = `those of ${investigations} investigation(s) would reach nobody: there is no supervisor who is not on the case`;
  return production ? problem(what, found, MEND) : fine(what, found);
}
