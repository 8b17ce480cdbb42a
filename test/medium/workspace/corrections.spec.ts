import type { Officer } from '../../../src/features/identity';
import { until } from '../../support/until';
import { signedIn, type OfficerClient } from './client';
import { openWorld, seedCase, seedClip, type World } from './world';

let world: World;
let officer: Officer;
let client: OfficerClient;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.officer();
  client = await signedIn(world, officer);
});
afterAll(() => world.close());

const acceptance = { initials: 'AB', producerName: 'Ann Bell', description: 'A man at the door' };

/** Types of the events of a clip, and what was said in the last one. */
async function said(clip: string): Promise<{ types: string[]; last: Record<string, unknown> }> {
  const { rows } = await world.admin.query<{ id: string; type: string }>(
    `SELECT id, event::jsonb ->> 'type' AS type FROM custody.record WHERE subject = 'clip:' || $1 ORDER BY seq`,
    [clip],
  );
  const history = (await client.call('GET', `/api/v1/clips/${clip}/custody`)).json().items;
  const openings = history.at(-1)?.openings ?? {};
  return {
    types: rows.map(({ type }) => type),
    last: Object.fromEntries(Object.entries(openings).map(([field, { value }]) => [field, value])),
  };
}

describe('a decline', () => {
  it('is undone with a reason, waits again, and can then be accepted; the log keeps all three', async () => {
    const home = await seedCase(world, officer.id);
    const clip = await seedClip(world, home);
    await client.call('POST', `/api/v1/clips/${clip.id}/decline`, { reason: 'Nobody', note: 'not-needed' });
    const page = (await client.page(`/clips/${clip.id}`)).text;
    expect(page).toContain(`href="/clips/${clip.id}/corrections"`);
    const silent = await client.form(`/clips/${clip.id}/decline/undo`, { reason: ' ' });
    expect(silent.status).toBe(400);
    expect(silent.text).toContain('Say why. It becomes part of the record.');

    const undone = await client.form(`/clips/${clip.id}/decline/undo`, {
      reason: 'He stands behind the car',
    });
    expect(undone.headers.get('location')).toBe(`/clips/${clip.id}`);
    const log = await said(clip.id);
    expect(log.types.slice(-2)).toEqual(['clip-declined', 'decline-undone']);
    expect(log.last).toEqual({ reason: 'He stands behind the car' });
    const { rows } = await world.admin.query(
      `SELECT s.state, s.triaged_at AS at, (SELECT count(*)::int FROM lintel.note n WHERE n.clip_id = $2) AS notes
         FROM lintel.submission s WHERE s.id = $1`,
      [home.submission, clip.id],
    );
    expect(rows).toEqual([{ state: 'sent', at: null, notes: 0 }]);
    expect((await client.call('POST', `/api/v1/clips/${clip.id}/accept`, acceptance)).status).toBe(201);
    const again = await client.call('POST', `/api/v1/clips/${clip.id}/decline/undo`, { reason: 'Again' });
    expect([again.status, again.json().code]).toEqual([409, 'not-undone']);
  });

  it('is undone once when two undo it at once', async () => {
    const home = await seedCase(world, officer.id);
    const { id } = await seedClip(world, home);
    await client.call('POST', `/api/v1/clips/${id}/decline`, { reason: 'Nobody', note: 'none' });
    // Both have begun before either can end.
    await world.admin.query('BEGIN');
    await world.admin.query('SELECT FROM lintel.triage WHERE clip_id = $1 FOR UPDATE', [id]);
    const undo = () => client.call('POST', `/api/v1/clips/${id}/decline/undo`, { reason: 'At once' });
    const both = Promise.all([undo(), undo()]);
    await until('both to wait', async () => {
      await world.admin.query('SELECT pg_stat_clear_snapshot()');
      const { rows } = await world.admin.query<{ waiting: number }>(
        `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows[0]?.waiting === 2;
    });
    await world.admin.query('COMMIT');
    expect((await both).map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  it('stays when nothing is left of the clip, or it is about to be erased', async () => {
    const home = await seedCase(world, officer.id);
    const [gone, going] = [await seedClip(world, home), await seedClip(world, home)];
    for (const clip of [gone, going])
      await client.call('POST', `/api/v1/clips/${clip.id}/decline`, { reason: 'Nobody' });
    await world.admin.query('UPDATE lintel.clip SET erased_at = now() WHERE id = $1', [gone.id]);
    await world.admin.query(
      `INSERT INTO lintel.disposal (id, investigation_id, clip_id, reason, proposed_by)
       VALUES (gen_random_uuid(), $1, $2, 'Not needed', $3)`,
      [home.investigation, going.id, officer.id],
    );
    const undo = (id: string) =>
      client.call('POST', `/api/v1/clips/${id}/decline/undo`, { reason: 'A mistake' });
    const page = (await client.page(`/clips/${gone.id}/corrections`)).text;
    expect([page.includes('This item has been erased'), page.includes('decline/undo')]).toEqual([
      true,
      false,
    ]);
    expect((await undo(gone.id)).status).toBe(409);
    expect((await undo(going.id)).status).toBe(409);
  });
});

describe('what an exhibit says', () => {
  it('is corrected with a reason; the reference stays, and the log keeps the earlier words', async () => {
    const home = await seedCase(world, officer.id);
    const clip = await seedClip(world, home);
    const { id } = (await client.call('POST', `/api/v1/clips/${clip.id}/accept`, acceptance)).json();
    const words = { producerName: 'Anne Bell', description: 'Two men at the door' };
    const form = (await client.page(`/clips/${clip.id}/corrections`)).text;
    expect(form).toContain('value="A man at the door"');
    const done = await client.form(`/exhibits/${id}/corrections`, { ...words, reason: 'There were two' });
    expect(done.headers.get('location')).toBe(`/exhibits/${id}`);
    const shown = JSON.parse((await client.call('GET', `/api/v1/exhibits/${id}`)).text) as object;
    expect(shown).toMatchObject({ ...words, reference: 'AB/1' });
    const log = await said(clip.id);
    expect(log.types.slice(-2)).toEqual(['exhibit-registered', 'exhibit-corrected']);
    expect(log.last).toEqual({ ...words, reason: 'There were two' });

    const same = await client.form(`/exhibits/${id}/corrections`, { ...words, reason: 'Again' });
    expect(same.status).toBe(409);
    expect(same.text).toContain('The exhibit says so already');
  });

  it('is not corrected by a page of before another correction; its words are shown, and then it is', async () => {
    const home = await seedCase(world, officer.id);
    const clip = await seedClip(world, home);
    const { id } = (await client.call('POST', `/api/v1/clips/${clip.id}/accept`, acceptance)).json();
    const was = { producerName: 'Ann Bell', description: 'A man at the door' };
    const readIn = (text: string): string => / name="read" value="([^"]+)"/.exec(text)?.[1] ?? '';
    const before = readIn((await client.page(`/clips/${clip.id}/corrections`)).text);
    // A colleague puts the producer right meanwhile.
    const right = { ...was, producerName: 'Anne Bell' };
    const path = `/api/v1/exhibits/${id}/corrections`;
    const first = await client.call('POST', path, { ...right, reason: 'The name', was });
    expect(first.status).toBe(204);

    const mine = { ...was, description: 'Two men at the door', reason: 'There were two' };
    const refused = await client.form(`/exhibits/${id}/corrections`, { ...mine, read: before });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain(
      'Nothing was corrected: the exhibit was corrected since this page was made.',
    );
    expect(refused.text).toContain('its producer is “Anne Bell”');
    expect(refused.text).toContain('value="Two men at the door"');
    const late = await client.call('POST', path, { ...mine, was });
    expect([late.status, late.json().code]).toEqual([409, 'corrected-meanwhile']);
    expect((await client.call('GET', `/api/v1/exhibits/${id}`)).json()).toMatchObject(right);
    const again = { ...mine, producerName: 'Anne Bell', read: readIn(refused.text) };
    expect((await client.form(`/exhibits/${id}/corrections`, again)).status).toBe(303);
  });

  it('is corrected once when two correct the same words at once', async () => {
    const home = await seedCase(world, officer.id);
    const clip = await seedClip(world, home);
    const { id } = (await client.call('POST', `/api/v1/clips/${clip.id}/accept`, acceptance)).json();
    const was = { producerName: 'Ann Bell', description: 'A man at the door' };
    // Both have begun before either can end.
    await world.admin.query('BEGIN');
    await world.admin.query('SELECT FROM lintel.exhibit WHERE id = $1 FOR UPDATE', [id]);
    const both = Promise.all(
      ['One man', 'Two men'].map((description) =>
        client.call('POST', `/api/v1/exhibits/${id}/corrections`, { ...was, description, reason: 'So', was }),
      ),
    );
    await until('both to wait', async () => {
      await world.admin.query('SELECT pg_stat_clear_snapshot()');
      const { rows } = await world.admin.query<{ waiting: number }>(
        `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows[0]?.waiting === 2;
    });
    await world.admin.query('COMMIT');
    expect((await both).map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  it('is changed through the function alone, and by members alone', async () => {
    const home = await seedCase(world, officer.id);
    const clip = await seedClip(world, home);
    const { id } = (await client.call('POST', `/api/v1/clips/${clip.id}/accept`, acceptance)).json();
    const stranger = await signedIn(world, await world.officer());
    const body = { producerName: 'Eve', description: 'Nothing', reason: 'Because' };
    expect((await stranger.call('POST', `/api/v1/exhibits/${id}/corrections`, body)).status).toBe(404);
    const { rows } = await world.admin.query<{ may: boolean }>(
      `SELECT has_table_privilege('lintel_workspace', 'lintel.exhibit', 'UPDATE') OR has_table_privilege('lintel_workspace', 'lintel.triage', 'DELETE') AS may`,
    );
    expect(rows).toEqual([{ may: false }]);
  });
});
