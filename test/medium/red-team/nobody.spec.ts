import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { officerSession, seedOfficer } from '../../factories/acting';
import type { Case } from '../../factories/rows';
import { BrokenIntoWorkspace } from '../identity/broken-into-workspace';
import { wholeCase } from './whole-case';

/** What a process that was broken into is told while nobody acts, by what runs with the rights of the owner. */
let at: BrokenIntoWorkspace;
let intake: Client;
let worker: Client;
let made: Case;
let item: string;
beforeAll(async () => {
  at = await BrokenIntoWorkspace.open();
  const { urls } = at.database;
  [intake, worker] = [urls.intake, urls.worker].map(
    (connectionString) => new Client({ connectionString }),
  ) as [Client, Client];
  await intake.connect();
  await worker.connect();
  made = await wholeCase(at.admin);
  const { rows } = await at.admin.query<{ id: string }>(
    'SELECT clip_id AS id FROM lintel.written_item WHERE investigation_id = $1',
    [made.investigation],
  );
  item = rows[0]?.id ?? '';
});
afterAll(async () => {
  await intake.end();
  await worker.end();
  await at.close();
});

/** As superuser, held up by nothing. */
async function tamper(sql: string, values: unknown[]): Promise<void> {
  await at.admin.query('SET session_replication_role = replica');
  await at.admin.query(sql, values);
  await at.admin.query('SET session_replication_role = origin');
}

describe.each([
  ['transcript', 'transcript', 'recording'],
  ['film', 'compilation', 'parts'],
])('of which recordings a %s is', (kind, table, told) => {
  const facts = (client: Client): Promise<unknown> =>
    client
      .query<{ facts: Record<string, unknown> | null }>(`SELECT lintel.${kind}_of($1) AS facts`, [item])
      .then(({ rows }) => rows[0]?.facts?.[told] ?? null);
  const as = async (officer: string): Promise<unknown> =>
    at.under(await officerSession(at.admin, officer), () => facts(at.workspace));

  beforeEach(() =>
    tamper(
      `UPDATE lintel.written_item SET kind = $1, frozen_at = NULL,
         source = (SELECT id FROM lintel.${table} WHERE investigation_id = $2) WHERE clip_id = $3`,
      [kind, made.investigation, item],
    ),
  );

  it('is told to members alone, as the item is', async () => {
    expect(await facts(at.workspace)).toBeNull();
    const looking = await seedOfficer(at.admin);
    expect(await as(looking)).toBeNull();
    await at.admin.query(
      `INSERT INTO lintel.emergency_access (id, investigation_id, officer_id, reason, started_at, ends_at)
       VALUES ($1, $2, $3, 'A threat', now() - interval '1 hour', now() + interval '1 hour')`,
      [randomUUID(), made.investigation, looking],
    );
    expect(await as(looking)).toBeNull();
    expect(JSON.stringify(await as(made.officer))).toContain(made.sentClip);
  });

  it('is told to the worker when it was decided about', async () => {
    expect(await facts(worker)).toBeNull();
    await tamper('UPDATE lintel.written_item SET frozen_at = now() WHERE clip_id = $1', [item]);
    expect(JSON.stringify(await facts(worker))).toContain(made.sentClip);
  });
});

describe('a worker that was broken into', () => {
  it('reads what leaves, and no message of long ago', async () => {
    const seen = async (state: string, days: number): Promise<number | null> => {
      await tamper(
        `UPDATE lintel.message SET state = $2, state_at = now() - make_interval(days => $3) WHERE investigation_id = $1`,
        [made.investigation, state, days],
      );
      return (await worker.query('SELECT address, body FROM lintel.message')).rowCount;
    };
    expect([await seen('waiting', 9), await seen('sending', 9), await seen('sent', 4)]).toEqual([1, 1, 1]);
    expect([await seen('sent', 6), await seen('delivered', 1), await seen('failed', 1)]).toEqual([0, 0, 0]);
  });

  it('reads none of the words of the log', async () => {
    expect((await worker.query('SELECT FROM custody.event_type')).rowCount).toBe(0);
  });
});

describe('an erasure that two people agree to', () => {
  const agree = async (days: string): Promise<unknown> => {
    const boss = await seedOfficer(at.admin, 'supervisor');
    await at.admin.query(
      `INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)`,
      [made.investigation, boss, made.officer],
    );
    return at.under(await officerSession(at.admin, boss), () =>
      at.workspace.query(
        `UPDATE lintel.disposal SET state = 'approved', decided_by = $2, decided_at = now(), decision_reason = 'sample',
           erase_after = now() + $3::interval WHERE investigation_id = $1 AND state = 'proposed'`,
        [made.investigation, boss, days],
      ),
    );
  };

  it('can be stopped for as long as the operator says, whatever the workspace does', async () => {
    await at.admin.query(`SELECT lintel.set_provider(NULL, false)`);
    const tooSoon = { code: 'LN021' };
    await expect(agree('-1 minute')).rejects.toMatchObject(tooSoon);
    await expect(agree('1 minute')).resolves.toMatchObject({ rowCount: 1 });
    await at.admin.query('SELECT lintel.set_cooling(14)');
    await expect(agree('13 days 23:59')).rejects.toMatchObject(tooSoon);
    const { rows } = await at.workspace.query<{ days: number }>(
      `SELECT extract(day FROM lintel.cooling_ends() - now())::int AS days`,
    );
    expect(rows).toEqual([{ days: 14 }]);
    await expect(agree('14 days')).resolves.toMatchObject({ rowCount: 1 });
    await expect(at.workspace.query('SELECT lintel.set_cooling(0)')).rejects.toMatchObject({ code: '42501' });
  });
});

/** Why a function answers although it does not ask who acts. Those of the worker are not asked: it acts for nobody. */
const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  'It asks for a secret of the person, or what was made of one.': [
    'lintel.begin_session(text,text,interval,interval,text,text,text,text)',
    'lintel.confirm_session(text,text,interval)',
    'lintel.end_session(text)',
    'lintel.ended_session(bytea)',
    'lintel.issue_parameters(bytea)',
    'lintel.keep_session(text,json,interval)',
    'lintel.link_parameters(bytea)',
    'lintel.may_go_on(text,uuid)',
    'lintel.refuse_session(text)',
    'lintel.renew_session(text,text)',
    'lintel.session_of(text)',
    'lintel.touch_session(text,interval)',
  ],
  'It answers whoever tries to get in, and alike whether there is such an account.': [
    'lintel.password_parameters(text,text,text)',
  ],
  'It is where the word of the named provider is believed; who it is acts from then on.': [
    'lintel.trust_provider(text,text,text,boolean,text,text,text)',
  ],
  'It counts attempts of people who are not in yet.': [
    'lintel.code_wait(bytea,bytea,integer)',
    'lintel.count_entry_failure(bytea)',
    'lintel.entry_failures(bytea)',
    'lintel.note_refusal(uuid)',
    'lintel.take_refusals()',
  ],
  'It gives turns by the names of uploads, which are random, and says whether somebody has this one.': [
    'lintel.give_back_upload(text)',
    'lintel.take_upload(text)',
  ],
  'It gives a process the name of the channel on which that process alone is told something.': [
    'lintel.own_channel()',
  ],
  'Policies and triggers ask it: yes or no of a thing whose random id somebody knows, and nothing else of it.':
    [
      'custody.is_not_of_a_draft(text)',
      'lintel.film_is_approved(uuid)',
      'lintel.film_is_open(uuid)',
      'lintel.is_compilation_closed(uuid)',
      'lintel.is_signed(uuid)',
      'lintel.redaction_may_go(uuid,uuid)',
    ],
  'Everybody may know it.': ['lintel.cooling_ends()', 'lintel.log_keys()', 'lintel.migrations_done()'],
};

/** What asks who acts: by itself, or through one that does. */
const ASKS =
  'scope\\.(officer|confirmed_officer|role_in|changes|reads|own_invitation|invitation|issue|session|readable|claims)' +
  '|lintel\\.(confirmed_self|require_keeper_of|on_second_step|current_draft|answers_for|sent_just_now)\\(|custody\\.subject_visible';

describe('what runs with the rights of the owner', () => {
  it('asks who acts, or is known not to, for a reason', async () => {
    const { rows } = await at.admin.query<{ name: string }>(
      `SELECT p.oid::regprocedure::text AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE p.prosecdef AND n.nspname IN ('lintel', 'custody', 'scheme') AND p.prosrc !~ $1
          AND (has_function_privilege('lintel_intake', p.oid, 'EXECUTE') OR has_function_privilege('lintel_workspace', p.oid, 'EXECUTE'))`,
      [ASKS],
    );
    expect(rows.map(({ name }) => name).sort()).toEqual(Object.values(ANSWERS).flat().sort());
  });

  it('tells nobody anything of a thing whose id is known', async () => {
    const { rows: columns } = await at.admin.query<{ table: string; column: string }>(
      `SELECT table_schema || '.' || table_name AS table, column_name AS column FROM information_schema.columns
        JOIN pg_tables ON schemaname = table_schema AND tablename = table_name
        WHERE table_schema = 'lintel' AND data_type = 'uuid'`,
    );
    const union = columns.map(({ table, column }) => `SELECT ${column} AS id FROM ${table}`).join(' UNION ');
    const { rows: known } = await at.admin.query<{ id: string }>(
      `SELECT id FROM (${union}) a WHERE id IS NOT NULL`,
    );
    const ids = known.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(50);
    const told: string[] = [];
    let asked = 0;
    for (const [role, client] of [
      ['lintel_workspace', at.workspace],
      ['lintel_intake', intake],
    ] as const) {
      const { rows } = await at.admin.query<{ call: string; name: string }>(
        `SELECT n.nspname || '.' || p.proname AS call, p.oid::regprocedure::text AS name
           FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
          WHERE p.prosecdef AND n.nspname IN ('lintel', 'custody', 'scope') AND p.pronargs = 1
            AND p.proargtypes[0] = 'uuid'::regtype AND p.prorettype <> 'void'::regtype AND has_function_privilege($1, p.oid, 'EXECUTE')`,
        [role],
      );
      for (const { call, name } of rows) {
        asked += 1;
        await client.query('BEGIN');
        // What it raises, it raises of anything.
        const found = await client
          .query(
            `SELECT FROM unnest($1::uuid[]) u (id), LATERAL ${call}(u.id) AS given, to_jsonb(given) AS v
              WHERE CASE jsonb_typeof(v) WHEN 'object' THEN jsonb_path_exists(v, '$.* ? (@ != null && @ != 0 && @ != false)')
                ELSE v NOT IN ('null', 'false', '0', '[]') END LIMIT 1`,
            [ids],
          )
          .then(
            ({ rowCount }) => rowCount,
            () => 0,
          );
        await client.query('ROLLBACK');
        if (found !== 0) told.push(name);
      }
    }
    expect(asked).toBeGreaterThan(25);
    const reasons = new Set(Object.values(ANSWERS).flat());
    expect(told.filter((name) => !reasons.has(name))).toEqual([]);
  });
});

/** Why the workspace may make a row that no trigger holds to its event. */
const UNSTATED: Readonly<Record<string, readonly string[]>> = {
  'What is said and made of items lets nobody in: what leaves with it is asked for, given out and taken along with events.':
    [
      ...[
        'addition',
        'clip',
        'compilation',
        'compilation_review',
        'decision',
        'disclosure_review',
        'endorsement',
      ],
      ...[
        'exhibit',
        'face_search',
        'marker',
        'marker_strike',
        'note',
        'occasion',
        'occasion_decision',
        'occasion_part',
      ],
      ...[
        'order_application',
        'protective_order',
        'redaction',
        'redaction_choice',
        'redaction_review',
        'schedule',
      ],
      ...[
        'restricted_schedule_item',
        'schedule_item',
        'schedule_number',
        'schedule_step',
        'still',
        'time_candidate',
      ],
      ...['time_choice', 'transcript', 'triage', 'word_proposal'],
    ],
  'It goes with a request for a bundle, or takes one back.': [
    ...['bundle_item', 'bundle_schedule', 'bundle_state', 'bundle_withheld'],
  ],
  'It goes with the days of a link.': ['invitation_extension'],
  'It keeps; and what goes by it is proposed and agreed to with events.': [
    ...['investigation_outcome', 'retention_due', 'retention_hold', 'retention_review'],
  ],
  'It is what an officer was told, and opens nothing.': ['advocate', 'agreement', 'notice_confirmation'],
  'It asks for work that the database has been asked for.': ['log_check', 'outbox'],
};

it('is every row that the workspace may make, but for what is known, for a reason', async () => {
  const { rows } = await at.admin.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'lintel' AND c.relkind = 'r' AND has_any_column_privilege('lintel_workspace', c.oid, 'INSERT')
        AND NOT EXISTS (SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgrelid = c.oid AND t.tgtype & 4 <> 0
          AND t.tgdeferrable AND p.prosrc LIKE '%LN028%')`,
  );
  expect(rows.map(({ name }) => name).sort()).toEqual(Object.values(UNSTATED).flat().sort());
});
