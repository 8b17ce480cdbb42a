import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { uuidV7 } from '../../../src/kernel/ids';
import { inScope, officerSession } from '../../factories/acting';
import { seedCase, type Case } from '../../factories/rows';
import { NO_SECRET } from '../../factories/secrets';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { wholeSecrets } from '../../support/event-samples';

/** A member who writes to PostgreSQL past the forms, as the workspace's own role. */
let database: TestDatabase;
let admin: Client;
let workspace: Client;
let made: Case;
let link: string;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new Client({ connectionString: database.urls.admin });
  workspace = new Client({ connectionString: database.urls.workspace });
  for (const client of [admin, workspace]) await client.connect();
  made = await seedCase(admin);
  link = await newLink();
  await request({});
});
afterAll(async () => {
  for (const client of [admin, workspace]) await client.end();
  await database.drop();
});

async function newLink(): Promise<string> {
  const id = randomUUID();
  await admin.query(
    `INSERT INTO lintel.invitation (id, investigation_id, token_hash, code_hash, expires_at, created_by, holder)
     VALUES ($1, $2, $3, '${NO_SECRET}', now() + interval '1 day', $4, 'neighbour')`,
    [id, made.investigation, randomBytes(32), made.officer],
  );
  return id;
}

const outcome = (client: Client, sql: string, values: readonly unknown[]): Promise<number | string> =>
  client.query(sql, [...values]).then(
    ({ rowCount }) => rowCount ?? 0,
    (error: unknown) => String((error as { code?: string }).code),
  );

const ROW = {
  ...{
    agrees_for: 'child',
    relation: 'adult',
    nobody_closer: 'x',
    own_views: 'sought',
    own_views_words: 'x',
  },
  ...{ parent: 'later', parent_words: 'x' },
};
type Row = Partial<Record<keyof typeof ROW, string | null>>;
function insert(row: Row, id: string, on: string, correction: string): readonly [string, readonly unknown[]] {
  const columns = Object.keys(row);
  return [
    `INSERT INTO lintel.person_request (id, invitation_id, person_name, organisation, asked, reason, ask, correction, officer_id
       ${columns.map((column) => `, ${column}`).join('')})
     VALUES ($1, $2, 'Nia Bour', '', 'Clips', 'A car', '', $3, $4 ${columns.map((_, at) => `, $${at + 5}`).join('')})`,
    [id, on, correction, made.officer, ...Object.values(row)],
  ];
}
/** By who gets past the policies: what was there before. */
async function request(row: Row, on = link, correction = ''): Promise<string> {
  const id = randomUUID();
  const [sql, values] = insert(row, id, on, correction);
  await admin.query(sql, [...values]);
  return id;
}

const said = (type: string, detail: object) =>
  [
    `SELECT custody.append($1, $2, $3, clock_timestamp(), $4, $6, $5)`,
    [
      ...[`investigation:${made.investigation}`, type, uuidV7(Date.now())],
      ...[JSON.stringify(detail), made.investigation, wholeSecrets(type)],
    ],
  ] as const;
/** One act of a member, to the end of its transaction. */
const acts = async (...steps: (readonly [string, readonly unknown[]])[]): Promise<number | string> =>
  inScope(workspace, 'officer', await officerSession(admin, made.officer), async () => {
    let done: number | string = 0;
    for (const [sql, values] of steps)
      if (typeof done !== 'string') done = await outcome(workspace, sql, values);
    return typeof done === 'string' ? done : outcome(workspace, 'SET CONSTRAINTS ALL IMMEDIATE', []);
  });

describe('a request to who agrees for somebody else', () => {
  const asks = async (row: Row, agreesFor: object): Promise<number | string> => {
    const id = randomUUID();
    const detail = { invitation: link, request: id, holder: 'neighbour', basis: 'voluntary', corrects: true };
    return acts(insert(row, id, link, 'x'), said('person-asked', { ...detail, ...agreesFor }));
  };

  it.each<[string, Row]>([
    ['why nobody closer was available', { nobody_closer: null }],
    ['a reason that says anything', { nobody_closer: '' }],
    ['whether the child was asked', { own_views: null }],
    ['what the child said', { own_views_words: null }],
    ['whether a parent was told', { parent: null }],
    ['how the parent was told', { parent_words: null }],
    ['all that is about a parent', { parent: null, parent_words: null }],
    ['as what they agree', { relation: null }],
    ['somebody who may agree for a child', { relation: 'attorney', nobody_closer: null }],
    ['a child or an adult', { agrees_for: null }],
    [
      'an adult of whom no child’s views are kept',
      { agrees_for: 'helped', parent: null, parent_words: null },
    ],
  ])('is refused without %s', async (_what, without) => {
    expect(await asks({ ...ROW, ...without }, { agreesFor: 'child' })).toBe('23514');
  });

  it('is taken whole, with an event that says for whom, and with no other', async () => {
    expect(await asks(ROW, {})).toBe('LC003');
    expect(await asks(ROW, { agreesFor: 'helped' })).toBe('LC003');
    expect(await asks({}, { agreesFor: 'child' })).toBe('LC003');
    expect(await asks(ROW, { agreesFor: 'child' })).toBe(0);
    expect(
      await asks({ agrees_for: 'helped', relation: 'adult', nobody_closer: 'x' }, { agreesFor: 'helped' }),
    ).toBe(0);
    expect(await asks({}, {})).toBe(0);
  });
});

describe('that a parent was told', () => {
  it('is taken of a request that left it open, with its event, once, and is never changed', async () => {
    const [later, parents] = [await newLink(), await newLink()];
    const open = await request(ROW, later);
    const closed = await request({ ...ROW, parent: 'told' }, parents);
    const record = randomUUID();
    const TOLD = `INSERT INTO lintel.parent_told (id, invitation_id, request_id, given_on, words, officer_id)
      VALUES ($1, $2, $3, (now() AT TIME ZONE 'Europe/London')::date, 'By telephone', $4)`;
    const row = [record, later, open, made.officer];
    const event = { invitation: later, request: open, record, told: true };
    expect(await acts([TOLD, row])).toBe('LN028');
    expect(await acts(said('parent-told', event))).toBe('LC003');
    expect(await acts([TOLD, row], said('parent-told', { ...event, told: false }))).toBe('LC003');
    expect(await acts([TOLD, row], said('parent-told', event), said('parent-told', event))).toBe('LC003');
    expect(await acts([TOLD, row], said('parent-told', event))).toBe(0);
    for (const day of ['- 1', '+ 1'])
      expect([day, await acts([TOLD.replace('::date', `::date ${day}`), row])]).toEqual([day, '42501']);
    expect(await acts([TOLD, [record, parents, closed, made.officer]])).toBe('42501');
    expect(await acts([TOLD, [record, parents, open, made.officer]])).toBe('42501');
    for (const change of [`UPDATE lintel.parent_told SET words = 'x'`, 'DELETE FROM lintel.parent_told'])
      expect(await acts([change, []])).toBe('42501');
    for (const change of [
      `UPDATE lintel.person_request SET parent = 'told'`,
      `UPDATE lintel.person_request SET own_views_words = 'x'`,
    ])
      expect(await acts([change, []])).toBe('42501');
  });
});

describe('an agreement by word of mouth for somebody else', () => {
  const agrees = async (row: Record<string, string | null>, decides = 'child'): Promise<number | string> => {
    const columns = Object.keys(row);
    return acts([
      `INSERT INTO lintel.agreement (invitation_id, decides, name, route, officer_id ${columns.map((column) => `, ${column}`).join('')})
       VALUES ($1, $2, 'Pat', 'oral', $3 ${columns.map((_, at) => `, $${at + 4}`).join('')})`,
      [made.invitation, decides, made.officer, ...Object.values(row)],
    ]);
  };
  const whole = Object.fromEntries(Object.entries(ROW).filter(([column]) => column !== 'agrees_for'));

  it('is not relied on before what the Act asks for is recorded with it', async () => {
    for (const column of Object.keys(whole))
      expect([column, await agrees({ ...whole, [column]: null })]).toEqual([column, '23514']);
    expect(await agrees({ ...whole, relation: 'deputy', nobody_closer: null })).toBe('23514');
    expect(await agrees({ relation: 'parent' })).toBe('23514');
    expect(await agrees({ own_views: 'sought', own_views_words: 'x' }, 'self')).toBe('23514');
    for (const [row, decides] of [
      [whole, 'child'],
      [{ relation: 'parent', own_views: 'not-sought', own_views_words: 'x' }, 'child'],
      [{ relation: 'deputy' }, 'helped'],
      [{ relation: 'adult', nobody_closer: 'x' }, 'helped'],
      [{}, 'self'],
    ] as const)
      expect([decides, await agrees(row, decides)]).toEqual([decides, 0]);
  });
});
