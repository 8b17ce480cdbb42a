import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { migrateDown, migrateUp, migrationsDone, schemaStanding } from '../../../src/platform/database';
import { makeDataSource, type DataSourceChoices } from '../../../src/platform/database/data-source';
import { migrationClasses } from '../../../src/platform/database/migrate';
import { migrationFiles, migrationName } from '../../../src/platform/database/schema-standing';
import {
  createEmptyDatabase,
  createTestDatabase,
  withAdmin,
  type TestDatabase,
} from '../../support/database';
import { until } from '../../support/until';
import { wholeCase } from '../red-team/whole-case';

/** Every object that the migrations could leave behind, by name. */
const OBJECTS = `
  SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname IN ('lintel', 'custody', 'scheme', 'scope')
  UNION ALL
  SELECT n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ') ' || md5(regexp_replace(p.prosrc, '\\s+', ' ', 'g'))
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname IN ('lintel', 'custody', 'scheme', 'scope')
  UNION ALL
  SELECT schemaname || '.' || tablename || ' ' || policyname || ' ' || md5(coalesce(qual, '') || '|' || coalesce(with_check, '')) FROM pg_policies
  UNION ALL
  SELECT 'view ' || schemaname || '.' || viewname || ' ' || md5(definition) FROM pg_views
  WHERE schemaname IN ('lintel', 'custody', 'scheme', 'scope')
  UNION ALL
  SELECT table_schema || '.' || table_name || ' ' || grantee || ' ' || privilege_type
  FROM information_schema.table_privileges WHERE table_schema IN ('lintel', 'custody', 'scheme', 'scope')
  UNION ALL
  SELECT 'schema ' || nspname FROM pg_namespace WHERE nspname IN ('lintel', 'custody', 'scheme', 'scope')
  ORDER BY 1`;

async function objects(admin: Client): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(OBJECTS);
  return rows.map((row) => row.name);
}

async function withMigrations(
  database: TestDatabase,
  migrations: NonNullable<DataSourceChoices['migrations']>,
  work: (source: DataSource) => Promise<unknown>,
): Promise<void> {
  const source = makeDataSource(database.urls.owner, { poolSize: 1, migrations });
  await source.initialize();
  await work(source);
  await source.destroy();
}

describe('migrations (real PostgreSQL)', () => {
  let names: string[];
  beforeAll(async () => {
    names = (await migrationFiles()).map(migrationName);
  });

  it('go up, all the way down with rows in every table, and up again to the same', async () => {
    const database = await createEmptyDatabase();
    const done = await migrateUp(database.urls.owner);
    expect(done).toEqual(names);
    await withAdmin(async (admin) => {
      const full = await objects(admin);
      await wholeCase(admin);
      await migrateDown(database.urls.owner, done.length);
      expect(await migrationsDone(database.urls.owner)).toEqual([]);
      expect(await objects(admin)).toEqual([]);

      expect(await migrateUp(database.urls.owner)).toEqual(done);
      expect(await objects(admin)).toEqual(full);
    }, database.name);
    await database.drop();
  });

  it('leave, each of them taken back, just what was there before it', async () => {
    const database = await createEmptyDatabase();
    const classes = await migrationClasses();
    const before: string[][] = [];
    await withAdmin(async (admin) => {
      for (let count = 1; count <= classes.length; count += 1) {
        await withMigrations(database, classes.slice(0, count), (source) => source.runMigrations());
        before.push(await objects(admin));
      }
      // What a function was replaced by goes back to what it was, and not to what it had been before that.
      for (let count = classes.length; count > 1; count -= 1) {
        await withMigrations(database, classes.slice(0, count), (source) => source.undoLastMigration());
        expect([names[count - 1], await objects(admin)]).toEqual([names[count - 1], before[count - 2]]);
      }
    }, database.name);
    await database.drop();
  });

  it('leave no link of another person open for a program that takes every link for a victim’s', async () => {
    const database = await createTestDatabase();
    await withAdmin(async (admin) => {
      await wholeCase(admin);
      await admin.query(
        `INSERT INTO lintel.intake_session (id_hash, invitation_id, expires_at)
         SELECT sha256(('their ' || id)::bytea), id, now() + interval '1 hour' FROM lintel.invitation WHERE holder <> 'victim'`,
      );
      const open = `SELECT count(*) FILTER (WHERE i.revoked_at IS NULL)::int AS links, count(s)::int AS sessions FROM lintel.invitation i
         LEFT JOIN lintel.intake_session s ON s.invitation_id = i.id AND s.expires_at > now()`;
      const { rows: victims } = await admin.query(`${open} WHERE i.holder = 'victim'`);
      const { rows: all } = await admin.query(open);
      expect(all).not.toEqual(victims);
      const since = names.length - names.indexOf('RequestsOfOthers1770000000710');
      await migrateDown(database.urls.owner, since);
      expect((await admin.query(open)).rows).toEqual(victims);
      await migrateUp(database.urls.owner);
      expect((await admin.query(open)).rows).toEqual(victims);
    }, database.name);
    await database.drop();
  });

  it('leave what was recorded of who agrees for a child before more was asked, and take no more of it', async () => {
    const database = await createTestDatabase();
    await withAdmin(async (admin) => {
      await wholeCase(admin);
      await migrateDown(database.urls.owner, names.length - names.indexOf('AgreesFor1770000000790'));
      const { rows: asked } = await admin.query('SELECT id, person_name, enquiry FROM lintel.person_request');
      const agree = `INSERT INTO lintel.agreement (invitation_id, decides, relation, name, route, officer_id)
        SELECT id, 'child', 'parent', 'Sample', 'oral', created_by FROM lintel.invitation WHERE holder = 'victim' LIMIT 1`;
      await admin.query(agree);
      await migrateUp(database.urls.owner);
      const { rows } = await admin.query(
        'SELECT id, person_name, enquiry FROM lintel.person_request WHERE agrees_for IS NULL',
      );
      expect([asked.length > 0, rows]).toEqual([true, asked]);
      const kept = await admin.query(
        `SELECT FROM lintel.agreement WHERE name = 'Sample' AND own_views IS NULL`,
      );
      expect(kept.rowCount).toBe(1);
      await expect(admin.query(agree)).rejects.toThrow('agreement_whole');
    }, database.name);
    await database.drop();
  });

  it('leave bundles of an application to a program that knows of none as bundles for the court, each with a number of its own', async () => {
    const database = await createTestDatabase();
    await withAdmin(async (admin) => {
      await wholeCase(admin);
      const added = `INSERT INTO lintel.bundle (id, investigation_id, kind, number, urn, folder, supersedes, requested_by, application_id)
        SELECT md5(b.id::text || $1::int)::uuid, b.investigation_id, 'order', $1::int, b.urn, b.folder || '-order-' || $1::int,
          CASE WHEN $1::int > 1 THEN md5(b.id::text || ($1::int - 1))::uuid END, b.requested_by, a.id
          FROM lintel.bundle b JOIN lintel.order_application a USING (investigation_id) WHERE b.kind = 'court'`;
      for (const number of [1, 2]) await admin.query(added, [number]);
      await migrateDown(database.urls.owner, names.length - names.indexOf('OrderBundles1770000000810'));
      const listed = `SELECT DISTINCT kind, array_agg(number ORDER BY number) AS numbers, count(supersedes)::int AS after
        FROM lintel.bundle GROUP BY investigation_id, kind`;
      const now = [{ kind: 'court', numbers: [1, 2, 3], after: 1 }];
      expect((await admin.query(listed)).rows).toEqual(now);
      await migrateUp(database.urls.owner);
      expect((await admin.query(listed)).rows).toEqual(now);
    }, database.name);
    await database.drop();
  });

  it('know a film that was decided about again, also where applications were taken back, too', async () => {
    const database = await createTestDatabase();
    await withAdmin(async (admin) => {
      await wholeCase(admin);
      await admin.query(
        `WITH one AS (INSERT INTO lintel.clip (id, investigation_id, state, file_name, size, incoming_key, sent_at, written)
           SELECT gen_random_uuid(), m.investigation_id, 'receiving', 'A film', 0, 'written-film', now(), true
             FROM lintel.compilation m LIMIT 1 RETURNING id)
         INSERT INTO lintel.written_item (clip_id, investigation_id, kind, source, version, content, frozen_at)
           SELECT one.id, m.investigation_id, 'film', m.id, 1, '{}', now() FROM one, lintel.compilation m LIMIT 1`,
      );
      const kind = `SELECT w.kind FROM lintel.written_item w JOIN lintel.clip c ON c.id = w.clip_id WHERE c.file_name = 'A film'`;
      expect((await admin.query(kind)).rows).toEqual([{ kind: 'film' }]);
      await migrateDown(database.urls.owner, names.length - names.indexOf('Applications1770000000760'));
      expect((await admin.query(kind)).rows).toEqual([{ kind: 'clip-notes' }]);
      await migrateUp(database.urls.owner);
      expect((await admin.query(kind)).rows).toEqual([{ kind: 'film' }]);
    }, database.name);
    await database.drop();
  });

  it('leave no draft of a transcript to a program that knows of none, and no decision about one that stands', async () => {
    const database = await createTestDatabase();
    await withAdmin(async (admin) => {
      await wholeCase(admin);
      for (const fixed of [false, true])
        await admin.query(
          `WITH one AS (INSERT INTO lintel.clip (id, investigation_id, state, file_name, size, incoming_key, sent_at, written)
             SELECT gen_random_uuid(), t.investigation_id, 'receiving', 'Typed', 0, 'written-typed-' || $1::boolean::text, now(), true
               FROM lintel.transcript t RETURNING id)
           INSERT INTO lintel.written_item (clip_id, investigation_id, kind, source, version, content, frozen_at)
             SELECT one.id, t.investigation_id, 'transcript', t.id, CASE WHEN $1::boolean THEN 1 ELSE 2 END,
                jsonb_build_object('recording', c.stored_sha256), CASE WHEN $1::boolean THEN now() END
               FROM one, lintel.transcript t JOIN lintel.clip c ON c.id = t.clip_id`,
          [fixed],
        );
      const { rows: typed } = await admin.query<{ id: string }>(
        `SELECT w.clip_id AS id FROM lintel.written_item w WHERE w.kind = 'transcript' AND w.frozen_at IS NOT NULL`,
      );
      await migrateDown(database.urls.owner, names.length - names.indexOf('TranscriptItems1770000000750'));
      const { rows } = await admin.query(
        `SELECT w.clip_id AS id, w.kind, w.doubt FROM lintel.written_item w JOIN lintel.clip c ON c.id = w.clip_id WHERE c.file_name = 'Typed'`,
      );
      expect(rows).toEqual(typed.map((one) => ({ ...one, kind: 'clip-notes', doubt: 'newer-version' })));
      expect((await admin.query(`SELECT FROM lintel.clip WHERE file_name = 'Typed'`)).rowCount).toBe(1);
      await migrateUp(database.urls.owner);
    }, database.name);
    await database.drop();
  });

  it('run once when several processes start at the same time', async () => {
    const database = await createEmptyDatabase();
    const runs = await Promise.all([1, 2, 3].map(() => migrateUp(database.urls.owner)));
    expect(runs.flat()).toHaveLength(names.length);
    await database.drop();
  });

  it('have nothing left to do after they ran, which every role can see', async () => {
    const database = await createEmptyDatabase();
    expect((await schemaStanding(database.urls.worker)).missing).toEqual(names);
    await migrateUp(database.urls.owner);
    expect(await migrateUp(database.urls.owner)).toEqual([]);
    const { owner, intake, workspace, worker } = database.urls;
    for (const url of [owner, intake, workspace, worker])
      expect(await schemaStanding(url)).toEqual({ missing: [], unknown: [] });
    await database.drop();
  });

  it('let others read on while a long reading holds a table that is to be changed', async () => {
    const database = await createTestDatabase();
    const since = names.slice(names.indexOf('ClipDecided1770000000700'));
    await migrateDown(database.urls.owner, since.length);
    const [long, other] = [new Client(database.urls.admin), new Client(database.urls.admin)];
    await Promise.all([long.connect(), other.connect()]);
    await long.query('BEGIN');
    await long.query('SELECT count(*) FROM lintel.clip');
    const migrating = migrateUp(database.urls.owner);
    const waits = `SELECT FROM pg_locks WHERE NOT granted AND relation = 'lintel.clip'::regclass`;
    await until('the migration waits', async () => (await other.query(waits)).rowCount === 1);
    await other.query(`SET statement_timeout = '30s'`);
    expect((await other.query('SELECT FROM lintel.clip')).rowCount).toBe(0);
    await long.query('COMMIT');
    expect(await migrating).toEqual(since);
    await Promise.all([long.end(), other.end()]);
    await database.drop();
  });

  it('leave the vocabulary of the log to the newer version that has added to the tables', async () => {
    const database = await createTestDatabase();
    const keys = `SELECT detail_keys FROM custody.event_type WHERE type = 'clip-received'`;
    const asked = (sql: string): Promise<unknown[]> =>
      withAdmin(async (admin) => (await admin.query<Record<string, unknown>>(sql)).rows, database.name);
    await asked(
      `UPDATE custody.event_type SET detail_keys = detail_keys || '{later}' WHERE type = 'clip-received'`,
    );
    const before = await asked(keys);
    await asked(
      `INSERT INTO schema_migration ("timestamp", name) VALUES (1780000000000, 'Later1780000000000')`,
    );
    expect(await migrateUp(database.urls.owner)).toEqual([]);
    expect(await asked(keys)).toEqual(before);
    // Nor does one of the older line take it back that brings a migration of its own, and events.
    await asked(`DELETE FROM schema_migration WHERE name = 'Later1780000000000'`);
    await migrateDown(database.urls.owner, 1);
    await asked(
      `INSERT INTO schema_migration ("timestamp", name) VALUES (1780000000000, 'Later1780000000000')`,
    );
    await asked(`DELETE FROM custody.event_type WHERE type = 'officer-created'`);
    await asked(`UPDATE custody.event_type SET subjects = '{}' WHERE type = 'clip-received'`);
    expect(await migrateUp(database.urls.owner)).toEqual(names.slice(-1));
    expect(await asked(keys)).toEqual(before);
    expect(
      await asked(
        `SELECT type, cardinality(subjects) AS n FROM custody.event_type WHERE type IN ('clip-received', 'officer-created') ORDER BY 1`,
      ),
    ).toEqual([
      { type: 'clip-received', n: 1 },
      { type: 'officer-created', n: 1 },
    ]);
    await database.drop();
  });
});
