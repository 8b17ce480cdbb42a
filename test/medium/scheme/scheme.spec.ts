import { Client } from 'pg';
import type { Officer } from '../../../src/features/identity';
import { inScope, officerSession } from '../../factories/acting';
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

const asSeenBy = async <T>(officer: Officer, work: () => Promise<T>): Promise<T> =>
  inScope(workspace, 'officer', await officerSession(world.admin, officer.id), work);

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

  it('stands before every table that there is: a coordinator reads nothing but who the officers are', async () => {
    const { rows } = await world.admin.query<{ name: string }>(
      `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'v') AND n.nspname IN ('lintel', 'custody')
          AND has_any_column_privilege('lintel_workspace', c.oid, 'SELECT') ORDER BY 1`,
    );
    expect(rows.length).toBeGreaterThan(40);
    const officer = await world.officer();
    await seedClip(world, await seedCase(world, officer.id));
    await world.sign();
    const reached = await asSeenBy(await world.officer('coordinator'), async () => {
      const found: string[] = [];
      for (const { name } of rows)
        if ((await workspace.query(`SELECT 1 FROM ${name} LIMIT 1`)).rowCount !== 0) found.push(name);
      return found;
    });
    // The own account, and who the colleagues are.
    expect(reached).toEqual(['lintel.account', 'lintel.officer']);
  });

  it('is closed to the processes that have nothing to do with the scheme', async () => {
    const { rows: others } = await world.admin.query(
      `SELECT rolname FROM pg_roles WHERE rolname IN ('lintel_intake', 'lintel_worker') AND has_schema_privilege(oid, 'scheme', 'USAGE')`,
    );
    expect(others).toEqual([]);
  });

  it.each(['investigator', 'disclosure', 'supervisor', 'auditor'] as const)(
    'is in the rows: %s sees no register and adds nothing to it',
    async (role) => {
      await give({ person: 'P-30' });
      const officer = await world.officer(role);
      const seen = await asSeenBy(officer, () =>
        workspace.query('SELECT id FROM scheme.doorbell UNION ALL SELECT doorbell_id FROM scheme.entry'),
      );
      expect(seen.rows).toEqual([]);
      await expect(
        asSeenBy(officer, () =>
          workspace.query(`INSERT INTO scheme.doorbell (id) VALUES (gen_random_uuid())`),
        ),
      ).rejects.toThrow(/row-level security/);
    },
  );

  it('lets a coordinator record in nobody else’s name', async () => {
    const id = await give({ person: 'P-31' });
    const entry = `INSERT INTO scheme.entry (doorbell_id, version, change, person, force, given_on, make, model, risk, cost_pence,
        state, reason, salt, recorded_by)
      SELECT $1, 2, 'corrected', 'P-31', 'North', '2026-01-10', 'Ring', 'Ring', 'high', 0, 'out', 'A slip', substr(sha256(''), 1, 16), $2`;
    const [one, other] = [await world.officer('coordinator'), await world.officer('coordinator')];
    await expect(asSeenBy(one, () => workspace.query(entry, [id, other.id]))).rejects.toThrow(
      /row-level security/,
    );
  });
});
