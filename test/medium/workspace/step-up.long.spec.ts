import { OfficerClient, sessionOf, signedIn } from './client';
import { openWorld, PASSWORD, seedCase, seedClip, seedRendition, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** Moves what a session keeps of its times so many minutes into the past. */
async function age(
  client: OfficerClient,
  field: 'confirmed_until' | 'ends_at',
  minutes: number,
): Promise<void> {
  const { rowCount } = await world.admin.query(
    `UPDATE lintel.officer_session SET ${field} = ${field} - make_interval(mins => $2) WHERE id_hash = $1`,
    [sessionOf(client), minutes],
  );
  expect(rowCount).toBe(1);
}

async function withClip() {
  const officer = await world.officer();
  const into = await seedCase(world, officer.id);
  const clip = await seedClip(world, into);
  const client = new OfficerClient(world.base);
  await client.signIn(officer.email);
  const take = () =>
    client.call('POST', `/api/v1/clips/${clip.id}/downloads`, {
      content: 'original',
      reason: 'For the file',
    });
  return { officer, client, clip, take };
}

describe('before evidence leaves the service', () => {
  it('the officer confirms who they are; the API says so in a way that programs understand', async () => {
    const { client, clip, take } = await withClip();
    const refused = await take();
    expect(refused.json()).toMatchObject({
      status: 403,
      code: 'step-up-needed',
      facts: { confirmAt: '/api/v1/session/confirmation', lastsMinutes: 10 },
    });
    // The bytes of the original are a copy, whatever they are asked for as.
    const looked = await client.call('POST', `/api/v1/clips/${clip.id}/viewings`, { content: 'original' });
    expect(looked.json().code).toBe('step-up-needed');
    expect((await client.confirm('not the password')).json().code).toBe('wrong-password');
    expect((await take()).status).toBe(403);
    const confirmed = await client.confirm();
    expect(confirmed.status).toBe(200);
    expect((await take()).status).toBe(201);
    const session = await client.call('GET', '/api/v1/session');
    expect(JSON.parse(session.text)).toMatchObject(JSON.parse(confirmed.text) as object);
  });

  it('it lasts for some minutes, and no longer', async () => {
    const { client, take } = await withClip();
    await client.confirm();
    await age(client, 'confirmed_until', 9);
    expect((await take()).status).toBe(201);
    await age(client, 'confirmed_until', 1);
    expect((await take()).json().code).toBe('step-up-needed');
  });

  it('the session gets another id, and the one before opens nothing', async () => {
    const { client } = await withClip();
    const thief = new OfficerClient(world.base);
    thief.cookie = client.cookie;
    await client.confirm();
    expect(client.cookie).not.toBe(thief.cookie);
    expect((await thief.call('GET', '/api/v1/session')).status).toBe(401);
  });

  it('a confirmation ends with the session, not with the machine', async () => {
    const { officer, client, take } = await withClip();
    await client.confirm();
    await client.call('DELETE', '/api/v1/session');
    await client.signIn(officer.email);
    expect((await take()).json().code).toBe('step-up-needed');
  });

  it('a copy goes to the session in which it was confirmed, and to no other of the same officer', async () => {
    const { officer, client, clip, take } = await withClip();
    await client.confirm();
    const { contentUrl } = (await take()).json();
    // The bytes of the original are a copy, whatever they are asked for as.
    const look = await client.call('POST', `/api/v1/clips/${clip.id}/viewings`, { content: 'original' });
    const elsewhere = new OfficerClient(world.base);
    await elsewhere.signIn(officer.email);
    const answer = async (by: OfficerClient, url: string): Promise<number> => {
      const { status, body } = await by.send('GET', url);
      await body?.cancel();
      return status;
    };
    for (const url of [contentUrl, look.json().contentUrl]) {
      expect(await answer(elsewhere, url)).toBe(404);
      expect(await answer(client, url)).toBe(200);
      expect(await answer(elsewhere, url)).toBe(404);
    }
    // Also under the next secret of the session, and no more once it has ended.
    await client.confirm();
    expect(await answer(client, contentUrl)).toBe(200);
    await client.call('DELETE', '/api/v1/session');
    await client.signIn(officer.email);
    expect(await answer(client, contentUrl)).toBe(404);
  });

  it('a page keeps what was typed, and goes on with it once', async () => {
    const { client, clip } = await withClip();
    const path = `/clips/${clip.id}/downloads`;
    const sent = await client.form(path, { content: 'original', reason: 'For “the” <file>' });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/confirm']);
    const wrong = await client.form('/confirm', { password: 'not the password' });
    expect([wrong.status, wrong.text.includes('not the password')]).toEqual([400, false]);
    expect((await client.form('/confirm', { password: PASSWORD })).headers.get('location')).toBe(
      '/confirm/go-on',
    );
    const onward = await client.page('/confirm/go-on');
    expect(onward.text).toContain(`action="${path}"`);
    expect(onward.text).toContain('value="For “the” &lt;file&gt;"');
    expect((await client.page('/confirm/go-on')).headers.get('location')).toBe('/');
    const { rows } = await world.admin.query('SELECT 1 FROM lintel.access_ticket WHERE clip_id = $1', [
      clip.id,
    ]);
    expect(rows).toEqual([]);
  });

  it('a page first asks for what is missing in its form, and only then who it is', async () => {
    const { client, clip } = await withClip();
    const path = `/clips/${clip.id}/downloads`;
    const empty = await client.form(path, { content: 'original', reason: ' ' });
    expect([empty.status, empty.text.includes('Say why you take a copy away.')]).toEqual([400, true]);
    const whole = await client.form(path, { content: 'original', reason: 'For the file' });
    expect([whole.status, whole.headers.get('location')]).toEqual([303, '/confirm']);
  });

  it('wrong answers are counted and logged like wrong sign-ins', async () => {
    const { officer, client } = await withClip();
    for (let n = 0; n < 10; n += 1) await client.confirm('not the password');
    expect((await client.confirm()).json().code).toBe('sign-in-held');
    // Whoever sat down at an open session keeps nobody out elsewhere.
    expect((await new OfficerClient(world.base).signIn(officer.email)).status).toBe(200);
    const { rows } = await world.admin.query<{ type: string }>(
      `SELECT event::jsonb ->> 'type' AS type FROM custody.record
        WHERE $1 IN (event::jsonb #>> '{actor,id}', event::jsonb #>> '{detail,officer}')`,
      [officer.id],
    );
    expect(rows.filter(({ type }) => type === 'officer-refused').length).toBe(1);
  });
});

describe('a session', () => {
  it('ends after the absolute time, however busy it is', async () => {
    const client = await signedIn(world, await world.officer());
    await age(client, 'ends_at', 12 * 60 - 1);
    expect((await client.call('GET', '/api/v1/session')).status).toBe(200);
    await age(client, 'ends_at', 1);
    expect((await client.call('GET', '/api/v1/session')).status).toBe(401);
    expect((await client.page('/')).headers.get('location')).toBe('/sign-in');
  });

  it('takes the stream that is playing with it when it ends, and not when it only gets another id', async () => {
    const { client, clip } = await withClip();
    const bytes = Buffer.alloc(40_000_000, 7);
    await seedRendition(world, clip, 'proxy', { bytes, contentType: 'video/mp4' });
    const play = async () => {
      const viewing = await client.call('POST', `/api/v1/clips/${clip.id}/viewings`, { content: 'proxy' });
      const headers = { Cookie: client.cookie };
      const answer = await fetch(world.base + viewing.json().contentUrl, { headers });
      const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
      await reader.read();
      // What is read slowly can be stopped only by its end.
      return async (ms = 0): Promise<void> => {
        while (!(await reader.read()).done) if (ms > 0) await new Promise((go) => setTimeout(go, ms));
      };
    };
    const [first, second] = [await play(), await play()];
    await client.confirm();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await expect(first()).resolves.toBeUndefined();
    await client.call('DELETE', '/api/v1/session');
    await expect(second(50)).rejects.toThrow();
  });

  it('a second sign-in replaces the first wholly, its confirmation too', async () => {
    const [ann, ben] = [await world.officer(), await world.officer('supervisor')];
    const client = await signedIn(world, ann);
    const old = new OfficerClient(world.base);
    old.cookie = client.cookie;
    await client.signIn(ben.email);
    expect((await old.call('GET', '/api/v1/session')).status).toBe(401);
    const now = await client.call('GET', '/api/v1/session');
    expect(JSON.parse(now.text)).toMatchObject({ id: ben.id, role: 'supervisor', confirmedUntil: null });
  });

  it('a form that was shown to another officer changes nothing', async () => {
    const [ann, ben] = [await world.officer(), await world.officer()];
    const client = await signedIn(world, ben);
    const fields = { urn: `13/${Date.now()}/26`, offence: 'Stalking' };
    const shown = await client.page('/investigations/new');
    expect(shown.text).toContain(`name="_officer" value="${ben.id}"`);
    const mixed = await client.form('/investigations', { ...fields, _officer: ann.id });
    expect([mixed.status, mixed.text.includes('Another officer has signed in')]).toEqual([409, true]);
    expect((await client.form('/investigations', { ...fields, _officer: ben.id })).status).toBe(303);
  });
});

describe('where passwords are switched off', () => {
  it('nobody signs in with one, and sessions that began with one are over', async () => {
    const provider = { OIDC_ISSUER: 'http://localhost:1', OIDC_CLIENT_ID: 'x', OIDC_ROLES: 'a=auditor' };
    const other = await openWorld({ ...provider, LOCAL_SIGN_IN: 'false' });
    try {
      const officer = await other.officer();
      const client = new OfficerClient(other.base);
      const refused = await client.signIn(officer.email);
      expect([refused.status, refused.json().code]).toEqual([403, 'local-sign-in-off']);
      const page = await client.page('/sign-in');
      expect(page.text).not.toContain('name="password"');
      expect(page.text).toContain('Sign in with your force account');
      // The provider does not answer: a kind page, not a broken one.
      expect((await client.page('/sign-in/provider')).status).toBe(503);
    } finally {
      await other.close();
    }
  });
});
