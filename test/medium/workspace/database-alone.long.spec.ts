import { randomUUID } from 'node:crypto';
import type { Officer } from '../../../src/features/identity';
import { EVENTS, type EventType } from '../../../src/custody';
import type { EventDefinition } from '../../../src/custody/events/define';
import { CaseRows } from './case-rows';
import { switchChecksOff } from './checks-off';
import { OfficerClient, signedIn, type Answer } from './client';
import { ENDS_SESSION, MATRIX } from './matrix';
import type { Targets } from './matrix.rows';
import type { Cast } from './matrix.seeds';
import { discloseOne, freshTargets } from './matrix.targets';
import { allRoutes, apiRoutes, operationsOf, readOpenApi } from './routes';
import { openWorld, seedCase, seedClip, type Case, type World } from './world';

/**
 * The third line of defence alone: every check in the code is switched off, every route is open to everybody. What
 * belongs to a case of others must neither be read nor changed, by PostgreSQL's decision.
 */
const WORD = 'Quillfeather';
/** Stands in what the victim has not sent. */
const UNSENT = 'Larkspur';
const ROUTES = Object.keys(MATRIX);

let world: World;
let targets: Targets;
let rows: CaseRows;
let secrets: string[];
const people = {} as Record<'stranger' | 'helper' | 'discloser', Officer>;
const clients = {} as Record<keyof typeof people | 'nobody', OfficerClient>;

beforeAll(async () => {
  switchChecksOff();
  world = await openWorld({ STEP_UP_MINUTES: '600' });
  const member = await world.officer('supervisor');
  people.discloser = await world.officer('disclosure');
  people.stranger = await world.officer('disclosure');
  people.helper = await world.officer('disclosure');
  const home = await seedCase(world, member.id);
  await world.admin.query(
    `INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)`,
    [home.investigation, people.discloser.id, member.id],
  );
  await world.admin.query(`UPDATE lintel.investigation SET offence = $2, team = $2 WHERE id = $1`, [
    home.investigation,
    WORD,
  ]);
  for (const name of ['stranger', 'helper', 'discloser'] as const)
    clients[name] = await signedIn(world, people[name]);
  clients.nobody = new OfficerClient(world.base);
  const cast: Cast = {
    world,
    home,
    word: WORD,
    member: { officer: member, client: await signedIn(world, member) },
    discloser: { officer: people.discloser, client: clients.discloser },
    coordinator: await signedIn(world, await world.officer('coordinator')),
    helper: await world.officer(),
    outsider: await world.officer(),
    colleague: await world.officer(),
  };
  targets = await freshTargets(cast, await discloseOne(cast));
  await seedUnsent(home);
  await world.sign();
  rows = await CaseRows.of(world.admin, [
    ...[home.investigation, targets.doorbell, targets.officer, targets.colleague],
  ]);
  secrets = await secretsOf(home.investigation);
});
afterAll(async () => {
  await world.close();
  jest.restoreAllMocks();
});

/** A draft beside what was sent: a clip and an entry of the diary. */
async function seedUnsent(home: Case): Promise<void> {
  const [draft, incident] = [randomUUID(), randomUUID()];
  await world.admin.query(
    `INSERT INTO lintel.submission (id, invitation_id, investigation_id, reference, state) VALUES ($1, $2, $3, $4, 'draft')`,
    [draft, home.invitation, home.investigation, `D-${UNSENT}`],
  );
  await seedClip(world, { ...home, submission: draft }, { draft: true, name: `${UNSENT}.mp4` });
  await world.admin.query(
    `INSERT INTO lintel.incident (id, invitation_id, investigation_id, submission_id, answers) VALUES ($1, $2, $3, $4, $5)`,
    [
      ...[incident, home.invitation, home.investigation, draft],
      JSON.stringify({ what: { words: UNSENT, unknown: false } }),
    ],
  );
}

async function secretsOf(investigation: string): Promise<string[]> {
  const { rows: found } = await world.admin.query<{ secret: string }>(
    `SELECT urn AS secret FROM lintel.investigation WHERE id = $1
     UNION SELECT reference FROM lintel.submission WHERE investigation_id = $1
     UNION SELECT stored_sha256 FROM lintel.clip WHERE investigation_id = $1 AND stored_sha256 IS NOT NULL`,
    [investigation],
  );
  return [WORD, UNSENT, ...found.map(({ secret }) => secret)];
}

const tells = (answer: Answer): string[] => secrets.filter((secret) => answer.text.includes(secret));

async function ask(route: string, as: keyof typeof clients): Promise<Answer> {
  const row = MATRIX[route];
  if (row === undefined) throw new Error(`no request for ${route}`);
  const client = new OfficerClient(world.base);
  client.cookie = clients[as].cookie;
  const answer = await row.send(client, targets);
  if (ENDS_SESSION.test(route) && as !== 'nobody') clients[as] = await signedIn(world, people[as]);
  return answer;
}

/** What may come of a look: a ticket, and an event that an officer may state who only reads. */
function isLook(row: string): boolean {
  if (/^(lintel\.(access_ticket|bundle_download|opening)|custody\.(head|pending)) /.test(row)) return true;
  const [, type] = /^custody\.record .*\\"type\\":\\"([a-z-]+)/.exec(row) ?? [];
  if (type === undefined) return false;
  const said: EventDefinition = EVENTS[type as EventType];
  return said.officer?.includes('read') === true;
}

it('walks every route that the application has, and every one that its description names', async () => {
  expect(ROUTES.sort()).toEqual(allRoutes(world.http.app).sort());
  const described = operationsOf(await readOpenApi(clients.stranger)).map(({ name }) => name);
  expect(described.sort()).toEqual(apiRoutes(world.http.app).sort());
});

describe.each(['nobody', 'stranger'] as const)('%s, with every check of the code switched off', (person) => {
  it.each(ROUTES)('learns and changes nothing by %s', async (route) => {
    const answer = await ask(route, person);
    expect(tells(answer)).toEqual([]);
    expect(await rows.changes()).toEqual({ gone: [], come: [] });
    // Without a person there is nobody to answer: a fault of the software is told as one.
    expect(person === 'nobody' ? [] : [500]).not.toContain(answer.status);
  });
});

describe('an officer who is let in in an emergency, with every check of the code switched off', () => {
  beforeAll(async () => {
    await world.admin.query(
      `INSERT INTO lintel.emergency_access (id, investigation_id, officer_id, reason, ends_at)
       VALUES (gen_random_uuid(), $1, $2, 'Somebody may come to harm', now() + interval '1 hour')`,
      [targets.investigation, people.helper.id],
    );
    await rows.changes();
  });

  it('does look', async () => {
    const answer = await ask('GET /api/v1/investigations/:id', 'helper');
    expect(answer.status).toBe(200);
    expect(tells(answer)).toContain(WORD);
  });

  it.each(ROUTES)('changes nothing, and sees nothing unsent, by %s', async (route) => {
    const answer = await ask(route, 'helper');
    const { gone, come } = await rows.changes();
    // Looking is logged: what only says that somebody looked may come.
    const looked = come.some(isLook);
    expect(tells(answer)).not.toContain(UNSENT);
    expect(gone.filter((row) => !(looked && row.startsWith('custody.head ')))).toEqual([]);
    expect(come.filter((row) => !isLook(row))).toEqual([]);
    expect(answer.status).not.toBe(500);
  });
});

it('would show it: a member learns and changes a lot by the same walk, and sees nothing unsent', async () => {
  let [told, changed] = [0, 0];
  for (const route of ROUTES) {
    const learned = tells(await ask(route, 'discloser'));
    if (learned.length > 0) told += 1;
    expect(learned).not.toContain(UNSENT);
    const { gone, come } = await rows.changes();
    if (gone.length + come.length > 0) changed += 1;
  }
  expect(told).toBeGreaterThan(40);
  expect(changed).toBeGreaterThan(40);
});
