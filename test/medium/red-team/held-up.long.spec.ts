import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { officerSession, victimSession } from '../../factories/acting';
import type { Case } from '../../factories/rows';
import { bootstrapDatabase, showOut } from '../../../src/platform/database';
import { uuidV7 } from '../../../src/kernel/ids';
import { createTestDatabase, PASSWORDS, withAdmin, type TestDatabase } from '../../support/database';
import { wholeCase } from './whole-case';

type Role = 'intake' | 'workspace' | 'worker';

/** For so long intake may hold up others, and a little. */
const HELD_MS = 10_500;
const REFUSED = { code: '42501' };

/** Whoever has broken into a process that faces people wants the others to wait. */
describe('an intruder who wants others to wait', () => {
  let database: TestDatabase;
  /** Another on the same cluster, with a worker of its own. */
  let other: TestDatabase;
  let admin: Client;
  let made: Case;
  const clients: Client[] = [];
  const as = async (role: Role): Promise<Client> => {
    const client = new Client({ connectionString: database.urls[role] });
    client.on('error', () => undefined);
    await client.connect();
    clients.push(client);
    return client;
  };
  beforeAll(async () => {
    database = await createTestDatabase();
    other = await createTestDatabase();
    admin = new Client({ connectionString: database.urls.admin });
    await admin.connect();
    made = await wholeCase(admin);
  });
  afterAll(async () => {
    await Promise.all([admin, ...clients].map((client) => client.end().catch(() => undefined)));
    await database.drop();
    await other.drop();
  });

  it.each(['intake', 'workspace'] as const)('finds in %s no lock that has a number', async (role) => {
    const intruder = await as(role);
    await intruder.query(`SET lock_timeout = '2s'`);
    const { rows } = await admin.query<{ name: string; types: string[] }>(
      `SELECT proname AS name, proargtypes::regtype[]::text[] AS types FROM pg_proc
        WHERE proname LIKE '%advisory%' AND pronamespace = 'pg_catalog'::regnamespace`,
    );
    expect(rows.length).toBeGreaterThan(20);
    for (const { name, types } of rows) {
      const values = types.map((type) => `1::${type}`).join(', ');
      await expect(intruder.query(`SELECT ${name}(${values})`)).rejects.toMatchObject(REFUSED);
    }
    // What stops each queue at once: no job begins or ends behind it.
    const queue = `SELECT pg_advisory_lock(hashtext('bullmq:finalization'), hashtext('verify-clip'))`;
    await expect(intruder.query(queue)).rejects.toMatchObject(REFUSED);
  });

  it.each(['intake', 'workspace', 'worker'] as const)(
    'leaves nothing inside the database as %s',
    async (role) => {
      const intruder = await as(role);
      for (const call of [
        'lo_create(0)',
        `lo_from_bytea(0, 'x')`,
        `pg_logical_emit_message(false, 'x', 'y')`,
      ])
        await expect(intruder.query(`SELECT ${call}`)).rejects.toMatchObject(REFUSED);
    },
  );

  it('cannot fill the memory in which all locks stand', async () => {
    const intruder = await as('intake');
    const fill = `SELECT count(lintel.take_upload('clip-' || n)) FROM generate_series(1, 100000) n`;
    await expect(intruder.query(fill)).rejects.toMatchObject({ code: '53300' });
    await expect((await as('workspace')).query('SELECT id FROM lintel.investigation')).resolves.toBeDefined();
    await intruder.end();
    const officer = await as('workspace');
    const secret = await officerSession(admin, made.officer);
    await officer.query('BEGIN');
    await officer.query('SELECT scope.open($1, $2)', ['officer', secret]);
    const turns = `SELECT count(lintel.in_turn('details', gen_random_uuid())::text) FROM generate_series(1, 100000)`;
    await expect(officer.query(turns)).rejects.toMatchObject(REFUSED);
    await officer.query('ROLLBACK');
  });

  it('takes the turn of no other link, of nothing else, and of nobody', async () => {
    const intruder = await as('intake');
    const turn = (about: string, id: string) => intruder.query('SELECT lintel.in_turn($1, $2)', [about, id]);
    await expect(turn('account', made.invitation)).rejects.toMatchObject(REFUSED);
    await intruder.query('BEGIN');
    await intruder.query('SELECT scope.open($1, $2)', [
      'victim',
      await victimSession(admin, made.invitation),
    ]);
    await turn('account', made.invitation);
    await intruder.query('SAVEPOINT s');
    for (const [about, id] of [
      ['account', randomUUID()],
      ['disclosure', made.investigation],
      ['safe-contact', made.invitation],
    ] as const) {
      await expect(turn(about, id)).rejects.toMatchObject(REFUSED);
      await intruder.query('ROLLBACK TO s');
    }
    await intruder.query('ROLLBACK');
    const nobody = await as('workspace');
    await expect(
      nobody.query('SELECT lintel.in_turn($1, $2)', ['disclosure', made.investigation]),
    ).rejects.toMatchObject(REFUSED);
  });

  /** What a name made of what everybody knows would be as a number. */
  const KEY = `('x' || left(encode(sha256(convert_to($1, 'UTF8')), 'hex'), 16))::bit(64)::bigint`;

  it('keeps in the worker no lock beyond a transaction, which nobody could tell the age of', async () => {
    const intruder = await as('worker');
    const { rows } = await admin.query<{ name: string; types: string[] }>(
      `SELECT proname AS name, proargtypes::regtype[]::text[] AS types FROM pg_proc
        WHERE proname ~ '^pg_(try_)?advisory_' AND proname !~ '_xact_' AND pronamespace = 'pg_catalog'::regnamespace`,
    );
    expect(rows.length).toBeGreaterThan(10);
    for (const { name, types } of rows) {
      const values = types.map((type) => `1::${type}`).join(', ');
      await expect(intruder.query(`SELECT ${name}(${values})`)).rejects.toMatchObject(REFUSED);
    }
  });

  it('makes up no number for which victims wait, in the worker that locks by number', async () => {
    const intruder = await as('worker');
    const upload = randomUUID();
    await intruder.query('BEGIN');
    for (const name of [`upload:${upload}`, `turn:account:${made.invitation}`])
      await intruder.query(`SELECT pg_advisory_xact_lock(${KEY})`, [name]);
    const victim = await as('intake');
    await victim.query(`SET lock_timeout = '2s'`);
    await victim.query('BEGIN');
    await victim.query('SELECT scope.open($1, $2)', ['victim', await victimSession(admin, made.invitation)]);
    await victim.query('SELECT lintel.in_turn($1, $2)', ['account', made.invitation]);
    await victim.query('COMMIT');
    const { rows } = await victim.query('SELECT lintel.take_upload($1) AS mine', [upload]);
    expect(rows).toEqual([{ mine: true }]);
    await intruder.query('ROLLBACK');
  });

  it.each(['intake', 'workspace', 'worker'] as const)(
    'is not told in %s which locks others hold',
    async (role) => {
      const locks = `SELECT count(*) FROM pg_locks`;
      await expect((await as(role)).query(locks)).rejects.toMatchObject(REFUSED);
    },
  );

  const state = (client: Client): Promise<unknown> =>
    client.query(
      `SELECT custody.append('service:lintel', 'scope-refused', $1, clock_timestamp(), '{"kind": "victim", "why": "unknown"}', '{}')`,
      [uuidV7(Date.now())],
    );

  it.each([
    ['the chain of the service', state, state],
    [
      'a table',
      (client: Client) => client.query('LOCK TABLE lintel.incident'),
      (client: Client) => client.query('SELECT FROM lintel.incident'),
    ],
  ])('is shown out when it keeps %s, whatever time limit it has set', async (_what, take, want) => {
    const [intruder, officer, quiet] = [await as('intake'), await as('workspace'), await as('intake')];
    await intruder.query('SET idle_in_transaction_session_timeout = 0');
    await quiet.query('BEGIN');
    await quiet.query('SELECT 1');
    await intruder.query('BEGIN');
    await take(intruder);
    const waiting = want(officer).then(() => 'went on');
    expect(await Promise.race([waiting, sleep(500, 'waits')])).toBe('waits');
    expect(await showOut(database.urls.worker)).toBe(0);
    await sleep(HELD_MS);
    expect(await showOut(other.urls.worker)).toBe(0);
    expect(await showOut(database.urls.worker)).toBe(1);
    expect(await waiting).toBe('went on');
    await expect(intruder.query('SELECT 1')).rejects.toBeDefined();
    // Who holds up nobody goes on, and so does the workspace, whom the public does not reach.
    await expect(quiet.query('COMMIT')).resolves.toBeDefined();
    await officer.query('BEGIN');
    await state(officer);
    const behind = state(await as('intake')).then(() => 'went on');
    await sleep(HELD_MS);
    expect(await showOut(database.urls.worker)).toBe(0);
    await officer.query('COMMIT');
    expect(await behind).toBe('went on');
  });

  it('is the only one who can be shown out, by the worker alone, and nobody can be the usher', async () => {
    for (const role of ['intake', 'workspace'] as const)
      await expect((await as(role)).query('SELECT usher.show_out()')).rejects.toMatchObject(REFUSED);
    await expect((await as('worker')).query('SET ROLE lintel_usher')).rejects.toMatchObject(REFUSED);
    const { rows } = await admin.query(
      `SELECT rolcanlogin AS "canLogin", rolconnlimit > 0 AS "intakeIsLimited",
          ARRAY(SELECT m.roleid::regrole::text FROM pg_auth_members m WHERE m.member = 'lintel_usher'::regrole ORDER BY 1) AS is,
          ARRAY(SELECT m.member::regrole::text FROM pg_auth_members m WHERE m.roleid = 'lintel_usher'::regrole) AS "isOf",
          ARRAY(SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.proowner = 'lintel_usher'::regrole) AS owns
         FROM (SELECT rolcanlogin FROM pg_roles WHERE rolname = 'lintel_usher') u,
           (SELECT rolconnlimit FROM pg_roles WHERE rolname = 'lintel_intake') i`,
    );
    expect(rows).toEqual([
      {
        canLogin: false,
        intakeIsLimited: true,
        is: ['lintel_intake', 'lintel_worker', 'lintel_workspace'],
        isOf: [],
        owns: ['usher.show_out()'],
      },
    ]);
  });

  it('leaves no setting of a role behind when the database is brought up to date', async () => {
    const intruder = await as('worker');
    const name = database.name;
    await intruder.query('ALTER ROLE CURRENT_USER SET search_path = queue, pg_catalog');
    await intruder.query(
      `ALTER ROLE CURRENT_USER IN DATABASE ${name} SET default_transaction_read_only = on`,
    );
    await bootstrapDatabase(database.urls.admin, { database: name, passwords: PASSWORDS });
    const { rows } = await withAdmin((superuser) =>
      superuser.query(
        `SELECT FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole, unnest(s.setconfig) AS one
          WHERE r.rolname = 'lintel_worker' AND one ~ '^(search_path|default_transaction_read_only)='`,
      ),
    );
    expect(rows).toEqual([]);
  });
});
