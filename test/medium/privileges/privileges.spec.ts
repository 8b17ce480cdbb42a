import { ALLOWED, ROLES, type Role } from './allowed';
import { Rights } from './rights.support';
import type { Client } from 'pg';
import type { Case } from '../../factories/rows';

const DENIED = /^permission denied for (table|schema)/;

let rights: Rights;
let admin: Client;
let one: Case;
let other: Case;
beforeAll(async () => {
  rights = await Rights.open();
  ({ admin, one, other } = rights);
});
afterAll(() => rights.close());

const attempt: Rights['attempt'] = (...given) => rights.attempt(...given);

describe('what each role may do to each table', () => {
  it('is decided for every table', async () => {
    expect(await rights.tables()).toEqual(Object.keys(ALLOWED).sort());
  });

  describe.each(ROLES)('as lintel_%s', (role) => {
    it.each(Object.keys(ALLOWED))('%s', async (table) => {
      const allowed = ALLOWED[table]?.[role] ?? '';
      const updatable = await rights.column(role, table);
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
          OR EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid
               -- Nobody can be the usher, who can end the connections of processes.
               AND (r.rolcanlogin OR r.rolname <> 'lintel_usher' OR m.roleid NOT IN ('lintel_intake'::regrole, 'lintel_workspace'::regrole, 'lintel_worker'::regrole)))
          OR (rolname <> 'lintel_owner' AND (has_schema_privilege(rolname, 'lintel', 'CREATE') OR has_schema_privilege(rolname, 'custody', 'CREATE'))))`,
    );
    expect(found.rows).toEqual([]);
  });

  it('holds for every table: row-level security is on and forced', async () => {
    const found = await admin.query(
      `SELECT relname FROM pg_class WHERE relnamespace IN ('lintel'::regnamespace, 'custody'::regnamespace, 'scheme'::regnamespace, 'scope'::regnamespace) AND relkind = 'r'
          AND NOT (relrowsecurity AND relforcerowsecurity)`,
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

describe('an entry of her diary', () => {
  const of = async (role: Role, table: string, column: string, scope = ''): Promise<unknown> =>
    attempt(role, `SELECT ${column} AS id FROM ${table} ORDER BY 1`, [], scope);
  const only = (...wanted: string[]): { id: string }[] => wanted.sort().map((id) => ({ id }));

  it('is hers alone while it is a draft, and stays readable to her, in her scope, when it was sent', async () => {
    expect(await of('intake', 'lintel.incident', 'id', one.invitation)).toEqual(
      only(one.draftIncident, one.sentIncident),
    );
    expect(await of('intake', 'lintel.incident', 'id')).toEqual([]);
    expect(await of('intake', 'lintel.incident_clip', 'clip_id', one.invitation)).toEqual(
      only(one.draftClip),
    );
  });

  it('is seen by the police only when it was sent, also in a scope that is not theirs to claim', async () => {
    for (const scope of ['', one.invitation]) {
      expect(await of('workspace', 'lintel.incident', 'id', scope)).toEqual(
        only(one.sentIncident, other.sentIncident),
      );
      expect(await of('workspace', 'lintel.incident_clip', 'clip_id', scope)).toEqual(
        only(one.sentClip, other.sentClip),
      );
    }
  });

  it('cannot be changed, removed or made another invitation’s by anyone once it was sent', async () => {
    const sent = [one.sentIncident];
    const update = `UPDATE lintel.incident SET answers = '{}' WHERE id = $1 RETURNING id`;
    expect(await attempt('intake', update, sent, one.invitation)).toEqual([]);
    expect(await attempt('intake', update, [one.draftIncident], other.invitation)).toEqual([]);
    expect(
      await attempt('intake', 'DELETE FROM lintel.incident WHERE id = $1 RETURNING id', sent, one.invitation),
    ).toEqual([]);
    const insert = `INSERT INTO lintel.incident (id, invitation_id, investigation_id, submission_id, answers, follows)
      VALUES (gen_random_uuid(), $1, $2, $3, '{}', $4)`;
    const planted = [other.invitation, other.investigation, other.draft, null];
    expect(await attempt('intake', insert, planted, one.invitation)).toMatch(/row-level security/);
    const following = [one.invitation, one.investigation, one.draft, other.sentIncident];
    expect(await attempt('intake', insert, following, one.invitation)).toMatch(/foreign key/);
  });

  it('takes no clip of another invitation, and goes to none', async () => {
    const attach = 'INSERT INTO lintel.incident_clip (clip_id, incident_id) VALUES ($1, $2)';
    for (const pair of [
      [other.draftClip, one.draftIncident],
      [one.sentClip, other.draftIncident],
    ]) {
      expect(await attempt('intake', attach, pair, one.invitation)).toMatch(/row-level security/);
    }
  });

  it('cannot be sealed but by a sending of this very moment', async () => {
    const draft = 'SELECT sent_at FROM lintel.incident WHERE id = $1';
    for (const submission of [one.draft, one.sent, other.draft]) {
      await attempt('intake', 'SELECT lintel.send_incidents($1)', [submission], one.invitation);
      expect(await attempt('intake', draft, [one.draftIncident], one.invitation)).toEqual([
        { sent_at: null },
      ]);
    }
    expect(
      await attempt('workspace', 'SELECT lintel.send_incidents($1)', [one.draft], one.invitation),
    ).toMatch(/permission denied for function/);
  });
});

describe('what she says of herself', () => {
  it('that she felt pressured cannot be read back by the public process', async () => {
    expect(await attempt('intake', 'SELECT id FROM lintel.concern', [], one.invitation)).toMatch(
      /permission denied/,
    );
    expect(
      await attempt(
        'intake',
        `INSERT INTO lintel.concern (id, invitation_id, investigation_id, kind, words) VALUES (gen_random_uuid(), $1, $2, 'pressured', '') RETURNING id`,
        [one.invitation, one.investigation],
        one.invitation,
      ),
    ).toMatch(/permission denied/);
  });

  it('how she may be reached is not the public process’s to know, but whom she may ask', async () => {
    expect(await attempt('intake', 'SELECT address FROM lintel.safe_contact', [], one.invitation)).toMatch(
      /permission denied/,
    );
    expect(await attempt('intake', 'SELECT ask FROM lintel.safe_contact', [], one.invitation)).toEqual([
      { ask: 'sample' },
    ]);
    expect(await attempt('intake', 'SELECT ask FROM lintel.safe_contact')).toEqual([]);
  });

  it('of the account is the police’s to see only when she has sent something', async () => {
    const sql = 'SELECT invitation_id FROM lintel.account_answer WHERE invitation_id = $1';
    expect(await attempt('workspace', sql, [one.invitation])).toEqual([]);
    await admin.query('UPDATE lintel.account_answer SET logged_at = now() WHERE invitation_id = $1', [
      one.invitation,
    ]);
    expect(await attempt('workspace', sql, [one.invitation])).toHaveLength(1);
  });

  it('cannot be an officer’s word from the public process, nor hers from the police', async () => {
    const agree = `INSERT INTO lintel.agreement (invitation_id, decides, route, officer_id) VALUES ($1, 'self', $2, $3)`;
    expect(await attempt('intake', agree, [one.invitation, 'oral', one.officer], one.invitation)).toMatch(
      /permission denied/,
    );
    expect(await attempt('workspace', agree, [one.invitation, 'self', null])).toMatch(/row-level security/);
  });

  it('"do not contact" stays', async () => {
    const record = `INSERT INTO lintel.safe_contact (invitation_id, do_not_contact, channel, address, days, from_hour, to_hour, never, ask, officer_id)
      VALUES ($1, $2, 'none', '', '{}', '09:00', '10:00', '', '', $3)`;
    await admin.query(record, [one.invitation, true, one.officer]);
    expect(await attempt('workspace', record, [one.invitation, false, one.officer])).toMatch(
      /must not be contacted/,
    );
    expect(await attempt('workspace', record, [other.invitation, false, one.officer])).toEqual([]);
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
    ).toMatch(/permission denied/);
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

  it('nor its name, which officers give it, by the public side', async () => {
    expect(await attempt('intake', 'SELECT name FROM lintel.invitation')).toMatch(/permission denied/);
  });
});
