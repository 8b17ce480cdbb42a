import type { Client } from 'pg';
import { CustodyLog, SERVICE_SUBJECT, type EventType } from '../../../src/custody';
import { systemClock } from '../../../src/kernel/clock';
import type { OfficerId } from '../../../src/kernel/ids';
import { openDatabase, type Database } from '../../../src/platform/database';
import { asOfficer, officerSession, seedOfficer } from '../../factories/acting';
import { withAdmin } from '../../support/database';
import { newClip, openLog, copyMade, type TestLog } from './log.support';

interface Sum {
  readonly type: EventType;
  readonly times: number;
  readonly first: string;
  readonly last: string;
}

interface Person {
  readonly id: OfficerId;
  readonly secret: string;
}

let log: TestLog;
let workspace: Database;
let ann: Person;
let ben: Person;
beforeEach(async () => {
  log = await openLog();
  workspace = await openDatabase(log.test.urls.workspace, 2);
  [ann, ben] = await withAdmin(async (admin) => [await auditor(admin), await auditor(admin)], log.test.name);
});
afterEach(async () => {
  await workspace.close();
  await log.close();
});

async function auditor(admin: Client): Promise<Person> {
  const id = await seedOfficer(admin, 'auditor');
  return { id, secret: await officerSession(admin, id) };
}

const custody = new CustodyLog(systemClock);
const did = ({ secret }: Person, type: 'officer-confirmed' | 'officer-signed-out'): Promise<unknown> =>
  asOfficer(secret, () =>
    workspace.transaction((tx) => custody.append(tx, { type, subject: SERVICE_SUBJECT })),
  );

/** What an auditor is given. */
const sums = ({ id }: Person, by = ann): Promise<Sum[]> =>
  asOfficer(by.secret, () =>
    workspace.transaction((tx) =>
      tx.query<Sum>(
        'SELECT type, times::float8 AS times, first_id AS first, last_id AS last FROM lintel.trail_of($1)',
        [id],
      ),
    ),
  );

/** The same from the records themselves, one by one. */
const counted = ({ id }: Person): Promise<Sum[]> =>
  withAdmin(async (admin) => {
    const { rows } = await admin.query<Sum>(
      `SELECT event::jsonb ->> 'type' AS type, count(*)::float8 AS times, min(id::text) AS first, max(id::text) AS last
       FROM custody.record WHERE event::jsonb #>> '{actor,id}' = $1 GROUP BY 1 ORDER BY 2 DESC, 1`,
      [id],
    );
    return rows;
  }, log.test.name);

const times = (of: readonly Sum[]): number[] => of.map((sum) => sum.times);

async function some(): Promise<void> {
  for (const type of ['officer-confirmed', 'officer-signed-out', 'officer-confirmed'] as const)
    await did(ann, type);
  await did(ben, 'officer-confirmed');
  await log.append(copyMade(newClip()));
}

describe('the sums of an officer’s trail (real PostgreSQL)', () => {
  it('hold every act once, whether the tree has taken it in or not', async () => {
    await some();
    expect(times(await sums(ann))).toEqual([2, 1]);
    expect(await sums(ann)).toEqual(await counted(ann));
    while ((await log.sequence()) > 0);
    expect(await sums(ann)).toEqual(await counted(ann));
    await some();
    await log.sequence();
    await did(ann, 'officer-signed-out');
    expect(times(await sums(ann))).toEqual([4, 3]);
    expect(await sums(ann)).toEqual(await counted(ann));
    expect(times(await sums(ben))).toEqual([2]);
  });

  it('are for auditors alone', async () => {
    await some();
    const other = await withAdmin(async (admin) => {
      const id = await seedOfficer(admin, 'supervisor');
      return { id, secret: await officerSession(admin, id) };
    }, log.test.name);
    expect(await sums(ann, other)).toEqual([]);
  });
});
