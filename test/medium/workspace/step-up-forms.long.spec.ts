import type { Officer } from '../../../src/features/identity';
import { Desk } from '../disclosure/desk';
import { openSealer, seedItem, type Sealer } from '../disclosure/support';
import { OfficerClient, type Answer } from './client';
import { openWorld, PASSWORD, seedClip, type World } from './world';

interface Places {
  readonly investigation: string;
  readonly clip: string;
  readonly bundle: string;
  readonly issue: string;
  readonly disposal: string;
}

let world: World;
let sealer: Sealer;
let at: Places;
let discloser: Officer;
let supervisor: Officer;
let oversight: Officer;

/** What the top of a page says of its form. */
const summaryOf = ({ text }: Answer): string =>
  /<div class="govuk-error-summary"[\s\S]*?<\/ul>/.exec(text)?.[0] ?? '';

/** Signed in, and no more. */
async function unconfirmed(officer: { readonly email: string }): Promise<OfficerClient> {
  const client = new OfficerClient(world.base);
  await client.signIn(officer.email);
  return client;
}

beforeAll(async () => {
  world = await openWorld();
  sealer = await openSealer(world);
  const desk = await Desk.open(world);
  const { investigation } = desk.home;
  const { id: item } = await seedItem(world, desk.home, desk.officer.id);
  await desk.decide([item], { classification: 'evidence' });
  await desk.makeForms();
  const bundle = await desk.bundle(sealer, 'court');
  const issue = await desk.post(`/api/v1/bundles/${bundle}/issues`, {
    recipientKind: 'court',
    recipientName: 'Durham Crown Court',
  });
  const { id: clip } = await seedClip(world, desk.home);
  const { rows } = await world.admin.query<{ id: string }>(
    `INSERT INTO lintel.disposal (id, investigation_id, clip_id, reason, proposed_by)
     VALUES (gen_random_uuid(), $1, $2, 'Its time has come', $3) RETURNING id`,
    [investigation, clip, desk.officer.id],
  );
  supervisor = await world.officer('supervisor');
  await world.admin.query(
    'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)',
    [investigation, supervisor.id, desk.officer.id],
  );
  at = { investigation, clip, bundle, issue: String(issue['id']), disposal: rows[0]?.id ?? '' };
  discloser = desk.officer;
  oversight = await world.officer('supervisor');
});
afterAll(async () => {
  await sealer.close();
  await world.close();
});

/** Who sends what where, and what the page says of it. */
const FORMS: readonly [
  what: string,
  who: () => Officer,
  path: () => string,
  mistaken: Record<string, string>,
  says: string,
][] = [
  [
    'a copy of a clip',
    () => discloser,
    () => `/clips/${at.clip}/downloads`,
    { content: 'original', reason: '' },
    'Say why you take a copy away.',
  ],
  [
    'the proof of a history',
    () => discloser,
    () => `/clips/${at.clip}/custody/proof`,
    { reason: '' },
    'href="#proof-reason">Reason: Please fill this in.',
  ],
  [
    'a proposal of disposal',
    () => discloser,
    () => `/clips/${at.clip}/disposals`,
    { reason: '' },
    'href="#propose-reason">Reason: Say why.',
  ],
  [
    'a disposal',
    () => supervisor,
    () => `/disposals/${at.disposal}/approval`,
    { reason: '' },
    'href="#approve-reason">Reason: Say why.',
  ],
  [
    'a bundle',
    () => discloser,
    () => `/investigations/${at.investigation}/bundles`,
    { kind: 'court' },
    'href="#bundle-items">Tick the items that go in.',
  ],
  [
    'a copy of a bundle',
    () => discloser,
    () => `/bundles/${at.bundle}/downloads`,
    { reason: '' },
    'href="#download-reason">Reason: Please fill this in.',
  ],
  [
    'a link for a recipient',
    () => discloser,
    () => `/bundles/${at.bundle}/issues`,
    { recipientKind: 'court', recipientName: '' },
    'href="#issue-recipientName">Name of the recipient: Enter who gets the bundle',
  ],
  [
    'a new link for a recipient',
    () => discloser,
    () => `/bundles/${at.bundle}/issues/${at.issue}/renew`,
    { days: '0' },
    '-days">Enter a number of days',
  ],
  [
    'an account',
    () => oversight,
    () => '/officers',
    { displayName: 'Ann Archer', email: 'nobody', role: 'auditor' },
    'href="#officer-email">Enter an email address in the correct format',
  ],
];

describe.each(FORMS)('the form of %s', (_what, who, path, mistaken, says) => {
  it('shows its mistakes on its own page before it asks who one is', async () => {
    const answer = await (await unconfirmed(who())).form(path(), mistaken);
    expect([answer.status, summaryOf(answer)]).toEqual([400, expect.stringContaining(says)]);
  });

  it('shows them in the same way afterwards', async () => {
    const client = await unconfirmed(who());
    await client.form('/confirm', { password: PASSWORD });
    const answer = await client.form(path(), mistaken);
    expect([answer.status, summaryOf(answer)]).toEqual([400, expect.stringContaining(says)]);
  });
});

it('a look at the original asks for the confirmation, any other look does not', async () => {
  const officer = await unconfirmed(await world.officer());
  const ask = async (content: string) => {
    const answer = await officer.form(`/clips/${at.clip}/viewings`, { content });
    return [answer.status, answer.headers.get('location')];
  };
  expect(await ask('original')).toEqual([303, '/confirm']);
  expect(await ask('proxy')).toEqual([404, null]);
  expect(await ask('anything')).toEqual([400, null]);
});
