import { Client } from 'pg';
import { clipSubject, SERVICE_SUBJECT } from '../../../src/custody';
import { randomId, type ClipId } from '../../../src/kernel/ids';
import { officerSession, seedOfficer } from '../../factories/acting';
import { withAdmin } from '../../support/database';
import { copyMade, newClip, officerMade, openLog, type TestLog } from './log.support';

const TABLES = ['head', 'record', 'pending', 'leaf', 'node', 'checkpoint', 'key'] as const;
const ROLES = ['intake', 'workspace', 'worker'] as const;
const LISTS = ['event_type', 'trail'];
/** Any column will do for an UPDATE. */
const COLUMN = {
  head: 'seq',
  record: 'event',
  pending: 'seq',
  leaf: 'seq',
  node: 'hash',
  checkpoint: 'note',
  key: 'verifier_key',
};
const READABLE: Record<(typeof ROLES)[number], readonly string[]> = {
  intake: [],
  workspace: ['record', 'leaf', 'node', 'checkpoint', 'key'],
  worker: TABLES,
};
const DENIED = '42501';

const changes = (table: keyof typeof COLUMN): [string, string][] => [
  ['UPDATE', `UPDATE custody.${table} SET ${COLUMN[table]} = ${COLUMN[table]}`],
  ['DELETE', `DELETE FROM custody.${table}`],
  ['TRUNCATE', `TRUNCATE custody.${table} CASCADE`],
];

const sizeOf = (log: TestLog): Promise<number> =>
  withAdmin(
    async (admin) =>
      (await admin.query<{ size: number }>('SELECT custody.tree_size()::int AS size')).rows[0]?.size ?? 0,
    log.test.name,
  );

describe('rights on the custody log (real roles)', () => {
  let log: TestLog;
  const clip = clipSubject(randomId<ClipId>());
  beforeAll(async () => {
    log = await openLog();
    await log.append(copyMade(clip));
    await log.appendAsOperator(officerMade());
    await log.sequence();
    await log.append(copyMade(clip));
  });
  afterAll(() => log.close());

  const as = async <T>(
    role: (typeof ROLES)[number] | 'owner',
    work: (client: Client) => Promise<T>,
  ): Promise<T> => {
    const client = new Client({ connectionString: log.test.urls[role] });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  const code = (role: (typeof ROLES)[number] | 'owner', sql: string): Promise<unknown> =>
    as(role, (client) =>
      client.query(sql).then(
        () => 'done',
        (error: unknown) => (error as { code?: string }).code,
      ),
    );

  describe.each(ROLES)('%s', (role) => {
    it.each(TABLES.flatMap((table) => changes(table)))('%s is denied: %s', async (_, sql) => {
      expect(await code(role, sql)).toBe(DENIED);
    });

    it.each([...TABLES, ...LISTS])('may not insert into %s', async (table) => {
      expect(await code(role, `INSERT INTO custody.${table} DEFAULT VALUES`)).toBe(DENIED);
    });

    it.each(TABLES)('reads %s only if it may', async (table) => {
      const expected = READABLE[role].includes(table) ? 'done' : DENIED;
      expect(await code(role, `SELECT * FROM custody.${table}`)).toBe(expected);
    });

    it('may neither switch triggers off nor change functions', async () => {
      expect(await code(role, 'ALTER TABLE custody.record DISABLE TRIGGER ALL')).toBe(DENIED);
      expect(
        await code(
          role,
          'DROP FUNCTION custody.add_leaves(bigint, bigint, bytea, bigint[], text[], bigint[])',
        ),
      ).toBe(DENIED);
      expect(await code(role, 'CREATE TABLE custody.mine ()')).toBe(DENIED);
      expect(await code(role, `SET session_replication_role = 'replica'`)).toBe(DENIED);
    });
  });

  it.each(['intake', 'workspace'] as const)('%s may not sequence, sign or add keys', async (role) => {
    for (const call of [
      `custody.add_leaves(0, 0, NULL, '{}', '{}', '{}')`,
      `custody.add_nodes('{}', '{}', '{}')`,
      `custody.add_checkpoint(1, '', '')`,
      `custody.add_key('k')`,
    ]) {
      expect(await code(role, `SELECT ${call}`)).toBe(DENIED);
    }
  });

  it('the worker, which adds keys, puts no other words among them', async () => {
    const base = 'A'.repeat(44);
    for (const words of [
      '',
      'forged',
      `a+01234567+${base}\na+01234567+${base}`,
      `a b+01234567+${base}`,
      `a+01234567+${'A'.repeat(1_000_000)}`,
    ])
      expect(await code('worker', `SELECT custody.add_key('${words}')`)).toBe('23514');
  });

  it.each(ROLES)('%s may not call what `append` is made of, nor seal a scope', async (role) => {
    for (const call of [
      `custody.add_record('${SERVICE_SUBJECT}', gen_random_uuid(), '{}', 'forged', NULL, NULL)`,
      `custody.commit(gen_random_uuid(), '', '{}')`,
      `scope.seal(NULL)`,
      `scope.mac('')`,
      'scope.open_for_officer(gen_random_uuid())',
      'scope.renew_key()',
    ]) {
      expect(await code(role, `SELECT ${call}`)).toBe(DENIED);
    }
  });

  it.each(
    TABLES.flatMap((table) => changes(table)).filter(
      ([, sql]) => !/UPDATE custody.head|DELETE FROM custody.pending/.test(sql),
    ),
  )('even the owner is refused: %s, %s', async (_, sql) => {
    expect(await code('owner', sql)).toBe('LC009');
  });

  it('lets even the owner neither turn a head back nor lose a pending record', async () => {
    expect(await code('owner', 'UPDATE custody.head SET seq = 0')).toBe('LC009');
    expect(await code('owner', 'DELETE FROM custody.pending')).toBe('LC009');
  });

  it('refuses even a superuser whose session skips ordinary triggers', async () => {
    const refused = withAdmin(async (admin) => {
      await admin.query(`SET session_replication_role = 'replica'`);
      await admin.query('DELETE FROM custody.record');
    }, log.test.name);
    await expect(refused).rejects.toMatchObject({ code: 'LC009' });
  });

  const seen = (secret?: string): Promise<string[]> =>
    as('workspace', async (client) => {
      await client.query('BEGIN');
      if (secret !== undefined) await client.query(`SELECT scope.open('officer', $1)`, [secret]);
      const { rows } = await client.query<{ subject: string }>('SELECT DISTINCT subject FROM custody.record');
      const leaves = await client.query<{ subject: string }>('SELECT DISTINCT subject FROM custody.leaf');
      return [...rows, ...leaves.rows].map((row) => row.subject);
    });

  it('shows the police side nothing when nobody is signed in', async () => {
    expect(await seen()).toEqual([]);
  });

  it.each([
    ['an auditor the log of the service', 'auditor', [SERVICE_SUBJECT, SERVICE_SUBJECT]],
    ['an investigator nothing', 'investigator', []],
  ] as const)('shows %s, and no clip that was not sent', async (_, role, subjects) => {
    const secret = await withAdmin(
      async (admin) => officerSession(admin, await seedOfficer(admin, role)),
      log.test.name,
    );
    expect(await seen(secret)).toEqual(subjects);
  });

  it('lets the worker put nothing into the tree that was not appended', async () => {
    expect(
      await code(
        'worker',
        `SELECT custody.add_leaves(2, 3, NULL, ARRAY[2]::bigint[], ARRAY['clip:none'], ARRAY[1]::bigint[])`,
      ),
    ).toBe('23503');
    expect(
      await code(
        'worker',
        `SELECT custody.add_leaves(0, 1, NULL, ARRAY[0]::bigint[], ARRAY['${clip}'], ARRAY[2]::bigint[])`,
      ),
    ).toBe('LC005');
    expect(
      await code(
        'worker',
        `SELECT custody.add_leaves(2, 3, NULL, ARRAY[2]::bigint[], ARRAY['${clip}'], ARRAY[1]::bigint[])`,
      ),
    ).toBe('23505');
    expect(await code('worker', `SELECT custody.add_checkpoint(9, sha256(''), 'x')`)).toBe('LC005');
  });

  it('lets the worker pass no check by saying nothing', async () => {
    await log.append(copyMade(newClip(), 1));
    const waiting = await withAdmin(
      async (admin) =>
        (await admin.query<{ subject: string; seq: string }>('SELECT subject, seq FROM custody.pending'))
          .rows,
      log.test.name,
    );
    const [one] = waiting;
    if (one === undefined) throw new Error('nothing waits for its place');
    const leaf = (first: string, until: string, places: string): string =>
      `SELECT custody.add_leaves(${first}, ${until}, NULL, ${places}::bigint[], ARRAY['${one.subject}'], ARRAY[${one.seq}]::bigint[])`;
    const size = (await sizeOf(log)).toString();
    for (const attack of [
      leaf('NULL', 'NULL', 'ARRAY[1000000]'),
      leaf(size, 'NULL', 'ARRAY[1000000]'),
      leaf('NULL', '1000001', 'ARRAY[1000000]'),
      leaf(size, `${size} + 1`, 'NULL'),
      leaf(size, `${size} + 1`, 'ARRAY[NULL]'),
      `SELECT custody.add_checkpoint(NULL, sha256(''), 'x')`,
    ])
      expect([attack, await code('worker', attack)]).toEqual([attack, 'LC005']);
  });

  it.each(['owner', ...ROLES] as const)('%s is not a superuser and passes no policy by', async (role) => {
    const { rows } = await as(role, (client) =>
      client.query('SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = session_user'),
    );
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false }]);
  });
});
