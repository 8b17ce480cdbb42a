import type { Officer } from '../../../src/features/identity';
import { STREET, TESTED } from '../../factories/person-request';
import { signedIn, type OfficerClient } from './client';
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
    const tell = (body: object) => client.call('POST', `/api/v1/invitations/${id}/victim-notices`, body);
    expect(await due()).toEqual(['victim-to-tell']);
    expect(await due(await signedIn(world, await world.officer()))).toEqual([]);
    expect((await client.page('/')).text).toContain(`href="/invitations/${id}/victim-notices"`);
    expect((await client.page(`/invitations/${id}`)).text).toContain(
      'The victim is still to be told in writing',
    );
    // Not before it was done, not taken back before it was said, and not of what leaves no notice open.
    expect((await tell({ givenOn: '2999-01-01', words: 'By letter' })).status).toBe(400);
    expect((await tell({ givenOn: null, words: 'Never' })).json().code).toBe('no-notice-due');
    const other = await make({ ...STREET, holder: 'neighbour', test: null });
    const refused = await client.call('POST', `/api/v1/invitations/${other}/victim-notices`, {
      ...{ givenOn: '2026-01-02', words: 'By letter' },
    });
    expect(refused.json().code).toBe('no-notice-due');
    const form = (fields: Record<string, string>) => client.form(`/invitations/${id}/victim-notices`, fields);
    expect((await form({ told: 'given', givenOn: '', words: 'By hand' })).text).toContain(
      'href="#notice-givenOn"',
    );
    expect((await form({ told: 'given', givenOn: '2026-01-02', words: 'By hand' })).status).toBe(303);
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
    for (const words of ['Given on 2 January 2026: By hand', 'Not given after all: Handed to another person'])
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
  });
});
