import { Client } from 'pg';
import { OfficerClient, signedIn } from '../workspace/client';
import { openWorld, seedCase, seedClip, type World } from '../workspace/world';

let world: World;
let coordinator: OfficerClient;
let workspace: Client;
beforeAll(async () => {
  world = await openWorld({ SCHEME_BUDGET_PENCE: '50000', SCHEME_FORCES: 'North,South' });
  coordinator = await signedIn(world, await world.officer('coordinator'));
  workspace = new Client({ connectionString: world.database.urls.workspace });
  await workspace.connect();
});
afterAll(async () => {
  await workspace.end();
  await world.close();
});

const api = '/api/v1/scheme/doorbells';
const DOORBELL = {
  person: 'P-7',
  force: 'North',
  risk: 'high',
  givenOn: '2026-01-10',
  make: 'Ring',
  model: 'Video Doorbell (2nd Gen)',
  costPence: 10_000,
};

const give = async (more: object = {}): Promise<string> => {
  const answer = await coordinator.call('POST', api, { ...DOORBELL, ...more });
  expect([answer.status, answer.text]).toEqual([201, expect.anything()]);
  return answer.json().id;
};

const read = async <Body>(path: string): Promise<Body> =>
  JSON.parse((await coordinator.call('GET', path)).text) as Body;

interface Detail {
  readonly state: string;
  readonly costPence: number;
  readonly replacedBy: string | null;
  readonly versions: readonly {
    readonly reason: string;
    readonly costPence: number;
    readonly change: string;
  }[];
}

describe('the register of the scheme', () => {
  it('counts people once, repeats and replacements, and what is left of the budget', async () => {
    const first = await give({ person: 'p-7' });
    await give({ person: 'P-7', givenOn: '2026-03-01', force: 'South', risk: 'medium' });
    await give({ person: 'P-8', givenOn: '2026-03-02' });
    const { status } = await coordinator.call('POST', `${api}/${first}/replacements`, {
      ...{ givenOn: '2026-04-01', make: 'Blink', model: 'Video Doorbell', costPence: 5_000 },
      ...{ version: 1, reason: 'It broke' },
    });
    expect(status).toBe(201);
    expect(await read('/api/v1/scheme/figures')).toMatchObject({
      budgetPence: 50_000,
      spentPence: 35_000,
      leftPence: 15_000,
      doorbells: 4,
      people: 2,
      repeatPeople: 1,
      states: { out: 3, returned: 0, lost: 0, replaced: 1 },
    });
    const { text } = await coordinator.call('GET', '/api/v1/scheme/figures.csv');
    expect(text).toContain('2026-03,South,1,0,1,0,1,0,100.00');
    expect(text).toContain('2026-02,North,0,0,0,0,0,0,0.00');
  });

  it('keeps every version of an entry, with the reason of each', async () => {
    const id = await give({ person: 'P-20' });
    const correct = (body: object) =>
      coordinator.call('POST', `${api}/${id}/corrections`, { ...DOORBELL, person: 'P-20', ...body });
    expect((await correct({ costPence: 9_000, version: 1, reason: '' })).status).toBe(400);
    expect((await correct({ costPence: 9_000, version: 1, reason: 'Invoice said 90' })).status).toBe(204);
    const stale = await correct({ costPence: 1, version: 1, reason: 'From an old page' });
    expect([stale.status, stale.json().code]).toEqual([409, 'doorbell-changed']);
    const detail = await read<Detail>(`${api}/${id}`);
    expect(detail.costPence).toBe(9_000);
    expect(detail.versions.map(({ costPence, reason }) => [costPence, reason])).toEqual([
      [10_000, ''],
      [9_000, 'Invoice said 90'],
    ]);
    for (const sql of [
      'UPDATE scheme.entry SET cost_pence = 1',
      'DELETE FROM scheme.entry',
      'TRUNCATE scheme.doorbell CASCADE',
    ])
      await expect(world.admin.query(sql)).rejects.toThrow();
  });

  it('follows a doorbell: lost, found, returned; not two things at once', async () => {
    const id = await give({ person: 'P-21' });
    const tell = async (fate: string, version: number): Promise<number> =>
      (
        await coordinator.call('POST', `${api}/${id}/fates`, {
          fate,
          on: '2026-02-01',
          version,
          reason: 'She said so',
        })
      ).status;
    expect(await tell('found', 1)).toBe(409);
    expect(await tell('lost', 1)).toBe(204);
    expect(await tell('returned', 2)).toBe(409);
    expect(await tell('found', 2)).toBe(204);
    expect(await tell('returned', 3)).toBe(204);
    expect(await read<Detail>(`${api}/${id}`)).toMatchObject({ state: 'returned', endedOn: '2026-02-01' });
  });

  it('lets one of two changes through when both were made on the same version', async () => {
    const id = await give({ person: 'P-22' });
    const answers = await Promise.all(
      ['Once', 'Twice'].map((reason) =>
        coordinator.call('POST', `${api}/${id}/fates`, {
          fate: 'lost',
          on: '2026-02-01',
          version: 1,
          reason,
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  it.each([
    ['a name', { person: 'Ann Bell' }],
    ['a crime reference', { person: '13/24601/26' }],
    ['a serial number', { model: 'Doorbell BHR4110912345678' }],
    ['a force that is none of its own', { force: 'West' }],
    ['a day to come', { givenOn: '2099-01-01' }],
  ])('does not take %s', async (_what, wrong) => {
    expect((await coordinator.call('POST', api, { ...DOORBELL, ...wrong })).status).toBe(400);
  });

  it('states each change in the custody log, with a commitment and nothing of the person', async () => {
    const id = await give({ person: 'P-4711', make: 'Eufy' });
    const { rows } = await world.admin.query<{ event: string }>(
      `SELECT event FROM custody.record WHERE event LIKE '%' || $1 || '%'`,
      [id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.event).toMatch(/"entry":"[0-9a-f]{64}"/);
    expect(rows[0]?.event).not.toMatch(/P-4711|Eufy|North/);
  });
});

describe('the wall between the scheme and the investigations', () => {
  it('is in the tables: no foreign key leads out of the scheme or into it', async () => {
    const { rows } = await world.admin.query(
      `SELECT conname FROM pg_constraint c JOIN pg_class one ON one.oid = c.conrelid JOIN pg_class other ON other.oid = c.confrelid
        WHERE c.contype = 'f' AND one.relnamespace <> other.relnamespace
          AND 'scheme'::regnamespace IN (one.relnamespace, other.relnamespace)`,
    );
    expect(rows).toEqual([]);
  });

  it('stands before every table that there is: a new one cannot be forgotten', async () => {
    // Of officers' accounts alone.
    const open = ['officer', 'officer_identity', 'officer_totp', 'recovery_code', 'workspace_session'];
    const { rows } = await world.admin.query<{ name: string; walled: boolean }>(
      `SELECT c.oid::regclass::text AS name, EXISTS (
           SELECT FROM pg_policies p WHERE p.schemaname = n.nspname AND p.tablename = c.relname AND p.permissive = 'RESTRICTIVE'
              AND p.cmd = 'ALL' AND p.roles = '{lintel_workspace}' AND p.qual = w.qual) AS walled
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         JOIN pg_policies w ON w.schemaname = 'lintel' AND w.tablename = 'clip' AND w.policyname = 'apart_from_scheme'
        WHERE c.relkind = 'r' AND n.nspname IN ('lintel', 'custody') AND c.relname <> ALL ($1)
          AND has_any_column_privilege('lintel_workspace', c.oid, 'SELECT') ORDER BY 1`,
      [open],
    );
    expect(rows.filter(({ walled }) => !walled)).toEqual([]);
    expect(rows.length).toBeGreaterThan(40);

    const officer = await world.officer();
    await seedClip(world, await seedCase(world, officer.id));
    await workspace.query('BEGIN');
    await workspace.query(`SELECT set_config('lintel.scheme', 'yes', true)`);
    const reached: string[] = [];
    for (const { name } of rows)
      if ((await workspace.query(`SELECT 1 FROM ${name} LIMIT 1`)).rowCount !== 0) reached.push(name);
    await workspace.query('ROLLBACK');
    expect(reached).toEqual([]);
    const { rows: others } = await world.admin.query(
      `SELECT rolname FROM pg_roles WHERE rolname IN ('lintel_intake', 'lintel_worker') AND has_schema_privilege(oid, 'scheme', 'USAGE')`,
    );
    expect(others).toEqual([]);
  });

  it('is in the rows: what sees the register sees no case, and what sees a case sees no register', async () => {
    const officer = await world.officer();
    const one = await seedCase(world, officer.id);
    await seedClip(world, one);
    await give({ person: 'P-30' });
    const count = async (table: string): Promise<number> =>
      (await workspace.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n ?? -1;
    const seen = async (scheme: string): Promise<Record<string, boolean>> => {
      await workspace.query('BEGIN');
      await workspace.query(`SELECT set_config('lintel.scheme', $1, true)`, [scheme]);
      const tables = [
        'scheme.doorbell',
        'scheme.entry',
        'lintel.clip',
        'lintel.investigation',
        'lintel.invitation',
      ];
      const found = [];
      for (const table of tables) found.push([table, (await count(table)) > 0] as const);
      await workspace.query('ROLLBACK');
      return Object.fromEntries(found);
    };
    expect(await seen('')).toEqual({
      ...{ 'scheme.doorbell': false, 'scheme.entry': false },
      ...{ 'lintel.clip': true, 'lintel.investigation': true, 'lintel.invitation': true },
    });
    expect(await seen('yes')).toEqual({
      ...{ 'scheme.doorbell': true, 'scheme.entry': true },
      ...{ 'lintel.clip': false, 'lintel.investigation': false, 'lintel.invitation': false },
    });
    await workspace.query('BEGIN');
    await expect(
      workspace.query(`INSERT INTO scheme.doorbell (id) VALUES (gen_random_uuid())`),
    ).rejects.toThrow(/row-level security/);
    await workspace.query('ROLLBACK');
  });
});
