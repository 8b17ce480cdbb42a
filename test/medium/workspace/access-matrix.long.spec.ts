import { z } from 'zod';
import type { Officer } from '../../../src/features/identity';
import { OfficerClient, signedIn, type Answer } from './client';
import { API_MATRIX } from './matrix.api';
import { NEEDS_CONFIRMATION } from './matrix.confirmation';
import { CONDUCT_MATRIX } from './matrix.conduct';
import { DISCLOSURE_MATRIX } from './matrix.disclosure';
import { EXHIBIT_MATRIX } from './matrix.exhibits';
import { INVESTIGATION_MATRIX } from './matrix.investigations';
import { seedLostMessage } from './lost-message';
import { MESSAGE_MATRIX } from './matrix.messages';
import { OFFICER_MATRIX } from './matrix.officers';
import { PAGE_MATRIX } from './matrix.pages';
import { RETENTION_MATRIX } from './matrix.retention';
import { SIGN_IN_MATRIX } from './matrix.sign-in';
import { SCHEME_MATRIX } from './matrix.scheme';
import { openSealer, seedItem } from '../disclosure/support';
import type { Targets } from './matrix.rows';
import { TRIAGE_MATRIX } from './matrix.triage';
import { allRoutes, operationsOf, readOpenApi, type OpenApi } from './routes';
import { openWorld, PASSWORD, seedCase, seedClip, seedRendition, type Case, type World } from './world';

const PEOPLE = [
  ...(['anonymous', 'coordinator', 'auditor', 'stranger', 'removed', 'member'] as const),
  ...(['discloser', 'foreignDiscloser'] as const),
];
/** A route that is not here fails the first test. */
const MATRIX = {
  ...SIGN_IN_MATRIX,
  ...API_MATRIX,
  ...CONDUCT_MATRIX,
  ...DISCLOSURE_MATRIX,
  ...EXHIBIT_MATRIX,
  ...INVESTIGATION_MATRIX,
  ...TRIAGE_MATRIX,
  ...MESSAGE_MATRIX,
  ...OFFICER_MATRIX,
  ...PAGE_MATRIX,
  ...RETENTION_MATRIX,
  ...SCHEME_MATRIX,
};
type Person = (typeof PEOPLE)[number];
type DisclosureTargets = Pick<
  Targets,
  'schedule' | 'bundle' | 'bundleTicket' | 'issue' | 'revokedIssue' | 'waitingBundle'
>;

let world: World;
let document: OpenApi;
let home: Case;
let outsider: string;
let helper: Officer;
let colleague: Officer;
let disclosed: DisclosureTargets;
const clients = {} as Record<Person, OfficerClient>;
const officers = {} as Record<Exclude<Person, 'anonymous'>, Officer>;
/** After these the cookie is another one, or none. */
const ENDS_SESSION = /^(DELETE .*session|POST .*(sign-out|session\/confirmation))$/;

async function signInAgain(person: Exclude<Person, 'anonymous'>): Promise<void> {
  clients[person] = await signedIn(world, officers[person]);
}

beforeAll(async () => {
  // However slow the machine: nobody's confirmation runs out meanwhile.
  world = await openWorld({ STEP_UP_MINUTES: '600' });
  document = await readOpenApi(new OfficerClient(world.base));
  officers.coordinator = await world.officer('coordinator');
  officers.auditor = await world.officer('auditor');
  officers.stranger = await world.officer('supervisor');
  officers.removed = await world.officer('investigator');
  officers.member = await world.officer('supervisor');
  officers.discloser = await world.officer('disclosure');
  officers.foreignDiscloser = await world.officer('disclosure');
  outsider = officers.stranger.id;
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
  disclosed = await discloseOne();
});
afterAll(() => world.close());

/** A decided exhibit with its form, a sealed bundle, a ticket for it, and a bundle that waits. */
async function discloseOne(): Promise<DisclosureTargets> {
  const sealer = await openSealer(world);
  const { id } = await seedItem(world, home, officers.member.id);
  const of = `/api/v1/investigations/${home.investigation}`;
  const make = async (path: string, body: object): Promise<string> =>
    (await clients.discloser.call('POST', path, body)).json().id;
  const verdict = { classification: 'evidence', meetsTest: false, reason: 'Shows the man' };
  await make(`${of}/decisions`, { items: [id], ...verdict });
  const schedule = await make(`${of}/schedules`, { form: 'MG12' });
  const bundle = await make(`${of}/bundles`, { kind: 'court' });
  await sealer.seal(bundle);
  await sealer.close();
  const bundleTicket = await make(`/api/v1/bundles/${bundle}/downloads`, { reason: 'For the file' });
  const recipient = { recipientKind: 'court', recipientName: 'A' };
  const issue = await make(`/api/v1/bundles/${bundle}/issues`, recipient);
  const revokedIssue = await make(`/api/v1/bundles/${bundle}/issues`, recipient);
  await clients.discloser.call('POST', `/api/v1/issues/${revokedIssue}/revoke`, { reason: 'A mistake' });
  return {
    schedule,
    bundle,
    bundleTicket,
    issue,
    revokedIssue,
    waitingBundle: await make(`${of}/bundles`, { kind: 'court' }),
  };
}

/** Fresh things of the member's investigation, so that no test uses up what another needs. */
async function targets(): Promise<Targets> {
  const clip = await seedClip(world, home);
  await seedRendition(world, clip, 'proxy', { bytes: Buffer.from('proxy'), contentType: 'video/mp4' });
  const frames = Buffer.from('#tb 0: 1/1000\n0, 0, 0, 40, 115200, ab12\n');
  await seedRendition(world, clip, 'frames', { bytes: frames, contentType: 'text/plain' });
  await seedRendition(world, clip, 'waveform', { bytes: frames, contentType: 'image/png' });
  const accepted = await seedClip(world, home);
  const exhibit = await clients.member.call('POST', `/api/v1/clips/${accepted.id}/accept`, {
    initials: 'AB',
    producerName: 'Ann Bell',
    description: 'Man at the door',
  });
  const viewing = await clients.member.call('POST', `/api/v1/clips/${clip.id}/viewings`, {
    content: 'proxy',
  });
  const marker = await clients.member.call('POST', `/api/v1/clips/${clip.id}/markers`, { text: 'He waits' });
  const download = await clients.member.call('POST', `/api/v1/clips/${clip.id}/downloads`, {
    content: 'original',
    reason: 'For the file',
  });
  const invitation = await clients.member.call(
    'POST',
    `/api/v1/investigations/${home.investigation}/invitations`,
    { days: 30, safeContact: { channel: 'in-person' } },
  );
  await world.sign();
  const history = await clients.member.call('GET', `/api/v1/clips/${clip.id}/custody`);
  return {
    investigation: home.investigation,
    submission: home.submission,
    clip: clip.id,
    exhibit: exhibit.json().id,
    exhibitClip: accepted.id,
    marker: marker.json().id,
    viewing: viewing.json().id,
    download: download.json().id,
    invitation: invitation.json().id,
    concern: await seedConcern(invitation.json().id),
    message: await seedLostMessage(world, home, officers.member.id),
    doorbell: await registerDoorbell(),
    event: history.json().items[0]?.event.id ?? '',
    ...disclosed,
    ...(await seedConduct()),
    ...(await seedRetention(clip.id, accepted.id)),
    emergency: await seedEmergency(),
    officer: outsider,
    colleague: colleague.id,
    password: PASSWORD,
  };
}

async function registerDoorbell(): Promise<string> {
  const answer = await clients.coordinator.call('POST', '/api/v1/scheme/doorbells', {
    ...{ person: 'P-1', force: 'Durham Constabulary', risk: 'high', givenOn: '2026-02-03' },
    ...{ make: 'Ring', model: 'Video Doorbell', costPence: 14_999 },
  });
  return answer.json().id;
}

async function seedConduct(): Promise<Pick<Targets, 'occasion' | 'occasionPart' | 'order'>> {
  const made = async (path: string, body: object): Promise<string> =>
    (await clients.member.call('POST', `/api/v1/investigations/${home.investigation}/${path}`, body)).json()
      .id;
  const occasion = await made('occasions', { clips: [(await seedClip(world, home)).id] });
  const { rows } = await world.admin.query<{ id: string }>(
    'SELECT id FROM lintel.occasion_part WHERE occasion_id = $1',
    [occasion],
  );
  const order = await made('orders', { kind: 'restraining', madeOn: '2026-01-01', terms: 'Not her street' });
  return { occasion, occasionPart: rows[0]?.id ?? '', order };
}

async function seedRetention(held: string, proposed: string): Promise<Pick<Targets, 'hold' | 'disposal'>> {
  const { rows: holds } = await world.admin.query<{ id: string }>(
    `INSERT INTO lintel.retention_hold (id, investigation_id, clip_id, reason, set_by)
     VALUES (gen_random_uuid(), $1, $2, 'Another trial', $3) RETURNING id`,
    [home.investigation, held, officers.member.id],
  );
  const { rows: disposals } = await world.admin.query<{ id: string }>(
    `INSERT INTO lintel.disposal (id, investigation_id, clip_id, reason, proposed_by)
     VALUES (gen_random_uuid(), $1, $2, 'Its time has come', $3) RETURNING id`,
    [home.investigation, proposed, officers.discloser.id],
  );
  return { hold: holds[0]?.id ?? '', disposal: disposals[0]?.id ?? '' };
}

async function seedEmergency(): Promise<string> {
  const { rows } = await world.admin.query<{ id: string }>(
    `INSERT INTO lintel.emergency_access (id, investigation_id, officer_id, reason, ends_at)
     VALUES (gen_random_uuid(), $1, $2, 'Somebody may come to harm', now() + interval '1 hour') RETURNING id`,
    [home.investigation, helper.id],
  );
  return rows[0]?.id ?? '';
}

async function seedConcern(invitation: string): Promise<string> {
  const { rows } = await world.admin.query<{ id: string }>(
    `INSERT INTO lintel.concern (id, invitation_id, investigation_id, kind, words)
     VALUES (gen_random_uuid(), $1, $2, 'pressured', '') RETURNING id`,
    [invitation, home.investigation],
  );
  return rows[0]?.id ?? '';
}

function fits(route: string, answer: Answer): void {
  const described = operationsOf(document).find(({ name }) => name === route)?.operation;
  const responses = described?.responses ?? {};
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

const schemaOf = (schema: object): z.ZodType =>
  z.fromJSONSchema({ ...schema, definitions: document.components.schemas }, { defaultTarget: 'openapi-3.0' });

it('knows every route that the application has', () => {
  expect(Object.keys(MATRIX).sort()).toEqual(allRoutes(world.http.app).sort());
});

describe.each(Object.entries(MATRIX))('%s', (route, { expected, ...row }) => {
  const asked = PEOPLE.filter((person) => expected[person] !== undefined);
  it(`answers ${asked.map((person) => `${person} ${expected[person]}`).join(', ')}`, async () => {
    const given = await targets();
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
  const given = await targets();
  const asked = new Set<string>();
  for (const person of ['stranger', 'foreignDiscloser', 'auditor'] as const) {
    const unconfirmed = new OfficerClient(world.base);
    for (const [route, row] of Object.entries(MATRIX)) {
      if (ENDS_SESSION.test(route) || unconfirmed.cookie === '') {
        unconfirmed.cookie = '';
        await unconfirmed.signIn(officers[person].email);
        if (ENDS_SESSION.test(route)) continue;
      }
      const answer = await row.send(unconfirmed, given);
      const leadsThere = answer.status === 303 && answer.headers.get('location') === '/confirm';
      if (leadsThere || (answer.status === 403 && answer.text.includes('step-up-needed'))) asked.add(route);
    }
  }
  expect([...asked].sort()).toEqual([...NEEDS_CONFIRMATION].sort());
  const described = operationsOf(document).filter(({ operation }) =>
    JSON.stringify(operation).includes('step-up-needed'),
  );
  expect(described.map(({ name }) => name).sort()).toEqual(
    NEEDS_CONFIRMATION.filter((route) => route.includes(' /api/')).sort(),
  );
});
