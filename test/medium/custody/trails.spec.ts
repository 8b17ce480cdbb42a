import { CustodyLog, SERVICE_SUBJECT, type EventType } from '../../../src/custody';
import { systemClock } from '../../../src/kernel/clock';
import { randomId, type OfficerId } from '../../../src/kernel/ids';
import {
  migrateDown,
  migrateUp,
  migrationsDone,
  openDatabase,
  type Database,
} from '../../../src/platform/database';
import { withAdmin } from '../../support/database';
import { newClip, openLog, copyMade, type TestLog } from './log.support';

const ann = randomId<OfficerId>();
const ben = randomId<OfficerId>();

interface Sum {
  readonly type: EventType;
  readonly times: number;
  readonly first: string;
  readonly last: string;
}

let log: TestLog;
let workspace: Database;
beforeEach(async () => {
  log = await openLog();
  workspace = await openDatabase(log.test.urls.workspace, 2);
});
afterEach(async () => {
  await workspace.close();
  await log.close();
});

const custody = new CustodyLog(systemClock);
const did = (id: OfficerId, type: 'officer-confirmed' | 'officer-signed-out'): Promise<unknown> =>
  workspace.transaction((tx) =>
    custody.append(tx, { type, subject: SERVICE_SUBJECT, actor: { kind: 'officer', id } }),
  );

const told = (id: OfficerId): Promise<Sum[]> =>
  workspace.transaction((tx) =>
    tx.query<Sum>(
      'SELECT type, times::float8 AS times, first_id AS first, last_id AS last FROM lintel.trail_of($1)',
      [id],
    ),
  );

/** The same from the records themselves, one by one. */
const counted = (id: OfficerId): Promise<Sum[]> =>
  withAdmin(async (admin) => {
    const { rows } = await admin.query<Sum>(
      `SELECT event::jsonb ->> 'type' AS type, count(*)::float8 AS times, min(id::text) AS first, max(id::text) AS last
       FROM custody.record WHERE event::jsonb #>> '{actor,id}' = $1 GROUP BY 1 ORDER BY 2 DESC, 1`,
      [id],
    );
    return rows;
  }, log.test.name);

const times = (sums: readonly Sum[]): number[] => sums.map((sum) => sum.times);

async function some(): Promise<void> {
  for (const type of ['officer-confirmed', 'officer-signed-out', 'officer-confirmed'] as const)
    await did(ann, type);
  await did(ben, 'officer-confirmed');
  await log.append(copyMade(newClip()));
}

describe('the sums of an officer’s trail (real PostgreSQL)', () => {
  it('hold every act once, whether the tree has taken it in or not', async () => {
    await some();
    expect(times(await told(ann))).toEqual([2, 1]);
    expect(await told(ann)).toEqual(await counted(ann));
    while ((await log.sequence()) > 0);
    expect(await told(ann)).toEqual(await counted(ann));
    await some();
    await log.sequence();
    await did(ann, 'officer-signed-out');
    expect(times(await told(ann))).toEqual([4, 3]);
    expect(await told(ann)).toEqual(await counted(ann));
    expect(times(await told(ben))).toEqual([2]);
  });

  it('are counted from the log where it was there before them', async () => {
    await some();
    await log.sequence();
    await did(ann, 'officer-confirmed');
    const done = await migrationsDone(log.test.urls.owner);
    const from = done.findIndex((name) => name.startsWith('Trails'));
    await migrateDown(log.test.urls.owner, done.length - from);
    await migrateUp(log.test.urls.owner);
    expect(times(await told(ann))).toEqual([3, 1]);
    expect(await told(ann)).toEqual(await counted(ann));
  });
});
