import { STREET } from '../../factories/person-request';
import { Desk } from '../disclosure/desk';
import { seedItem } from '../disclosure/support';
import { signedIn, type OfficerClient } from './client';
import { copyToReview, filmToReview } from './reviewing';
import { readOpenApi, operationsOf } from './routes';
import { openWorld, seedCase, seedClip, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

interface Act {
  readonly client: OfficerClient;
  /** What a program reads before it decides; `POST` where it asks with a body. */
  readonly reads: string | readonly ['POST', string, object];
  readonly field?: string;
  readonly action: string;
  readonly first: object;
  readonly second: object;
}

/** Two programs decide on one answer: the second is told, and may act once it has read what the first did. */
async function inTurn({ client, reads, field = 'seen', action, first, second }: Act): Promise<void> {
  const read = async (): Promise<unknown> => {
    const answer = typeof reads === 'string' ? client.call('GET', reads) : client.call(...reads);
    return (JSON.parse((await answer).text) as Record<string, unknown>)[field];
  };
  const act = async (body: object): Promise<string> => {
    const { status, text } = await client.call('POST', action, body);
    return status < 300 ? 'done' : (JSON.parse(text) as { code: string }).code;
  };
  const seen = await read();
  expect(seen).toHaveLength(22);
  expect(await act({ ...first, seen })).toBe('done');
  expect(await act({ ...second, seen })).toBe('changed-meanwhile');
  expect(await act({ ...second, seen: await read() })).toBe('done');
  // Of a program that does not say what it read nobody asks.
  expect(await act(first)).toBe('done');
}

describe('a program that decides on an older answer undoes nothing that it has not read', () => {
  it('of the details', async () => {
    const oic = await world.officer();
    const { investigation } = await seedCase(world, oic.id);
    const reads = `/api/v1/investigations/${investigation}`;
    const details = { team: '', oicId: oic.id, offence: 'Stalking' };
    await inTurn({
      ...{ client: await signedIn(world, oic), reads, action: `${reads}/details` },
      first: { ...details, state: 'closed' },
      second: { ...details, state: 'open' },
    });
  });

  it('of who leads', async () => {
    const oic = await world.officer();
    const { investigation } = await seedCase(world, oic.id);
    const { rows } = await world.admin.query<{ urn: string }>(
      'SELECT urn FROM lintel.investigation WHERE id = $1',
      [investigation],
    );
    await inTurn({
      client: await signedIn(world, await world.officer('supervisor')),
      reads: `/api/v1/teams?urn=${encodeURIComponent(rows[0]?.urn ?? '')}`,
      action: `/api/v1/teams/${investigation}/assignment`,
      first: { oicId: oic.id, team: 'Safeguarding North' },
      second: { oicId: oic.id, team: 'Safeguarding South' },
    });
  });

  it('of a role', async () => {
    const { id } = await world.officer('supervisor');
    const reads = `/api/v1/officers/${id}`;
    const client = await signedIn(world, await world.officer('supervisor'));
    const [first, second] = [{ role: 'investigator' }, { role: 'auditor' }];
    await inTurn({ client, reads, action: `${reads}/role`, first, second });
  });

  it('of the outcome', async () => {
    const oic = await world.officer();
    const { investigation } = await seedCase(world, oic.id);
    const at = `/api/v1/investigations/${investigation}`;
    await inTurn({
      ...{ client: await signedIn(world, oic), reads: `${at}/retention`, action: `${at}/outcomes` },
      first: { outcome: 'open', group: '1', reason: 'Opened again' },
      second: { outcome: 'no-further-action', decidedOn: '2020-02-03', group: '3', reason: 'Nobody charged' },
    });
  });

  it('of an occasion', async () => {
    const oic = await world.officer();
    const home = await seedCase(world, oic.id);
    const client = await signedIn(world, oic);
    const clips = [(await seedClip(world, home)).id];
    const made = await client.call('POST', `/api/v1/investigations/${home.investigation}/occasions`, {
      clips,
    });
    const reads = `/api/v1/occasions/${made.json().id}`;
    await inTurn({
      ...{ client, reads, action: `${reads}/decisions` },
      first: { counts: false, reason: 'It was the postman' },
      second: { counts: true, reason: 'The man at the door' },
    });
  });

  it('of what another person is asked', async () => {
    const oic = await world.officer();
    const { investigation } = await seedCase(world, oic.id);
    const client = await signedIn(world, oic);
    const asked = { ...STREET, test: null };
    const made = await client.call('POST', `/api/v1/investigations/${investigation}/requests`, {
      ...asked,
      ...{ holder: 'neighbour', days: 30 },
    });
    const reads = `/api/v1/invitations/${made.json().id}/requests`;
    await inTurn({
      ...{ client, reads, action: reads },
      first: { ...asked, asked: 'Clips of 5 November.', correction: 'The day was wrong' },
      second: { ...asked, personName: 'Nia Burr', correction: 'The name was wrong' },
    });
  });

  it('of who acts with the victim', async () => {
    const oic = await world.officer();
    const { invitation } = await seedCase(world, oic.id);
    const at = `/api/v1/invitations/${invitation}`;
    await inTurn({
      ...{ client: await signedIn(world, oic), reads: `${at}/care`, field: 'advocateSeen' },
      action: `${at}/advocate`,
      first: { acts: true, name: 'Jo Friend', organisation: 'Refuge' },
      second: { acts: false },
    });
  });

  it.each([copyToReview, filmToReview])('of the review of a copy or a film (%p)', async (made) => {
    const { client, reads } = await made(world);
    await inTurn({
      ...{ client, reads, action: `${reads}/review` },
      first: { outcome: 'refused', reason: 'A face is not covered' },
      second: { outcome: 'approved' },
    });
  });

  it('of the review of a copy, where two decide at one moment', async () => {
    const { client, reads } = await copyToReview(world);
    const seen = (JSON.parse((await client.call('GET', reads)).text) as { seen?: string }).seen;
    const said = [
      { outcome: 'refused', reason: 'A face is not covered', seen },
      { outcome: 'approved', seen },
    ];
    const answers = await Promise.all(said.map((body) => client.call('POST', `${reads}/review`, body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  it('of endorsements', async () => {
    const desk = await Desk.open(world);
    const item = await seedItem(world, desk.home, desk.officer.id);
    await desk.decide([item.id], { classification: 'unused' });
    const { id } = await desk.makeForm('MG6C');
    const reads = `/api/v1/schedules/${String(id)}`;
    const row = (answer: string) => ({
      prosecutor: 'Ann Crown',
      rows: [{ position: 1, answer, comment: '' }],
    });
    await inTurn({
      ...{ client: desk.client, reads, action: `${reads}/endorsements` },
      ...{ first: row('D'), second: row('CND') },
    });
  });

  it('of a bundle, whatever is picked', async () => {
    const desk = await Desk.open(world);
    const [kept, other] = [
      await seedItem(world, desk.home, desk.officer.id),
      await seedItem(world, desk.home, desk.officer.id),
    ];
    await desk.decide([kept.id, other.id], { classification: 'evidence', originalToDefence: true });
    await desk.makeForm('MG12');
    const at = `/api/v1/investigations/${desk.home.investigation}/bundles`;
    const asked = { kind: 'court', items: [kept.id] };
    const read = async () =>
      (JSON.parse((await desk.client.call('POST', `${at}/preview`, asked)).text) as { seen: string }).seen;
    const seen = await read();
    await desk.decide([other.id], { classification: 'evidence', description: 'Another film of the door' });
    await desk.makeForm('MG12');
    const older = await desk.client.call('POST', at, { ...asked, seen });
    expect(older.json()).toMatchObject({ status: 409, code: 'changed-meanwhile' });
    expect((await desk.client.call('POST', at, { ...asked, seen: await read() })).status).toBe(201);
  });
});

it('says in the document of the API which acts ask what was read, each with the 409 that may follow', async () => {
  const document = await readOpenApi(await signedIn(world, await world.officer()));
  const asking = operationsOf(document).filter(({ operation }) =>
    JSON.stringify(operation.requestBody ?? {}).includes('"seen"'),
  );
  expect(asking.map(({ name }) => name.replace('/api/v1', '')).sort()).toEqual([
    'POST /compilations/:id/review',
    'POST /investigations/:id/bundles',
    'POST /investigations/:id/details',
    'POST /investigations/:id/outcomes',
    'POST /invitations/:id/advocate',
    'POST /invitations/:id/parent-notices',
    'POST /invitations/:id/requests',
    'POST /invitations/:id/safe-contact',
    'POST /invitations/:id/victim-notices',
    'POST /occasions/:id/decisions',
    'POST /officers/:id/role',
    'POST /redactions/:id/review',
    'POST /schedules/:id/endorsement-lists',
    'POST /schedules/:id/endorsements',
    'POST /teams/:id/assignment',
  ]);
  expect(asking.filter(({ operation }) => !('409' in operation.responses))).toEqual([]);
});
