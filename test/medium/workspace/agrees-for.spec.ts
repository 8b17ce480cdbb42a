import { londonDay } from '../../../src/kernel/london-day';
import { AGREED, STREET } from '../../factories/person-request';
import { signedIn, type OfficerClient } from './client';
import { openWorld, seedCase, type Case, type World } from './world';

let world: World;
let client: OfficerClient;
let home: Case;
beforeAll(async () => {
  world = await openWorld();
  const officer = await world.officer();
  client = await signedIn(world, officer);
  home = await seedCase(world, officer.id);
});
afterAll(() => world.close());

const at = (): string => `/api/v1/investigations/${home.investigation}/requests`;
const ask = (agreesFor: object | null) =>
  client.call('POST', at(), { ...STREET, holder: 'neighbour', test: null, agreesFor });
const newest = async (id: string) =>
  (
    JSON.parse((await client.call('GET', `/api/v1/invitations/${id}/requests`)).text) as {
      items: { id: string; agreesFor: unknown; parentTellings: unknown[] }[];
    }
  ).items[0];

/** What is asked of a child for whom a parent agrees. */
const OF_PARENT = { ...AGREED, relation: 'parent', nobodyCloser: null, parent: null, parentWords: null };
const NOBODY = { ...OF_PARENT, ownViews: null, ownViewsWords: null };

describe('a person who agrees for somebody else (real HTTP and PostgreSQL)', () => {
  it('is asked only with all that the Act asks for, and with nothing besides', async () => {
    const refused = async (agreesFor: object): Promise<string[]> => {
      const answer = await ask(agreesFor);
      expect(answer.status).toBe(400);
      return Object.keys(AGREED).filter((field) => answer.text.includes(`agreesFor.${field}`));
    };
    expect(await refused({ ...AGREED, nobodyCloser: null })).toEqual(['nobodyCloser']);
    expect(await refused({ ...AGREED, ownViews: null, ownViewsWords: null })).toContain('ownViews');
    expect(await refused({ ...AGREED, parent: null, parentWords: null })).toContain('parent');
    expect(await refused({ ...AGREED, relation: 'attorney' })).toEqual(['relation']);
    expect(await refused({ ...OF_PARENT, parent: 'told', parentWords: 'x' })).toContain('parent');
    expect(await refused({ ...OF_PARENT, whom: 'helped' })).toContain('ownViews');
    for (const whole of [AGREED, OF_PARENT, { ...NOBODY, whom: 'helped', relation: 'deputy' }, null])
      expect((await ask(whole)).status).toBe(201);
  });

  it('is recorded by the form, which says of each field what is missing', async () => {
    const form = {
      ...{ ...STREET, holder: 'neighbour', basis: 'voluntary', valid: '20' },
    };
    const post = (fields: Record<string, string>) =>
      client.form(`/investigations/${home.investigation}/requests`, { ...form, ...fields });
    const missing = async (fields: Record<string, string>): Promise<string[]> => {
      const { status, text } = await post(fields);
      expect(status).toBe(400);
      return ['agreesFor', ...Object.keys(AGREED)].filter((field) =>
        text.includes(`href="#request-${field}"`),
      );
    };
    expect(await missing({})).toEqual(['agreesFor']);
    expect(await missing({ agreesFor: 'child' })).toEqual(['relation']);
    expect(await missing({ agreesFor: 'child', relation: 'deputy' })).toEqual(['relation']);
    expect(await missing({ agreesFor: 'child', relation: 'adult' })).toEqual([
      ...['nobodyCloser', 'ownViews', 'ownViewsWords', 'parent', 'parentWords'],
    ]);
    expect(await missing({ agreesFor: 'self', nobodyCloser: 'x' })).toEqual(['nobodyCloser']);
    const { text } = await post({ agreesFor: 'child', relation: 'adult' });
    expect(text).toContain('Write why nobody closer was available.');
    const { whom, ...answers } = AGREED;
    expect((await post({ agreesFor: whom, ...answers })).status).toBe(201);
  });

  it('stands on the page of the request, can be corrected, and no word of it is in the log', async () => {
    const id: string = (await ask(AGREED)).json().id;
    expect((await newest(id))?.agreesFor).toEqual(AGREED);
    const { text } = await client.page(`/invitations/${id}`);
    for (const words of [
      ...['Somebody under 18', 'Responsible adult, because none of the others can', AGREED.nobodyCloser],
      ...[`Asked: ${AGREED.ownViewsWords}`, `Later: ${AGREED.parentWords}`, 'is still to be told'],
    ])
      expect(text).toContain(words);
    const { rows } = await world.admin.query<{ event: string; detail: object }>(
      `SELECT event, event::jsonb -> 'detail' AS detail FROM custody.record
        WHERE type = 'person-asked' AND event::jsonb #>> '{detail,invitation}' = $1`,
      [id],
    );
    expect(rows[0]?.detail).toMatchObject({ agreesFor: 'child' });
    for (const words of [AGREED.nobodyCloser, AGREED.ownViewsWords, AGREED.parentWords])
      expect(rows[0]?.event).not.toContain(words);
    const correction = (await client.page(`/invitations/${id}/requests`)).text;
    expect(correction).toMatch(/value="child" checked/);
    expect(correction).toContain(AGREED.ownViewsWords);
  });

  it('of whom a parent is told later has that recorded, with its day, by whoever did it, and again where it does not hold', async () => {
    const id: string = (await ask(AGREED)).json().id;
    const request = (await newest(id))?.id ?? '';
    const day = londonDay(new Date());
    const due = async (by = client): Promise<unknown> => {
      const { items } = JSON.parse((await by.call('GET', '/api/v1/work/parents')).text) as {
        items: { matter: string; invitationId: string }[];
      };
      return items.filter(({ invitationId }) => invitationId === id).map(({ matter }) => matter);
    };
    expect(await due()).toEqual(['parent-to-tell']);
    expect(await due(await signedIn(world, await world.officer()))).toEqual([]);
    expect((await client.page('/work/parents')).text).toContain(`href="/invitations/${id}/parent-notices"`);
    const tell = async (body: object) =>
      client.call('POST', `/api/v1/invitations/${id}/parent-notices`, { request, ...body });
    expect((await tell({ givenOn: null, words: 'Never' })).json().code).toBe('nobody-to-tell');
    const before = londonDay(new Date(Date.now() - 48 * 3_600_000));
    expect((await tell({ givenOn: before, words: 'x' })).json().code).toBe('told-before-request');
    const form = (fields: Record<string, string>) =>
      client.typed(`/invitations/${id}/parent-notices`, { request, ...fields });
    expect((await form({ told: 'given', givenOn: '', words: 'By telephone' })).text).toContain(
      'href="#notice-givenOn"',
    );
    expect((await form({ told: 'given', givenOn: day, words: 'By telephone' })).status).toBe(303);
    expect((await client.page(`/invitations/${id}`)).text).toContain('A parent was told.');
    expect(await due()).toEqual([]);
    expect((await tell({ givenOn: null, words: 'It was the aunt' })).status).toBe(204);
    expect(await due()).toEqual(['parent-to-tell']);
    expect((await newest(id))?.parentTellings).toEqual([
      expect.objectContaining({ givenOn: null, words: 'It was the aunt' }),
      expect.objectContaining({ givenOn: day, words: 'By telephone' }),
    ]);
    const { text } = await client.page(`/invitations/${id}`);
    for (const words of [': By telephone', 'Not told after all: It was the aunt', 'is still to be told'])
      expect(text).toContain(words);
    const { rows } = await world.admin.query<{ told: boolean }>(
      `SELECT (event::jsonb #>> '{detail,told}')::boolean AS told FROM custody.record
        WHERE type = 'parent-told' AND investigation = $1 ORDER BY seq`,
      [home.investigation],
    );
    expect(rows.map(({ told }) => told)).toEqual([true, false]);
    // Corrected to a request of which a parent was told before, nothing is due any more.
    const told = { ...AGREED, parent: 'told' };
    const corrected = { ...STREET, test: null, agreesFor: told, correction: 'The parent knew' };
    expect((await client.call('POST', `/api/v1/invitations/${id}/requests`, corrected)).status).toBe(204);
    expect(await due()).toEqual([]);
    // A parent who agrees has nobody to be told, and a stranger tells nobody.
    const other: string = (await ask(OF_PARENT)).json().id;
    const none = await client.call('POST', `/api/v1/invitations/${other}/parent-notices`, {
      ...{ request: (await newest(other))?.id, givenOn: day, words: 'x' },
    });
    expect(none.json().code).toBe('nobody-to-tell');
    const stranger = await signedIn(world, await world.officer());
    const refused = await stranger.call('POST', `/api/v1/invitations/${id}/parent-notices`, {
      ...{ request, givenOn: day, words: 'x' },
    });
    expect(refused.status).toBe(404);
  });
});
