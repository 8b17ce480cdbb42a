import type { Config } from '../../../config';
import { judgementsUndone, MOST_UNDONE, WORRYING_UNDONE, type Judged } from '../../../features/identity';
import { openDatabase } from '../../../platform/database';
import { urlsOf } from './database';
import { fine, problem, type Finding } from './finding';

const OF: Readonly<Record<Judged, string>> = {
  victim: 'codes of private links',
  recipient: 'codes of recipients',
  officer: 'sign-ins of officers',
};

/** Whether somebody guesses and takes the guesses back, so that they do not count: only an intruder in a process can. */
export async function guesses(config: Config): Promise<Finding[]> {
  const urls = await urlsOf(config);
  if (urls === undefined) return [];
  const database = await openDatabase(urls.owner, 1);
  try {
    const many = (await database.transaction(judgementsUndone)).filter(
      ({ undone }) => undone >= WORRYING_UNDONE,
    );
    if (many.length === 0) return [fine('guesses', 'none to speak of that was taken back')];
    return many.map(({ kind, undone }) => problem('guesses', found(OF[kind], undone), MEND));
  } finally {
    await database.close();
  }
}

const found = (whose: string, undone: number): string =>
  `${undone} ${whose} were judged within an hour and taken back; ${
    undone > MOST_UNDONE ? 'nobody of them gets in now' : `beyond ${MOST_UNDONE} nobody of them gets in`
  }`;
const MEND =
  'was PostgreSQL killed? Else treat it as a break-in: docs/operations.md, Guesses that were taken back';
