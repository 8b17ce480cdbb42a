import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { hashRaw } from '@node-rs/argon2';
import { Client } from 'pg';
import { verifyLive } from '../../../src/custody';
import { migrateDown, migrateUp, openDatabase } from '../../../src/platform/database';
import { createEmptyDatabase, type TestDatabase } from '../../support/database';

const SAMPLE = gunzipSync(
  readFileSync(join(__dirname, '../../fixtures/before-baseline/sample.sql.gz')),
).toString();

let database: TestDatabase;
let admin: Client;

beforeEach(async () => {
  database = await createEmptyDatabase();
  admin = new Client({ connectionString: database.urls.admin });
  await admin.connect();
  await admin.query(SAMPLE);
  await admin.query(`SET search_path = public`);
});
afterEach(async () => {
  await admin.end();
  await database.drop();
});

const rows = async (sql: string): Promise<unknown[]> =>
  (await admin.query({ text: sql, rowMode: 'array' })).rows;

describe('a database of before the baseline', () => {
  it('is carried over whole: the log record by record, and every row that is still kept', async () => {
    const log = 'SELECT subject, seq, id, encode(hash, $$hex$$), event FROM custody.record ORDER BY 1, 2';
    const counted = `SELECT (SELECT count(*) FROM lintel.clip), (SELECT count(*) FROM lintel.opening), (SELECT count(*) FROM scheme.entry),
      (SELECT count(*) FROM lintel.bundle_entry), (SELECT count(*) FROM lintel.time_candidate), (SELECT count(*) FROM lintel.officer)`;
    const [before, numbers] = [await rows(log), await rows(counted)];
    expect(before.length).toBeGreaterThan(200);

    expect((await migrateUp(database.urls.owner))[0]).toBe('Baseline1770000000000');
    expect(await migrateUp(database.urls.owner)).toEqual([]);

    expect(await rows(log)).toEqual(before);
    expect(await rows(counted)).toEqual(numbers);
    // What was decided before it stood with the clip.
    const decided = `SELECT count(*) FILTER (WHERE decided IS NOT NULL)::int > 0, count(*) FILTER (WHERE decided IS DISTINCT FROM
      CASE WHEN EXISTS (SELECT FROM lintel.exhibit e WHERE e.clip_id = c.id) THEN 'accepted'
           ELSE (SELECT t.outcome FROM lintel.triage t WHERE t.clip_id = c.id) END)::int FROM lintel.clip c`;
    expect(await rows(decided)).toEqual([[true, 0]]);
    const worker = await openDatabase(database.urls.worker, 2);
    const [key] = (await rows('SELECT verifier_key FROM custody.key')) as [string][];
    const verdict = await verifyLive(worker, { keys: key ?? [] });
    await worker.close();
    expect(verdict).toMatchObject({ outcome: 'proven', events: before.length });
    expect(await rows(`SELECT nspname FROM pg_namespace WHERE nspname LIKE '%before'`)).toEqual([]);
  });

  it('lets nobody in by what was stored, and whoever knew a password still in', async () => {
    const phc = `$argon2id$v=19$m=4096,t=1,p=1$${Buffer.alloc(16, 7).toString('base64').replaceAll('=', '')}$`;
    const raw = await hashRaw('three random words', {
      memoryCost: 4096,
      timeCost: 1,
      parallelism: 1,
      salt: Buffer.alloc(16, 7),
    });
    await admin.query('UPDATE lintel.officer SET password_hash = $1', [
      phc + raw.toString('base64').replaceAll('=', ''),
    ]);
    await migrateUp(database.urls.owner);
    const kept = `SELECT count(*)::int AS n FROM lintel.officer WHERE split_part(password_hash, '$', 6) = rtrim(encode($1::bytea, 'base64'), '=')`;
    expect((await admin.query(kept, [raw])).rows).toEqual([{ n: 0 }]);
    const hashed = kept.replace('$1::bytea', 'sha256($1::bytea)');
    expect((await admin.query<{ n: number }>(hashed, [raw])).rows[0]?.n).toBeGreaterThan(5);
  });

  it('goes on with its numbers, and down and up again', async () => {
    const done = await migrateUp(database.urls.owner);
    const { rows: next } = await admin.query<{ more: boolean }>(
      `SELECT (SELECT nextval(pg_get_serial_sequence('lintel.outbox', 'id')) > max(id) FROM lintel.outbox) AS more`,
    );
    expect(next).toEqual([{ more: true }]);
    await migrateDown(database.urls.owner, done.length);
    expect(await migrateUp(database.urls.owner)).toEqual(done);
  });

  it('that is older still is left as it is, with a sentence that says what to do', async () => {
    await admin.query(`DELETE FROM schema_migration WHERE name = 'ExifTime1764000000180'`);
    await expect(migrateUp(database.urls.owner)).rejects.toThrow(
      /made by an earlier version.*Run `lintel migrate`/,
    );
    expect(await rows('SELECT count(*)::int > 200 FROM custody.record')).toEqual([[true]]);
  });
});
