import { z } from 'zod';
import type { Officer } from '../../../src/features/identity';
import { OfficerClient, signedIn, type Answer } from './client';
import { ENDS_SESSION, MATRIX } from './matrix';
import { NEEDS_CONFIRMATION } from './matrix.confirmation';
import type { Targets } from './matrix.rows';
import type { Cast } from './matrix.seeds';
import { discloseOne, freshTargets, namesIn, onlyMade, type DisclosureTargets } from './matrix.targets';
import { allRoutes, operationsOf, readOpenApi, type OpenApi, type Operation } from './routes';
import { openWorld, seedCase, type Case, type World } from './world';

const PEOPLE = [
  ...(['anonymous', 'coordinator', 'auditor', 'stranger', 'removed', 'member'] as const),
  ...(['discloser', 'foreignDiscloser'] as const),
];
type Person = (typeof PEOPLE)[number];
const READS = /^(GET|HEAD) /;

let world: World;
let document: OpenApi;
let described: ReadonlyMap<string, Operation>;
let home: Case;
let helper: Officer;
let colleague: Officer;
let disclosed: DisclosureTargets;
/** What goes to the session that asked for it, and to no other of its officer: some of these end theirs. */
const OF_A_SESSION = /\/downloads\/:id\/content$/;
/** What is only read: nothing else is ever done with these. */
let read: Targets;
const clients = {} as Record<Person, OfficerClient>;
const officers = {} as Record<Exclude<Person, 'anonymous'>, Officer>;

const cast = (): Cast => ({
  world,
  home,
  member: { officer: officers.member, client: clients.member },
  discloser: { officer: officers.discloser, client: clients.discloser },
  coordinator: clients.coordinator,
  helper,
  outsider: officers.stranger,
  colleague,
});

async function signInAgain(person: Exclude<Person, 'anonymous'>): Promise<void> {
  clients[person] = await signedIn(world, officers[person]);
}

beforeAll(async () => {
  // However slow the machine: nobody's confirmation runs out meanwhile.
  world = await openWorld({ STEP_UP_MINUTES: '600' });
  document = await readOpenApi(new OfficerClient(world.base));
  described = new Map(operationsOf(document).map(({ name, operation }) => [name, operation]));
  officers.coordinator = await world.officer('coordinator');
  officers.auditor = await world.officer('auditor');
  officers.stranger = await world.officer('supervisor');
  officers.removed = await world.officer('investigator');
  officers.member = await world.officer('supervisor');
  officers.discloser = await world.officer('disclosure');
  officers.foreignDiscloser = await world.officer('disclosure');
  helper = await world.officer();
  colleague = await world.officer();
  home = await seedCase(world, officers.member.id);
  await world.admin.query(
    `INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by, removed_at) VALUES ($1, $2, $3, now())`,
    [home.investigation, officers.removed.id, officers.member.id],
  );
  await world.admin.query(
    `INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)`,
    [home.investigation, officers.discloser.id, officers.member.id],
  );
  clients.anonymous = new OfficerClient(world.base);
  for (const person of PEOPLE) if (person !== 'anonymous') await signInAgain(person);
  disclosed = await discloseOne(cast());
  read = await freshTargets(cast(), disclosed);
});
afterAll(() => world.close());

function fits(route: string, answer: Answer): void {
  const responses = described.get(route)?.responses ?? {};
  expect(Object.keys(responses)).toContain(String(answer.status));
  if (route.startsWith('HEAD ') || answer.text === '') return;
  if (answer.status >= 400) {
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    schemaOf(document.components.schemas['Problem'] ?? {}).parse(answer.json());
    return;
  }
  const content = responses[String(answer.status)]?.content as Record<string, { schema: object }> | undefined;
  const schema = content?.['application/json']?.schema;
  if (schema !== undefined) schemaOf(schema).parse(answer.json());
}

/** Read once: each brings all that the description knows. */
const schemas = new Map<object, z.ZodType>();
function schemaOf(schema: object): z.ZodType {
  const known = schemas.get(schema);
  if (known !== undefined) return known;
  const all = { ...schema, definitions: document.components.schemas };
  const read = z.fromJSONSchema(all, { defaultTarget: 'openapi-3.0' });
  schemas.set(schema, read);
  return read;
}

it('knows every route that the application has', () => {
  expect(Object.keys(MATRIX).sort()).toEqual(allRoutes(world.http.app).sort());
});

describe.each(Object.entries(MATRIX))('%s', (route, row) => {
  const { expected } = row;
  const asked = PEOPLE.filter((person) => expected[person] !== undefined);
  it(`answers ${asked.map((person) => `${person} ${expected[person]}`).join(', ')}`, async () => {
    const given =
      READS.test(route) && !OF_A_SESSION.test(route)
        ? read
        : onlyMade(await freshTargets(cast(), disclosed, namesIn(row)));
    const answers: Partial<Record<Person, number>> = {};
    for (const person of asked) {
      const client = new OfficerClient(world.base);
      client.cookie = clients[person].cookie;
      const answer = await row.send(client, given);
      answers[person] = answer.status;
      if (route.includes(' /api/')) fits(route, answer);
      if (answer.status === 303 && person === 'anonymous' && route !== 'POST /sign-in') {
        expect(answer.headers.get('location')).toMatch(/^\/sign-in/);
      }
      if (ENDS_SESSION.test(route) && person !== 'anonymous') await signInAgain(person);
    }
    expect(answers).toEqual(expected);
  });
});

it('asks for a recent confirmation on exactly these routes, whatever the role', async () => {
  const given = await freshTargets(cast(), disclosed);
  const asked = new Set<string>();
  for (const person of ['stranger', 'foreignDiscloser', 'auditor'] as const) {
    const unconfirmed = new OfficerClient(world.base);
    for (const [route, row] of Object.entries(MATRIX)) {
      if (ENDS_SESSION.test(route) || unconfirmed.cookie === '') {
        unconfirmed.cookie = '';
        await unconfirmed.signIn(officers[person].email);
        if (ENDS_SESSION.test(route)) continue;
      }
      if (asked.has(route)) continue;
      const answer = await row.send(unconfirmed, given);
      const leadsThere = answer.status === 303 && answer.headers.get('location') === '/confirm';
      if (leadsThere || (answer.status === 403 && answer.text.includes('step-up-needed'))) asked.add(route);
    }
  }
  expect([...asked].sort()).toEqual([...NEEDS_CONFIRMATION].sort());
  const say = operationsOf(document).filter(({ operation }) =>
    JSON.stringify(operation).includes('step-up-needed'),
  );
  expect(say.map(({ name }) => name).sort()).toEqual(
    NEEDS_CONFIRMATION.filter((route) => route.includes(' /api/')).sort(),
  );
});
