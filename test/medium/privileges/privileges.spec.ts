import { Client } from 'pg';
import { createTestDatabase, type TestDatabase, type TestUrls } from '../../support/database';
import { seedCase, type Case } from '../../factories/rows';

type Role = 'intake' | 'workspace' | 'worker';
const ROLES: readonly Role[] = ['intake', 'workspace', 'worker'];

/**
 * Everything that a role may do to a table: S(elect), I(nsert), U(pdate), D(elete). What is not here is refused; a table
 * that is not here at all fails the suite, so that nobody adds one without deciding.
 */
const ALLOWED: Readonly<Record<string, Partial<Record<Role, string>>>> = {
  'lintel.officer': { workspace: 'SIU' },
  'lintel.workspace_session': { workspace: 'SIUD' },
  'lintel.investigation': { workspace: 'SIU' },
  'lintel.investigation_member': { workspace: 'SIU' },
  'lintel.invitation': { intake: 'SU', workspace: 'SIU', worker: 'S' },
  'lintel.intake_session': { intake: 'SID', worker: 'SD' },
  'lintel.entry_attempt': { worker: 'SD' },
  'lintel.notice_confirmation': { intake: 'SI', workspace: 'S' },
  'lintel.submission': { intake: 'SIU', workspace: 'SU', worker: 'S' },
  'lintel.clip': { intake: 'SIU', workspace: 'S', worker: 'SU' },
  'lintel.receipt': { intake: 'SI', worker: 'SU' },
  'lintel.rendition': { workspace: 'S', worker: 'SIUD' },
  'lintel.triage': { workspace: 'SI' },
  'lintel.exhibit_counter': { workspace: 'SIU' },
  'lintel.exhibit': { workspace: 'SI' },
  'lintel.access_ticket': { workspace: 'SI' },
  'lintel.time_candidate': { intake: 'SI', workspace: 'S', worker: 'I' },
  'lintel.clock_answer': { intake: 'SI', workspace: 'S', worker: 'S' },
  'lintel.disclosure_review': { workspace: 'SI', worker: 'S' },
  'lintel.decision': { workspace: 'SI', worker: 'S' },
  'lintel.schedule': { workspace: 'SI', worker: 'S' },
  'lintel.schedule_number': { workspace: 'SI', worker: 'S' },
  'lintel.schedule_item': { workspace: 'SI', worker: 'S' },
  'lintel.restricted_schedule_item': { workspace: 'SI', worker: 'S' },
  'lintel.bundle': { workspace: 'SI', worker: 'S' },
  'lintel.bundle_item': { workspace: 'SI', worker: 'S' },
  'lintel.bundle_schedule': { workspace: 'SI', worker: 'S' },
  'lintel.bundle_withheld': { workspace: 'SI', worker: 'S' },
  'lintel.bundle_state': { workspace: 'SI', worker: 'SI' },
  'lintel.bundle_seal': { workspace: 'S', worker: 'SI' },
  'lintel.bundle_entry': { workspace: 'S', worker: 'SI' },
  'lintel.bundle_ticket': { workspace: 'SI' },
  'lintel.opening': { intake: 'I', workspace: 'SI', worker: 'SID' },
  'lintel.outbox': { intake: 'I', workspace: 'I', worker: 'SIUD' },
  'custody.record': { workspace: 'S', worker: 'S' },
  'custody.leaf': { workspace: 'S', worker: 'S' },
  'custody.node': { workspace: 'S', worker: 'S' },
  'custody.checkpoint': { workspace: 'S', worker: 'S' },
  'custody.key': { workspace: 'S', worker: 'S' },
  'custody.head': { worker: 'S' },
  'custody.pending': { worker: 'S' },
  'custody.event_type': { worker: 'S' },
  'custody.permitted_type': { worker: 'S' },
  'custody.permitted_actor': { worker: 'S' },
};

const DENIED = /^permission denied for (table|schema)/;

let database: TestDatabase;
let admin: Client;
let one: Case;
let other: Case;
const clients = {} as Record<Role, Client>;

const connect = async (url: string): Promise<Client> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
};

beforeAll(async () => {
  database = await createTestDatabase();
  admin = await connect(database.urls.admin);
  one = await seedCase(admin);
  other = await seedCase(admin);
  for (const role of ROLES) clients[role] = await connect(database.urls[role as keyof TestUrls]);
});

afterAll(async () => {
  for (const client of [admin, ...Object.values(clients)]) await client.end();
  await database.drop();
});

/** Runs as the role and rolls back; gives the rows, or the refusal's message. */
async function attempt(
  role: Role,
  sql: string,
  values: unknown[] = [],
  scope = '',
): Promise<unknown[] | string> {
  const client = clients[role];
  await client.query('BEGIN');
  try {
    await client.query(`SELECT set_config('lintel.invitation', $1, true)`, [scope]);
    return (await client.query(sql, values)).rows as unknown[];
  } catch (error) {
    return (error as Error).message;
  } finally {
    await client.query('ROLLBACK');
  }
}

const tables = async (): Promise<string[]> => {
  const found = await admin.query<{ name: string }>(
    `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
      WHERE table_schema IN ('lintel', 'custody') ORDER BY 1`,
  );
  return found.rows.map((row) => row.name);
};

const columns = async (role: Role, table: string): Promise<{ any: string; updatable: string }> => {
  const found = await admin.query<{ any: string; updatable: string | null }>(
    `SELECT (array_agg(quote_ident(attname) ORDER BY attnum))[1] AS any,
            (array_agg(quote_ident(attname) ORDER BY attnum) FILTER (WHERE has_column_privilege($1, attrelid, attnum, 'UPDATE')))[1] AS updatable
       FROM pg_attribute WHERE attrelid = $2::regclass AND attnum > 0 AND NOT attisdropped`,
    [`lintel_${role}`, table],
  );
  const [row] = found.rows;
  return { any: row?.any ?? '', updatable: row?.updatable ?? row?.any ?? '' };
};

describe('what each role may do to each table', () => {
  it('is decided for every table', async () => {
    expect(await tables()).toEqual(Object.keys(ALLOWED).sort());
  });

  describe.each(ROLES)('as lintel_%s', (role) => {
    it.each(Object.keys(ALLOWED))('%s', async (table) => {
      const allowed = ALLOWED[table]?.[role] ?? '';
      const { updatable } = await columns(role, table);
      const tried = {
        S: await attempt(role, `SELECT 1 FROM ${table} LIMIT 1`),
        I: await attempt(role, `INSERT INTO ${table} DEFAULT VALUES`),
        U: await attempt(role, `UPDATE ${table} SET ${updatable} = DEFAULT`),
        D: await attempt(role, `DELETE FROM ${table}`),
        T: await attempt(role, `TRUNCATE ${table} CASCADE`),
      };
      const permitted = Object.entries(tried)
        .filter(([, result]) => typeof result !== 'string' || !DENIED.test(result))
        .map(([verb]) => verb);
      expect(permitted.join('')).toBe(allowed);
    });
  });

  it('gives no role a way round: no superuser, no bypass, no membership, nothing to create in our schemas', async () => {
    const found = await admin.query<{ name: string }>(
      `SELECT rolname AS name FROM pg_roles r WHERE rolname LIKE 'lintel\\_%' AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb
          OR EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid)
          OR (rolname <> 'lintel_owner' AND (has_schema_privilege(rolname, 'lintel', 'CREATE') OR has_schema_privilege(rolname, 'custody', 'CREATE'))))`,
    );
    expect(found.rows).toEqual([]);
  });

  it('holds for every table: row-level security is on and forced', async () => {
    const found = await admin.query(
      `SELECT relname FROM pg_class WHERE relnamespace IN ('lintel'::regnamespace, 'custody'::regnamespace) AND relkind = 'r'
          AND NOT (relrowsecurity AND relforcerowsecurity) AND relname NOT IN ('outbox')`,
    );
    expect(found.rows).toEqual([]);
  });
});

describe('a draft', () => {
  const ids = async (role: Role, sql: string, scope = ''): Promise<unknown> => {
    const rows = await attempt(role, sql, [], scope);
    return Array.isArray(rows) ? (rows as { id: string }[]).map((row) => row.id) : rows;
  };

  it('is hers alone: intake sees it only within the scope of her invitation', async () => {
    expect(await ids('intake', 'SELECT id FROM lintel.clip', one.invitation)).toEqual([one.draftClip]);
    expect(await ids('intake', 'SELECT id FROM lintel.submission', one.invitation)).toEqual([one.draft]);
    expect(await ids('intake', 'SELECT id FROM lintel.clip')).toEqual([]);
    expect(await ids('intake', 'SELECT id FROM lintel.invitation', other.invitation)).toEqual([
      other.invitation,
    ]);
  });

  it('is invisible to every police role: it cannot be listed, opened or counted', async () => {
    expect(await ids('workspace', 'SELECT id FROM lintel.clip')).toEqual(
      expect.arrayContaining([one.sentClip, other.sentClip]),
    );
    expect(await attempt('workspace', 'SELECT count(*)::int AS n FROM lintel.clip')).toEqual([{ n: 2 }]);
    expect(await attempt('workspace', 'SELECT count(*)::int AS n FROM lintel.submission')).toEqual([
      { n: 2 },
    ]);
    expect(await attempt('workspace', 'SELECT 1 FROM lintel.clip WHERE id = $1', [one.draftClip])).toEqual(
      [],
    );
    expect(await attempt('workspace', 'SELECT DISTINCT subject FROM lintel.opening ORDER BY 1')).toEqual(
      [one.sentClip, other.sentClip].sort().map((clip) => ({ subject: `clip:${clip}` })),
    );
  });

  it('stays invisible when a police role claims her scope', async () => {
    expect(
      await attempt('workspace', 'SELECT 1 FROM lintel.clip WHERE id = $1', [one.draftClip], one.invitation),
    ).toEqual([]);
  });

  it('cannot be sent, removed or discarded from outside its invitation', async () => {
    expect(
      await attempt('intake', 'SELECT lintel.send_submission($1) AS at', [other.draft], one.invitation),
    ).toEqual([{ at: null }]);
    expect(
      await attempt(
        'intake',
        'SELECT lintel.remove_draft_clip($1) AS key',
        [other.draftClip],
        one.invitation,
      ),
    ).toEqual([{ key: null }]);
    for (const role of ['workspace', 'worker'] as const) {
      expect(await attempt(role, 'SELECT lintel.send_submission($1)', [one.draft], one.invitation)).toMatch(
        /permission denied for function/,
      );
    }
    expect(
      await attempt('workspace', 'SELECT lintel.remove_draft_clip($1)', [one.draftClip], one.invitation),
    ).toMatch(/permission denied for function/);
  });
});

describe('what was sent', () => {
  it('is out of reach of the public process, also within her own scope', async () => {
    expect(
      await attempt('intake', 'SELECT 1 FROM lintel.clip WHERE id = $1', [one.sentClip], one.invitation),
    ).toEqual([]);
    expect(
      await attempt('intake', 'SELECT 1 FROM lintel.submission WHERE id = $1', [one.sent], one.invitation),
    ).toEqual([]);
    expect(
      await attempt('intake', 'SELECT lintel.remove_draft_clip($1) AS key', [one.sentClip], one.invitation),
    ).toEqual([{ key: null }]);
  });

  it('leaves her the receipt, and nobody else', async () => {
    expect(
      await attempt('intake', 'SELECT submission_id AS id FROM lintel.receipt', [], one.invitation),
    ).toEqual([{ id: one.sent }]);
    expect(await attempt('intake', 'SELECT 1 FROM lintel.receipt')).toEqual([]);
  });

  it('cannot be pulled back into a draft, moved to another invitation, or planted there', async () => {
    expect(
      await attempt(
        'workspace',
        `UPDATE lintel.submission SET state = 'draft', sent_at = NULL WHERE id = $1`,
        [one.sent],
      ),
    ).toMatch(/permission denied/);
    expect(
      await attempt('workspace', `UPDATE lintel.submission SET state = 'discarded' WHERE id = $1`, [
        one.sent,
      ]),
    ).toMatch(/row-level security/);
    expect(
      await attempt(
        'intake',
        `INSERT INTO lintel.submission (id, invitation_id, investigation_id, reference, state) VALUES (gen_random_uuid(), $1, $2, 'X', 'draft')`,
        [other.invitation, other.investigation],
        one.invitation,
      ),
    ).toMatch(/row-level security/);
  });
});

describe('secrets of a link', () => {
  it.each(['token_hash', 'code_hash'])(
    'the %s of an invitation cannot be read by the police side',
    async (column) => {
      expect(await attempt('workspace', `SELECT ${column} FROM lintel.invitation`)).toMatch(
        /permission denied/,
      );
    },
  );
});
