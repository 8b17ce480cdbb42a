import type { Officer } from '../../../src/features/identity';
import { signedIn, type OfficerClient } from './client';
import { openWorld, seedCase, seedClip, seedRendition, type Case, type World } from './world';

let world: World;
let home: Case;
let urn: string;
let helper: Officer;
let client: OfficerClient;
let supervisor: OfficerClient;
const REASON = 'She rang: he is at the door now & nobody answers';

interface Access {
  readonly id: string;
  readonly investigationId: string;
  readonly open: boolean;
  readonly seenAt: string | null;
  readonly officerName: string;
}

beforeAll(async () => {
  world = await openWorld({ EMERGENCY_ACCESS_MINUTES: '30' });
  home = await seedCase(world, (await world.officer()).id);
  const { rows } = await world.admin.query<{ urn: string }>(
    'SELECT urn FROM lintel.investigation WHERE id = $1',
    [home.investigation],
  );
  urn = rows[0]?.urn ?? '';
  supervisor = await signedIn(world, await world.officer('supervisor'));
});
beforeEach(async () => {
  helper = await world.officer();
  client = await signedIn(world, helper);
});
afterAll(() => world.close());

const open = async (by = client): Promise<Access> => {
  const answer = await by.call('POST', '/api/v1/emergency-accesses', { urn, reason: REASON });
  expect(answer.status).toBe(201);
  return JSON.parse(answer.text) as Access;
};
const listed = async (by: OfficerClient): Promise<Access[]> =>
  (JSON.parse((await by.call('GET', '/api/v1/emergency-accesses')).text) as { items: Access[] }).items;
const look = (by = client) => by.call('GET', `/api/v1/investigations/${home.investigation}`);

describe('an officer who is no member', () => {
  it('opens an investigation with a reason, and the log holds it before anything is seen', async () => {
    expect((await look()).status).toBe(404);
    const { id } = await open();
    expect((await look()).status).toBe(200);
    const { rows } = await world.admin.query<{ event: string; value: unknown }>(
      `SELECT r.event, o.value FROM custody.record r JOIN lintel.opening o ON o.event_id = r.id
        WHERE r.subject = $1 AND r.event::jsonb #>> '{detail,access}' = $2`,
      [`investigation:${home.investigation}`, id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.value).toBe(REASON);
    expect(JSON.parse(rows[0]?.event ?? '{}')).toMatchObject({
      type: 'access-broken-glass',
      actor: { kind: 'officer', id: helper.id },
    });
    // A commitment to the reason, never its words.
    expect(rows[0]?.event).not.toContain('at the door');
  });

  it('loses it by itself when the time is up', async () => {
    const { id } = await open();
    await world.admin.query(
      `UPDATE lintel.emergency_access SET started_at = now() - interval '31 minutes', ends_at = now() - interval '1 minute'
        WHERE id = $1`,
      [id],
    );
    expect((await look()).status).toBe(404);
    expect((await listed(client))[0]).toMatchObject({ id, open: false });
  });

  it('is told so on every page, with the time it ends and a way to end it now, and by nothing afterwards', async () => {
    const banner = `by emergency access</strong>, until`;
    expect((await client.page('/')).text).not.toContain(banner);
    const { id } = await open();
    for (const path of ['/', '/investigations', `/investigations/${home.investigation}`]) {
      const { text } = await client.page(path);
      expect(text).toContain(`You are in ${urn} ${banner}`);
      expect(text).toContain(`action="/emergency-accesses/${id}/end"`);
    }
    expect((await supervisor.page('/')).text).not.toContain(banner);
    await client.form(`/emergency-accesses/${id}/end`, {});
    expect((await client.page('/')).text).not.toContain(banner);
    expect((await look()).status).toBe(404);
  });

  it('lets nobody else in, and gets no seat of its own', async () => {
    await open();
    const path = `/api/v1/investigations/${home.investigation}/members`;
    expect((await client.call('POST', path, { email: helper.email })).status).toBe(404);
    expect((await client.call('DELETE', `${path}/${helper.id}`)).status).toBe(404);
    const mine = await client.call('GET', '/api/v1/investigations');
    expect(mine.json().items).toEqual([]);
  });

  it('needs a reason, a known reference, and not to be in already', async () => {
    const ask = (body: object) => client.call('POST', '/api/v1/emergency-accesses', body);
    expect((await ask({ urn, reason: 'because' })).json()).toMatchObject({
      status: 400,
      errors: [{ field: 'reason' }],
    });
    expect((await ask({ urn: '99/NONE/26', reason: REASON })).status).toBe(404);
    await open();
    expect((await ask({ urn, reason: REASON })).json().code).toBe('member-already');
    const page = await client.form('/emergency-accesses', { urn: '99/NONE/26', reason: REASON });
    expect(page.status).toBe(400);
    expect(page.text).toContain('value="99/NONE/26"');
  });
});

describe('a supervisor', () => {
  it('sees it at once on every page, marks it as seen, and never one’s own', async () => {
    const count = async (): Promise<number> =>
      Number(/(\d+) not seen/.exec((await supervisor.page('/')).text)?.[1] ?? 0);
    const before = await count();
    const { id } = await open();
    expect(await count()).toBe(before + 1);
    const page = await supervisor.page('/emergency-accesses');
    expect(page.text).toContain(helper.displayName);
    expect(page.text).toContain('he is at the door now &amp; nobody answers');
    expect((await supervisor.call('POST', `/api/v1/emergency-accesses/${id}/seen`, {})).status).toBe(204);
    expect((await supervisor.call('POST', `/api/v1/emergency-accesses/${id}/seen`, {})).status).toBe(204);
    expect(await count()).toBe(before);
    expect((await listed(supervisor)).find((row) => row.id === id)?.seenAt).not.toBeNull();

    const own = await open(supervisor);
    expect(await count()).toBe(before);
    const refused = await supervisor.call('POST', `/api/v1/emergency-accesses/${own.id}/seen`, {});
    expect(refused.json().code).toBe('own-access');
    await supervisor.call('POST', `/api/v1/emergency-accesses/${own.id}/end`, {});
    expect((await look(supervisor)).status).toBe(404);
  });

  it('ends it at once, also for a stream that is playing', async () => {
    const clip = await seedClip(world, home);
    const bytes = Buffer.alloc(40_000_000, 7);
    await seedRendition(world, clip, 'proxy', { bytes, contentType: 'video/mp4' });
    const { id } = await open();
    const viewing = await client.call('POST', `/api/v1/clips/${clip.id}/viewings`, { content: 'proxy' });
    const answer = await fetch(world.base + viewing.json().contentUrl, {
      headers: { Cookie: client.cookie },
    });
    expect(answer.status).toBe(200);
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    let got = (await reader.read()).value?.length ?? 0;
    await supervisor.call('POST', `/api/v1/emergency-accesses/${id}/end`, {});
    // Slowly, so that only its end, and not the reader, can stop it.
    const rest = async (): Promise<void> => {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        got += value.length;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    await expect(rest()).rejects.toThrow();
    expect(got).toBeLessThan(bytes.length);
  });

  it('no other officer ends what is not theirs', async () => {
    const { id } = await open();
    const other = await signedIn(world, await world.officer());
    expect((await other.call('POST', `/api/v1/emergency-accesses/${id}/end`, {})).status).toBe(404);
    expect((await other.call('POST', `/api/v1/emergency-accesses/${id}/seen`, {})).status).toBe(403);
    expect((await client.call('POST', `/api/v1/emergency-accesses/${id}/end`, {})).status).toBe(204);
    expect((await look()).status).toBe(404);
  });
});

it('an auditor reads all of them, others only their own', async () => {
  const { id } = await open();
  const auditor = await signedIn(world, await world.officer('auditor'));
  const other = await signedIn(world, await world.officer());
  expect((await listed(auditor)).map((row) => row.id)).toContain(id);
  expect(await listed(other)).toEqual([]);
  expect((await auditor.page('/emergency-accesses')).text).toContain(helper.displayName);
  expect((await auditor.call('POST', '/api/v1/emergency-accesses', { urn, reason: REASON })).status).toBe(
    403,
  );
});
