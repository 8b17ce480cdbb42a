import { STREET } from '../../factories/person-request';
import { Desk } from '../disclosure/desk';
import { seedItem } from '../disclosure/support';
import { seenIn, signedIn, type Answer, type OfficerClient } from './client';
import { copyToReview, filmToReview } from './reviewing';
import { openWorld, seedCase, seedClip, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

interface Act {
  readonly client: OfficerClient;
  readonly page: string;
  readonly action: string;
  readonly first: Record<string, string>;
  readonly second: Record<string, string>;
  /** What the first one recorded, as the page says it. */
  readonly stands: string;
}

/** Two act on one page: the second is told, keeps what was typed, and may act once the page shows what the first did. */
async function inTurn({ client, page, action, first, second, stands }: Act): Promise<Answer> {
  const seen = seenIn((await client.page(page)).text, action);
  expect(seen).toHaveLength(22);
  const done = await client.form(action, { ...first, seen });
  expect([done.status, done.status === 303 ? '' : done.text]).toEqual([303, '']);
  const older = await client.form(action, { ...second, seen });
  expect(older.status).toBe(409);
  expect(older.text).toContain('Nothing was saved: somebody has changed');
  expect(older.text).toContain(stands);
  for (const typed of Object.values(second)) expect(older.text).toContain(typed);
  // Nor without saying what was shown.
  expect((await client.form(action, second)).status).toBe(409);
  const again = await client.form(action, { ...second, seen: seenIn(older.text, action) });
  expect(again.status).toBe(303);
  return older;
}

describe('an act on a page of before undoes nothing unseen, and what was typed stays', () => {
  it('of the details: an investigation that a colleague closed stays closed', async () => {
    const oic = await world.officer();
    const { investigation } = await seedCase(world, oic.id);
    const at = `/investigations/${investigation}/details`;
    const details = { team: '', oicId: oic.id };
    await inTurn({
      ...{ client: await signedIn(world, oic), page: at, action: at },
      first: { ...details, offence: 'Harassment with violence', state: 'closed' },
      second: { ...details, offence: 'Stalking with fear', state: 'open' },
      stands: 'Harassment with violence',
    });
  });

  it('of who leads: a supervisor does not put back who was replaced', async () => {
    const oic = await world.officer();
    const { investigation } = await seedCase(world, oic.id);
    const page = `/teams/${investigation}`;
    await inTurn({
      ...{
        client: await signedIn(world, await world.officer('supervisor')),
        page,
        action: `${page}/assignment`,
      },
      first: { oicId: oic.id, team: 'Safeguarding North' },
      second: { oicId: oic.id, team: 'Safeguarding South' },
      stands: 'Team: Safeguarding North.',
    });
  });

  it('of a role: one that was taken away is not given back by an older page', async () => {
    const { id } = await world.officer('supervisor');
    const page = `/officers/${id}`;
    await inTurn({
      ...{ client: await signedIn(world, await world.officer('supervisor')), page, action: `${page}/role` },
      first: { role: 'investigator' },
      second: { role: 'auditor' },
      stands: 'Investigator',
    });
  });

  it('of the outcome, from which it follows how long everything is kept', async () => {
    const oic = await world.officer();
    const { investigation } = await seedCase(world, oic.id);
    const at = `/investigations/${investigation}`;
    await inTurn({
      ...{ client: await signedIn(world, oic), page: `${at}/retention`, action: `${at}/outcomes` },
      first: { outcome: 'open', group: '1', reason: 'Opened again after an appeal' },
      second: {
        outcome: 'no-further-action',
        decidedOn: '2020-02-03',
        group: '3',
        reason: 'Nobody was charged',
      },
      stands: 'Opened again after an appeal',
    });
  });

  it('of an occasion: whether it counts is decided about what belongs to it, and about no other clips', async () => {
    const oic = await world.officer();
    const home = await seedCase(world, oic.id);
    const client = await signedIn(world, oic);
    const [one, other] = [await seedClip(world, home), await seedClip(world, home)];
    const made = await client.call('POST', `/api/v1/investigations/${home.investigation}/occasions`, {
      clips: [one.id],
    });
    const page = `/occasions/${made.json().id}`;
    const action = `${page}/decisions`;
    await inTurn({
      ...{ client, page, action },
      first: { counts: 'no', reason: 'It was the postman' },
      second: { counts: 'yes', reason: 'The man at the door' },
      stands: 'It was the postman',
    });
    const seen = seenIn((await client.page(page)).text, action);
    const added = await client.call('POST', `/api/v1${page}/parts`, { clips: [other.id] });
    expect(added.status).toBeLessThan(300);
    const late = await client.form(action, { counts: 'yes', reason: 'Both of them', seen });
    expect([late.status, late.text.includes('what belongs to this occasion')]).toEqual([409, true]);
  });

  it('of what another person is asked: a correction takes no other one back', async () => {
    const oic = await world.officer();
    const { investigation } = await seedCase(world, oic.id);
    const client = await signedIn(world, oic);
    const asked = { ...STREET, holder: 'neighbour', test: null, days: 30 };
    const made = await client.call('POST', `/api/v1/investigations/${investigation}/requests`, asked);
    const at = `/invitations/${made.json().id}/requests`;
    const form = { ...STREET, holder: 'neighbour', basis: 'voluntary', agreesFor: 'self' };
    await inTurn({
      ...{ client, page: at, action: at },
      first: { ...form, asked: 'Clips of 5 November.', correction: 'The day was wrong' },
      second: { ...form, personName: 'Nia Burr', correction: 'The name was wrong' },
      stands: 'The day was wrong',
    });
  });

  it('of who acts with the victim, which the victim says, too; and an answer that is not given is no “no”', async () => {
    const oic = await world.officer();
    const { invitation } = await seedCase(world, oic.id);
    const client = await signedIn(world, oic);
    const page = `/invitations/${invitation}`;
    const silent = await client.form(`${page}/advocate`, { name: 'Ann Helper' });
    expect([silent.status, silent.text.includes('value="Ann Helper"')]).toEqual([400, true]);
    await inTurn({
      ...{ client, page, action: `${page}/advocate` },
      first: { acts: 'yes', name: 'Jo Friend', organisation: 'Refuge' },
      second: { acts: 'no', name: 'Ann Helper', organisation: 'None' },
      stands: 'Jo Friend, Refuge',
    });
  });

  it.each([copyToReview, filmToReview])(
    'of a review: a copy that a colleague refused is not approved by an older page (%p)',
    async (made) => {
      const { client, page, action } = await made(world);
      await inTurn({
        ...{ client, page, action },
        first: { outcome: 'refused', reason: 'A face is not covered from frame 40 on' },
        second: { outcome: 'approved', reason: 'The number is covered all along' },
        stands: 'A face is not covered from frame 40 on',
      });
    },
  );

  it('of endorsements: “every item” takes back no answer that came since', async () => {
    const desk = await Desk.open(world);
    const item = await seedItem(world, desk.home, desk.officer.id);
    await desk.decide([item.id], { classification: 'unused' });
    const { id } = await desk.makeForm('MG6C');
    const page = `/schedules/${String(id)}`;
    await inTurn({
      ...{ client: desk.client, page, action: `${page}/endorsements` },
      first: { rows: '1', answer: 'D', comment: 'Undermines the case', prosecutor: 'Ann Crown' },
      second: { all: 'yes', answer: 'CND', comment: 'Nothing in it', prosecutor: 'Ben Crown' },
      stands: 'Undermines the case',
    });
  });
});

it('a new code on a page of before ends no code that a colleague has given since', async () => {
  const oic = await world.officer();
  const { investigation, invitation } = await seedCase(world, oic.id);
  const client = await signedIn(world, oic);
  const action = `/invitations/${invitation}/renew`;
  const known = seenIn((await client.page(`/investigations/${investigation}`)).text, action, 'known');
  const first = await client.form(action, { days: '90', known });
  expect([first.status, first.text.includes('A new code')]).toEqual([200, true]);
  const stored = () =>
    world.admin.query('SELECT code_hash, expires_at FROM lintel.invitation WHERE id = $1', [invitation]);
  const { rows } = await stored();
  for (const fields of [{ days: '5', known }, { days: '5' }]) {
    const older = await client.form(action, fields);
    expect([older.status, older.text.includes('A colleague may be handing that code out now')]).toEqual([
      409,
      true,
    ]);
  }
  const called = await client.call('POST', `/api/v1${action}`, { days: 5, known });
  expect(called.json()).toMatchObject({ status: 409, code: 'renewed-meanwhile' });
  expect((await stored()).rows).toEqual(rows);
  expect((await client.renewed(`/investigations/${investigation}`, invitation)).status).toBe(200);
});

describe('a bundle is asked for as its preview showed it', () => {
  const preview = (investigation: string) => `/investigations/${investigation}/bundles/preview?kind=court`;
  const ticks = (text: string) =>
    [...text.matchAll(/name="items~[^"]+" value="([^"]*)" checked/g)].map(([, id]) => id);

  it('so that nothing goes that came since, and what was taken out stays out', async () => {
    const desk = await Desk.open(world);
    const { investigation } = desk.home;
    const items = [
      await seedItem(world, desk.home, desk.officer.id),
      await seedItem(world, desk.home, desk.officer.id),
    ];
    const ids = items.map(({ id }) => id);
    await desk.decide(ids, { classification: 'evidence', originalToDefence: true });
    await desk.makeForm('MG12');
    const action = `/investigations/${investigation}/bundles`;
    const before = (await desk.client.page(preview(investigation))).text;
    expect(ticks(before).sort()).toEqual([...ids].sort());
    const seen = seenIn(before, action);
    const [kept = '', out = ''] = ids;
    await desk.decide([kept], { classification: 'evidence', description: 'Another film of the door' });
    await desk.makeForm('MG12');
    const fields = { kind: 'court', supersedes: '', items: kept };
    const older = await desk.client.form(action, { ...fields, seen });
    expect(older.status).toBe(409);
    expect(older.text).toContain('somebody has changed what this bundle would hold');
    expect(ticks(older.text)).toEqual([kept]);
    expect(older.text).toContain(`value="${out}"`);
    const now = await desk.client.form(action, { ...fields, seen: seenIn(older.text, action) });
    expect(now.status).toBe(303);
  });
});
