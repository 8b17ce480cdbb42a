import { randomUUID } from 'node:crypto';
import type { Officer } from '../../../src/features/identity';
import { signedIn, type Answer, type OfficerClient } from './client';
import { acceptance, evidenceOf as of, manyClips, watchable } from './evidence.world';
import { openWorld, seedCase, type Case, type World } from './world';

let world: World;
let officer: Officer;
let client: OfficerClient;
beforeAll(async () => {
  world = await openWorld({ LIMIT_CLIPS_TOGETHER: '130' });
  officer = await world.officer();
  client = await signedIn(world, officer);
});
afterAll(() => world.close());

describe('deciding about what was selected', () => {
  const decide = (home: Case, fields: Record<string, string>) =>
    client.form(`${of(home)}/decide`, { verb: 'accept', ...acceptance, ...fields });

  it('takes items of several sendings, numbers them in the order of events, and says which references were given', async () => {
    const home = await seedCase(world, officer.id);
    const other = { ...home, submission: randomUUID() };
    await world.admin.query(
      `INSERT INTO lintel.submission (id, invitation_id, investigation_id, reference, state, sent_at)
       SELECT $1::uuid, invitation_id, investigation_id, 'S-' || left($1::uuid::text, 8), 'sent', now() FROM lintel.submission WHERE id = $2`,
      [other.submission, home.submission],
    );
    const [late, early, middle] = [
      await watchable(world, home, 'late.mp4', '2026-07-03T10:00:00Z'),
      await watchable(world, other, 'early.mp4', '2026-07-01T10:00:00Z'),
      await watchable(world, other, 'middle.mp4', '2026-07-02T10:00:00Z'),
    ];
    const answer = await client.call('POST', `/api/v1${of(home)}/accept`, {
      ...acceptance,
      clips: [late.id, middle.id, early.id],
    });
    const { items } = JSON.parse(answer.text) as { items: { clipId: string; reference: string }[] };
    expect(items.map(({ clipId, reference }) => [clipId, reference])).toEqual([
      [early.id, 'AB/1'],
      [middle.id, 'AB/2'],
      [late.id, 'AB/3'],
    ]);
    const { rows } = await world.admin.query(
      'SELECT state FROM lintel.submission WHERE investigation_id = $1',
      [home.investigation],
    );
    expect(rows).toEqual([{ state: 'triaged' }, { state: 'triaged' }]);
  });

  it('takes all that match in one act, shown on the page or not', async () => {
    const home = await seedCase(world, officer.id);
    await manyClips(world, home, 125);
    await world.admin.query(
      `UPDATE lintel.clip SET file_name = 'keep ' || id WHERE investigation_id = $1 AND file_name = 'clip 3.mp4'`,
      [home.investigation],
    );
    const declined = await decide(home, {
      verb: 'decline',
      reason: 'The street',
      note: 'none',
      all: 'yes',
      address: 'q=clip',
    });
    expect(declined.status).toBe(303);
    expect(declined.headers.get('location')).toBe(`${of(home)}?q=clip&done=124+declined`);
    const page = (await client.page(declined.headers.get('location') ?? '')).text;
    expect(page).toContain('Done: 124 declined.');
    expect(page).toContain('<b>1</b> to decide');
  });

  it('refuses all where one cannot go with the others, and keeps what was typed and ticked', async () => {
    const home = await seedCase(world, officer.id);
    const [good, decided] = [
      await watchable(world, home, 'good.mp4'),
      await watchable(world, home, 'decided.mp4'),
    ];
    await client.call('POST', `/api/v1/clips/${decided.id}/accept`, acceptance);
    const answer = await decide(home, { all: 'yes', address: '' });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('Nothing was decided. Decided already');
    expect(answer.text).toContain('value="A man at the door"');
    const { rows } = await world.admin.query('SELECT 1 FROM lintel.triage WHERE clip_id = $1', [good.id]);
    expect(rows).toEqual([]);
    const none = await decide(home, {});
    expect(none.status).toBe(400);
    expect(none.text).toContain('Tick the clips that you want to decide together.');
    const nameless = await decide(home, { clips: good.id, description: '' });
    expect(nameless.status).toBe(400);
    expect(nameless.text).toContain(`value="${good.id}" checked`);
    // Initials that are left empty are taken from the name.
    const one = await decide(home, { clips: good.id, initials: '' });
    expect(one.headers.get('location')).toBe(`${of(home)}?done=AB%2F2`);
  });
});
