import type { Officer } from '../../../src/features/identity';
import { secretOf, signedIn, type OfficerClient } from '../workspace/client';
import { openWorld, seedCase, seedClip, type Case, type World } from '../workspace/world';

let world: World;
let lead: Officer;
let home: Case;
let clip: string;
beforeAll(async () => {
  world = await openWorld();
  lead = await world.officer();
  home = await seedCase(world, lead.id);
  clip = (await seedClip(world, home)).id;
});
afterAll(() => world.close());

interface Watching {
  readonly officer: Officer;
  readonly client: OfficerClient;
  readonly secret: string;
  readonly ticket: string;
}

/** An officer of the team who has just begun to take the original away. */
async function watching(): Promise<Watching> {
  const officer = await world.officer();
  await world.admin.query(
    'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)',
    [home.investigation, officer.id, lead.id],
  );
  const client = await signedIn(world, officer);
  const secret = secretOf(client);
  const opened = await client.call('POST', `/api/v1/clips/${clip}/downloads`, {
    content: 'original',
    reason: 'For the file',
  });
  return { officer, client, secret, ticket: opened.json().id };
}

async function mayGoOn({ secret, ticket }: Pick<Watching, 'secret' | 'ticket'>): Promise<boolean> {
  const { rows } = await world.admin.query<{ value: boolean }>('SELECT lintel.may_go_on($1, $2) AS value', [
    secret,
    ticket,
  ]);
  return rows[0]?.value === true;
}

describe('what plays under a ticket goes on', () => {
  it.each<[string, (of: Watching) => Promise<unknown>]>([
    ['while nothing changes', () => Promise.resolve()],
    [
      'though the officer sends no request for longer than the idle time',
      ({ officer }) =>
        world.admin.query(
          `UPDATE lintel.officer_session SET expires_at = now() - interval '1 minute' WHERE officer_id = $1`,
          [officer.id],
        ),
    ],
    ['though the session gets another secret', ({ client }) => client.confirm()],
  ])('%s', async (_when, change) => {
    const begun = await watching();
    await change(begun);
    expect(await mayGoOn(begun)).toBe(true);
  });
});

describe('what plays under a ticket ends', () => {
  it.each<[string, (of: Watching) => Promise<unknown>]>([
    ['when the officer signs out', ({ client }) => client.call('DELETE', '/api/v1/session')],
    [
      'when the session has lasted as long as any may',
      ({ officer }) =>
        world.admin.query(
          `UPDATE lintel.officer_session SET ends_at = now() - interval '1 minute' WHERE officer_id = $1`,
          [officer.id],
        ),
    ],
    [
      'when the officer is taken out of the team',
      ({ officer }) =>
        world.admin.query('UPDATE lintel.investigation_member SET removed_at = now() WHERE officer_id = $1', [
          officer.id,
        ]),
    ],
    [
      'when the account is closed',
      ({ officer }) =>
        world.admin.query('UPDATE lintel.officer SET disabled_at = now() WHERE id = $1', [officer.id]),
    ],
    [
      'when the ticket has run out',
      ({ ticket }) =>
        world.admin.query(
          `UPDATE lintel.access_ticket SET expires_at = now() - interval '1 minute' WHERE id = $1`,
          [ticket],
        ),
    ],
  ])('%s', async (_when, change) => {
    const begun = await watching();
    await change(begun);
    expect(await mayGoOn(begun)).toBe(false);
  });

  it('for whoever holds the ticket of another', async () => {
    const [one, other] = [await watching(), await watching()];
    expect(await mayGoOn({ secret: one.secret, ticket: other.ticket })).toBe(false);
  });
});
