import { Client } from 'pg';
import { SERVICE_SUBJECT } from '../../../src/custody';
import { uuidV7 } from '../../../src/kernel/ids';
import { withAdmin } from '../../support/database';
import { openLog, type TestLog } from '../custody/log.support';

/** Of sessions that are refused, in an hour; of everything else ten times as many. */
const MOST = 500;

describe('an intruder who grows the log by what a process states of itself', () => {
  let log: TestLog;
  beforeEach(async () => {
    log = await openLog(0);
  });
  afterEach(() => log.close());

  /** Gives how many were heard. */
  async function say(process: 'intake' | 'workspace', times: number, at = Date.now()): Promise<number> {
    const client = new Client({ connectionString: log.test.urls[process] });
    await client.connect();
    try {
      const { rows } = await client.query<{ heard: number }>(
        `SELECT count(custody.append($1, 'scope-refused', id, clock_timestamp(), '{"kind": "victim", "why": "unknown"}', '{}'))::int AS heard
           FROM unnest($2::uuid[]) id`,
        [SERVICE_SUBJECT, Array.from({ length: times }, () => uuidV7(at))],
      );
      return rows[0]?.heard ?? 0;
    } finally {
      await client.end();
    }
  }
  const logged = async (): Promise<number> =>
    withAdmin(
      async (admin) => (await admin.query('SELECT 1 FROM custody.record')).rows.length,
      log.test.name,
    );

  it('is heard so often in an hour, and keeps no other process from being heard', async () => {
    expect(await say('intake', MOST + 100)).toBe(MOST);
    expect(await say('intake', 100)).toBe(0);
    expect(await say('workspace', 1)).toBe(1);
    expect(await logged()).toBe(MOST + 1);
  });

  it('is heard again in the next hour', async () => {
    await say('intake', MOST + 1);
    await withAdmin(
      (admin) =>
        admin.query(
          `ALTER TABLE custody.record DISABLE TRIGGER USER;
           UPDATE custody.record SET id = (lpad(to_hex((extract(epoch FROM now() - interval '61 minutes') * 1000)::bigint), 12, '0')
             || substr(translate(id::text, '-', ''), 13))::uuid`,
        ),
      log.test.name,
    );
    expect(await say('intake', 2)).toBe(2);
  });
});
