import type { Officer } from '../../../src/features/identity';
import { londonDay } from '../../../src/kernel/london-day';
import { STREET, TESTED } from '../../factories/person-request';
import { seenIn, signedIn, type OfficerClient } from './client';
import { openWorld, seedCase, seedClip, type Case, type World } from './world';

let world: World;
let officer: Officer;
let client: OfficerClient;
let home: Case;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.officer();
  client = await signedIn(world, officer);
  home = await seedCase(world, officer.id);
});
afterAll(() => world.close());

const at = (): string => `/api/v1/investigations/${home.investigation}/requests`;
/** Not before what was recorded a moment ago, also at midnight. */
const today = (): string => londonDay(new Date());
/** The newest record of what is asked. */
const newest = async (id: string): Promise<string> =>
  (await client.call('GET', `/api/v1/invitations/${id}/requests`)).json().items[0]?.id ?? '';
const make = async (body: object): Promise<string> => (await client.call('POST', at(), body)).json().id;
describe('a victim who is told later that another person is asked', () => {
  it('has the victim stand on the desk as to be told until that is recorded, and again where the record did not hold', async () => {
    const id = await make({ ...STREET, holder: 'advocate', test: { ...TESTED, told: 'later' } });
    const due = async (by = client): Promise<unknown> => {
      const { items } = JSON.parse((await by.call('GET', '/api/v1/work/notices')).text) as {
        items: { matter: string; invitationId: string }[];
      };
      return items.filter(({ invitationId }) => invitationId === id).map(({ matter }) => matter);
    };
    const request = await newest(id);
    const tell = (body: object) =>
      client.call('POST', `/api/v1/invitations/${id}/victim-notices`, { request, ...body });
    expect(await due()).toEqual(['victim-to-tell']);
    expect(await due(await signedIn(world, await world.officer()))).toEqual([]);
    expect((await client.page('/')).text).toContain(`href="/invitations/${id}/victim-notices"`);
    expect((await client.page(`/invitations/${id}`)).text).toContain(
      'The victim is still to be told in writing',
    );
    // Not before it was done, not taken back before it was said, and not of what leaves no notice open.
    expect((await tell({ givenOn: '2999-01-01', words: 'By letter' })).status).toBe(400);
    expect((await tell({ givenOn: null, words: 'Never' })).json().code).toBe('no-notice-due');
    // Two days: the day before by the clock may have 25 hours.
    const before = londonDay(new Date(Date.now() - 48 * 3_600_000));
    expect((await tell({ givenOn: before, words: 'By letter' })).json().code).toBe('notice-before-request');
    const other = await make({ ...STREET, holder: 'neighbour', test: null });
    const refused = await client.call('POST', `/api/v1/invitations/${other}/victim-notices`, {
      ...{ request: await newest(other), givenOn: today(), words: 'By letter' },
    });
    expect(refused.json().code).toBe('no-notice-due');
    const form = (fields: Record<string, string>) =>
      client.typed(`/invitations/${id}/victim-notices`, { request, ...fields });
    expect((await form({ told: 'given', givenOn: '', words: 'By hand' })).text).toContain(
      'href="#notice-givenOn"',
    );
    expect((await form({ told: 'given', givenOn: today(), words: 'By hand' })).status).toBe(303);
    expect(await due()).toEqual([]);
    expect((await form({ told: 'not-given', words: 'Handed to another person' })).status).toBe(303);
    expect(await due()).toEqual(['victim-to-tell']);
    await world.admin.query('UPDATE lintel.investigation SET closed_at = now() WHERE id = $1', [
      home.investigation,
    ]);
    expect(await due()).toEqual(['victim-to-tell']);
    await world.admin.query('UPDATE lintel.investigation SET closed_at = NULL WHERE id = $1', [
      home.investigation,
    ]);
    const { text } = await client.page(`/invitations/${id}`);
    for (const words of ['Given on', ': By hand', 'Not given after all: Handed to another person'])
      expect(text).toContain(words);
    const { rows } = await world.admin.query<{ told: boolean }>(
      `SELECT (event::jsonb #>> '{detail,told}')::boolean AS told FROM custody.record
        WHERE type = 'victim-told' AND investigation = $1 ORDER BY seq`,
      [home.investigation],
    );
    expect(rows.map(({ told }) => told)).toEqual([true, false]);
    // Corrected to a request of which the victim knew before, nothing is due any more.
    const corrected = { ...STREET, test: TESTED, correction: 'The victim knew' };
    await client.call('POST', `/api/v1/invitations/${id}/requests`, corrected);
    expect(await due()).toEqual([]);
  });
});

describe('the notice of a request that was corrected meanwhile', () => {
  it('is not taken for one of the corrected request, which the officer is shown', async () => {
    const test = { ...TESTED, told: 'later' };
    const id = await make({ ...STREET, holder: 'employer', test });
    const shown = /name="request" value="([^"]+)"/;
    const path = `/invitations/${id}/victim-notices`;
    const request = shown.exec((await client.page(path)).text)?.[1] ?? '';
    const corrected = { ...STREET, asked: 'Something else', test, correction: 'It was too much' };
    await client.call('POST', `/api/v1/invitations/${id}/requests`, corrected);
    const notice = { told: 'given', givenOn: today(), words: 'By hand' };
    const refused = await client.form(path, { ...notice, request });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('corrected meanwhile');
    expect(refused.text).toContain('Something else');
    const { rowCount } = await world.admin.query('SELECT FROM lintel.victim_told WHERE invitation_id = $1', [
      id,
    ]);
    expect(rowCount).toBe(0);
    const now = shown.exec(refused.text)?.[1] ?? '';
    expect(now).not.toBe(request);
    const seen = seenIn(refused.text, path);
    expect((await client.form(path, { ...notice, request: now, seen })).status).toBe(303);
  });
});

describe('who another person is, where an officer named the wrong one', () => {
  it('is put right with a reason: the link goes by the new record, and the one before stays', async () => {
    const wrong = { ...STREET, personName: 'Nia Burr', test: null };
    const id = await make({ ...wrong, holder: 'neighbour' });
    const clip = await seedClip(world, home, { name: 'work.mp4' });
    await world.admin.query('UPDATE lintel.clip SET invitation_id = $2 WHERE id = $1', [clip.id, id]);
    const sentBy = async (): Promise<unknown> =>
      (JSON.parse((await client.call('GET', `/api/v1/clips/${clip.id}`)).text) as { sentBy: unknown }).sentBy;
    expect(await sentBy()).toBe('neighbour');
    const said = async (): Promise<unknown[]> => {
      const { rows } = await world.admin.query<{ detail: unknown }>(
        `SELECT event::jsonb -> 'detail' AS detail FROM custody.record
          WHERE type = 'person-asked' AND event::jsonb #>> '{detail,invitation}' = $1 ORDER BY seq`,
        [id],
      );
      return rows.map(({ detail }) => detail);
    };
    const path = `/invitations/${id}/requests`;
    expect((await client.page(path)).text).toMatch(/value="neighbour" checked/);
    const right = { ...STREET, basis: 'voluntary', agreesFor: 'self' };
    const none = await client.form(path, { ...right, correction: 'They work with the victim' });
    expect([none.status, none.text.includes('href="#request-holder"')]).toEqual([400, true]);
    const form = { ...right, holder: 'employer', correction: 'They work with the victim' };
    expect((await client.form(path, { ...form, holder: 'victim' })).status).toBe(400);
    expect((await client.typed(path, form)).status).toBe(303);
    expect(await said()).toEqual([
      expect.objectContaining({ holder: 'neighbour', corrects: false }),
      expect.objectContaining({ holder: 'employer', corrects: true }),
    ]);
    const api = `/api/v1/invitations/${id}/requests`;
    const list = async () => (JSON.parse((await client.call('GET', api)).text) as { items: object[] }).items;
    expect(await list()).toMatchObject([
      { holder: 'employer', personName: STREET.personName, correction: 'They work with the victim' },
      { holder: 'neighbour', personName: 'Nia Burr', correction: '' },
    ]);
    expect(await sentBy()).toBe('employer');
    const { text } = await client.page(`/invitations/${id}`);
    for (const words of ['>Employer, a third person<', '>Neighbour<', 'They work with the victim'])
      expect(text).toContain(words);
    // Who says nothing of it leaves it as it is.
    const again = { ...STREET, test: null, correction: 'The day was wrong' };
    expect((await client.call('POST', api, { ...again, holder: 'victim' })).status).toBe(400);
    expect((await client.call('POST', api, again)).status).toBe(204);
    expect((await list())[0]).toMatchObject({ holder: 'employer' });
    const stranger = await signedIn(world, await world.officer());
    const refused = await stranger.call('POST', api, { ...again, holder: 'advocate' });
    expect([refused.status, await sentBy()]).toEqual([404, 'employer']);
  });
});

describe('a clip of another person', () => {
  it('is marked among the evidence, and its note does not offer to tell of another giver', async () => {
    const own = await seedClip(world, home, { name: 'door.mp4', bytes: Buffer.from('the same') });
    const invitation = await make({ ...STREET, holder: 'neighbour', test: null });
    const clip = await seedClip(world, home, { name: 'street.mp4', bytes: Buffer.from('the same') });
    await world.admin.query('UPDATE lintel.clip SET invitation_id = $2 WHERE id = $1', [clip.id, invitation]);
    for (const view of ['grid', 'table']) {
      const { text } = await client.page(`/investigations/${home.investigation}/evidence?view=${view}`);
      expect([view, text.split('Third person: neighbour').length - 1]).toEqual([view, 1]);
    }
    await world.admin.query('UPDATE lintel.clip SET event_at = now(), event_by = $2 WHERE id = ANY ($1)', [
      [own.id, clip.id],
      'chosen',
    ]);
    const { text: series } = await client.page(`/investigations/${home.investigation}/series`);
    expect(series.match(/govuk-tag--purple[^<]*Neighbour/g)).toHaveLength(1);
    const offered = async (id: string): Promise<boolean> =>
      (await client.page(`/clips/${id}/triage`)).text.includes('We have it already');
    expect(await offered(clip.id)).toBe(false);
    const again = await seedClip(world, home, { name: 'again.mp4', bytes: Buffer.from('the same') });
    expect([own.id !== again.id, await offered(again.id)]).toEqual([true, true]);
    // Where many are decided together it is offered once it may be said of one of them.
    const alone = await seedCase(world, officer.id);
    await seedClip(world, alone, { bytes: Buffer.from('one') });
    const pages = [
      `/submissions/${alone.submission}`,
      `/investigations/${alone.investigation}/evidence`,
      `/investigations/${alone.investigation}/evidence?view=table`,
    ];
    const together = async (): Promise<boolean[]> =>
      Promise.all(pages.map(async (page) => (await client.page(page)).text.includes('We have it already')));
    expect(await together()).toEqual([false, false, false]);
    await seedClip(world, alone, { bytes: Buffer.from('one') });
    expect(await together()).toEqual([true, true, true]);
  });
});
