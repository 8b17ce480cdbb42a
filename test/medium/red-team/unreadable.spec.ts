import { Client } from 'pg';
import { verifyLive, SERVICE_SUBJECT } from '../../../src/custody';
import { uuidV7 } from '../../../src/kernel/ids';
import { withAdmin } from '../../support/database';
import { wholeDetail } from '../../support/event-samples';
import { copyMade, newClip, openLog, type TestLog } from '../custody/log.support';

const DAY_MS = 86_400_000;

/** What a verifier writes otherwise than the database does: nobody could prove the log any more that holds one. */
const NUMBERS = ['999999999999999.99999', '-999999999999999.9375', '999999999999999.95'];

describe('an intruder in intake, whom no victim has let in', () => {
  let log: TestLog;
  let intake: Client;
  beforeAll(async () => {
    log = await openLog(20);
    intake = new Client({ connectionString: log.test.urls.intake });
    await intake.connect();
  });
  afterAll(async () => {
    await intake.end();
    await log.close();
  });

  const state = (kind: string, id: string = uuidV7(Date.now())) =>
    intake.query(`SELECT custody.append($1, 'scope-refused', $2, clock_timestamp(), $3, '{}')`, [
      SERVICE_SUBJECT,
      id,
      `{"kind": ${kind}, "why": "unknown"}`,
    ]);
  /** As it is written where any number may stand: in what is committed to. */
  const written = (number: string) =>
    withAdmin((admin) => admin.query('SELECT custody.canonical($1::jsonb)', [number]), log.test.name);

  it.each(NUMBERS)('states nothing that no verifier reads: %s', async (number) => {
    await expect(state(number)).rejects.toMatchObject({ code: 'LC002' });
    await expect(written(number)).rejects.toMatchObject({ code: 'LC002' });
    await expect(written(`{"in": [${number}]}`)).rejects.toMatchObject({ code: 'LC002' });
  });

  it('leaves a log that is proven, with the largest fraction that there is', async () => {
    await log.worker.transaction((tx) =>
      tx.query(`SELECT custody.append($1, 'rendition-failed', $2, clock_timestamp(), $3, '{}')`, [
        newClip(),
        uuidV7(Date.now()),
        wholeDetail('rendition-failed', { maxTimeError: 999_999_999.9999 }),
      ]),
    );
    await log.append(copyMade(newClip(), 1));
    await log.sequence();
    expect(await verifyLive(log.worker, { keys: log.keys })).toMatchObject({ outcome: 'proven' });
  });

  it.each([-DAY_MS, DAY_MS, -10_000])(
    'states nothing under the id of another time: %d ms away',
    async (away) => {
      await expect(state('"victim"', uuidV7(Date.now() + away))).rejects.toMatchObject({ code: 'LC001' });
    },
  );
});
