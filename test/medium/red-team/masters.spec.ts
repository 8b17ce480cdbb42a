import { Client } from 'pg';
import { seedCase, type Case } from '../../factories/rows';
import { createTestDatabase, type TestDatabase } from '../../support/database';

/** Whoever has broken into the worker, which has to write the row of a clip until its master is locked. */
describe('the row of a master', () => {
  let database: TestDatabase;
  let admin: Client;
  let worker: Client;
  let made: Case;
  beforeAll(async () => {
    database = await createTestDatabase();
    admin = new Client({ connectionString: database.urls.admin });
    worker = new Client({ connectionString: database.urls.worker });
    await Promise.all([admin.connect(), worker.connect()]);
    made = await seedCase(admin);
    await admin.query(
      `UPDATE lintel.clip SET state = 'master', stored_sha256 = repeat('a', 64), crc32 = 1, kind = 'video/mp4',
         evidence_key = 'masters/' || id, verified_at = now(), master_at = now() WHERE id = $1`,
      [made.sentClip],
    );
  });
  afterAll(async () => {
    await Promise.all([admin.end(), worker.end()]);
    await database.drop();
  });

  it.each([
    ['hash', `stored_sha256 = repeat('b', 64)`],
    ['size', 'size = size + 1'],
    ['checksum', 'crc32 = 2'],
    ['kind', `kind = 'application/pdf'`],
    ['state', `state = 'received'`],
    ['day', 'master_at = master_at - interval $$1 day$$'],
  ])('keeps its %s', async (_what, change) => {
    const changed = worker.query(`UPDATE lintel.clip SET ${change} WHERE id = $1`, [made.sentClip]);
    await expect(changed).rejects.toMatchObject({ code: 'LN034' });
  });

  it('takes the place of a copy that was put back, and what was found out', async () => {
    const { rowCount } = await worker.query(
      `UPDATE lintel.clip SET evidence_key = evidence_key || '@2', fixity_at = now(), malware_at = now() WHERE id = $1`,
      [made.sentClip],
    );
    expect(rowCount).toBe(1);
  });
});
