import { setTimeout as wait } from 'node:timers/promises';
import { createWorkspace } from '../../../src/apps/workspace/app';
import { loadConfig } from '../../../src/config';
import { createLogger } from '../../../src/platform/observability';
import { OfficerClient, secretOf, sessionOf, signedIn } from './client';
import { openWorld, PASSWORD, seedCase, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

describe('signing in', () => {
  it('answers who it is, and a cookie that no script and no other site can use', async () => {
    const officer = await world.officer();
    const client = new OfficerClient(world.base);
    const answer = await client.signIn(officer.email.toUpperCase());
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({ id: officer.id, role: 'investigator', mustChangePassword: false });
    const cookie = answer.headers.getSetCookie().join();
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect((await client.call('GET', '/api/v1/session')).json()).toMatchObject({ id: officer.id });
  });

  it('says the same of a wrong password and of an unknown address', async () => {
    const officer = await world.officer();
    const client = new OfficerClient(world.base);
    const [wrong, unknown] = [
      await client.signIn(officer.email, 'not the password'),
      await client.signIn('nobody@force.example'),
    ];
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(wrong.json()['detail']).toBe(unknown.json()['detail']);
  });

  it('gives a new session id, so that a planted one opens nothing', async () => {
    const officer = await world.officer();
    const client = await signedIn(world, officer);
    const first = client.cookie;
    await client.signIn(officer.email);
    expect(client.cookie).not.toBe(first);
    const thief = new OfficerClient(world.base);
    thief.cookie = first;
    expect((await thief.call('GET', '/api/v1/session')).status).toBe(401);
  });
});

describe('a session', () => {
  it('ends on signing out, also for a copy of its cookie', async () => {
    const client = await signedIn(world, await world.officer());
    const kept = client.cookie;
    expect((await client.call('DELETE', '/api/v1/session')).status).toBe(204);
    client.cookie = kept;
    expect((await client.call('GET', '/api/v1/session')).status).toBe(401);
  });

  it('ends after the idle time, and every request puts the end off', async () => {
    const client = await signedIn(world, await world.officer());
    const end = async (): Promise<number> => {
      const { rows } = await world.admin.query<{ left: number }>(
        `SELECT extract(epoch FROM expires_at - now())::float8 AS left FROM lintel.officer_session WHERE id_hash = $1`,
        [sessionOf(client)],
      );
      return rows[0]?.left ?? 0;
    };
    expect(await end()).toBeGreaterThan(14 * 60);
    await move(client, '1 minute');
    expect((await client.call('GET', '/api/v1/session')).status).toBe(200);
    expect(await end()).toBeGreaterThan(14 * 60);
    await move(client, '-1 second');
    expect((await client.call('GET', '/api/v1/session')).status).toBe(401);
    const page = await client.page('/investigations/new');
    expect([page.status, page.headers.get('location')]).toEqual([
      303,
      '/sign-in?next=%2Finvestigations%2Fnew',
    ]);
    const back = await client.page(page.headers.get('location') ?? '');
    expect(back.text).toContain('Whoever does nothing for 15 minutes is signed out.');
  });

  it('that is unknown is refused, and the log has it once', async () => {
    const [client, thief] = [await signedIn(world, await world.officer()), new OfficerClient(world.base)];
    thief.cookie = client.cookie;
    await client.call('DELETE', '/api/v1/session');
    const before = await refusals();
    for (const path of ['/api/v1/session', '/api/v1/investigations'])
      expect((await thief.call('GET', path)).status).toBe(401);
    expect((await refusals()).slice(before.length)).toEqual([{ kind: 'officer', why: 'unknown' }]);
    // What this service did not sign is no session of its own: it says nothing of it.
    thief.cookie = 'lintel-workspace=s%3Aforged.forged';
    expect((await thief.call('GET', '/api/v1/session')).status).toBe(401);
    expect(await refusals()).toHaveLength(before.length + 1);
  });

  it('is that of the whole request, also when its body comes in bit by bit', async () => {
    const client = await signedIn(world, await world.officer());
    const written = JSON.stringify({ urn: '13/SLOW/26', offence: 'Stalking' });
    const body = new ReadableStream<Uint8Array>({
      async start(into) {
        for (const part of [written.slice(0, 9), written.slice(9)]) {
          into.enqueue(Buffer.from(part));
          await wait(20);
        }
        into.close();
      },
    });
    const answer = await client.send('POST', '/api/v1/investigations', {
      headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'test' },
      body,
      duplex: 'half',
    } as RequestInit);
    expect(answer.status).toBe(201);
  });

  it('ends when the officer is disabled', async () => {
    const officer = await world.officer();
    const client = await signedIn(world, officer);
    await world.admin.query('UPDATE lintel.officer SET disabled_at = now() WHERE id = $1', [officer.id]);
    expect((await client.call('GET', '/api/v1/session')).status).toBe(401);
  });

  const refusals = async (): Promise<object[]> => {
    const { rows } = await world.admin.query<{ detail: object }>(
      `SELECT event::jsonb -> 'detail' AS detail FROM custody.record
        WHERE event::jsonb ->> 'type' = 'scope-refused' ORDER BY seq`,
    );
    return rows.map(({ detail }) => detail);
  };
  const move = (client: OfficerClient, to: string): Promise<unknown> =>
    world.admin.query(
      'UPDATE lintel.officer_session SET expires_at = now() + $2::interval WHERE id_hash = $1',
      [sessionOf(client), to],
    );
});

describe('a request from another site', () => {
  it('changes nothing, even with the cookie', async () => {
    const officer = await world.officer();
    const client = await signedIn(world, officer);
    const { investigation } = await seedCase(world, officer.id);
    const forged = await client.send('POST', `/investigations/${investigation}/invitations`, {
      headers: { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
      body: new URLSearchParams({ days: '10' }),
    });
    expect(forged.status).toBe(403);
    const bare = await client.send('POST', `/investigations/${investigation}/invitations`, {
      body: new URLSearchParams({ days: '10' }),
    });
    expect(bare.status).toBe(403);
    const list = await client.call('GET', `/api/v1/investigations/${investigation}/invitations`);
    expect(list.json().items).toHaveLength(1);
  });

  it('is not led to another site after signing in', async () => {
    const officer = await world.officer();
    const client = new OfficerClient(world.base);
    for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
      const answer = await client.form('/sign-in', { email: officer.email, password: PASSWORD, next });
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    }
  });
});

describe('behind TLS', () => {
  it('the cookie is Secure and bound to the host', async () => {
    const secure = await openWorld({ WORKSPACE_PUBLIC_URL: 'https://lintel.force.example' });
    try {
      const officer = await secure.officer();
      const answer = await new OfficerClient(secure.base).signIn(officer.email);
      const cookies = answer.headers.getSetCookie();
      for (const name of ['__Host-lintel', '__Host-lintel-device'])
        expect(cookies).toContainEqual(
          expect.stringMatching(new RegExp(`^${name}=.*; Path=/; .*HttpOnly; Secure; SameSite=Strict$`)),
        );
      expect(answer.headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains');
    } finally {
      await secure.close();
    }
  });

  it('production does not start without a session secret', async () => {
    const config = loadConfig({ NODE_ENV: 'production' });
    const logger = createLogger({ process: 'workspace', level: 'silent' });
    const databaseUrl = world.database.urls.workspace;
    await expect(createWorkspace({ config, databaseUrl, logger })).rejects.toThrow(
      'WORKSPACE_SESSION_SECRET',
    );
  });
});

it('tells that it runs and that it is ready', async () => {
  const answers = await Promise.all(['/healthz', '/readyz'].map((path) => fetch(world.base + path)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
});

it('neither password, address, name nor session is ever in the log', async () => {
  const officer = await world.officer();
  const client = await signedIn(world, officer);
  await client.call('GET', '/api/v1/session');
  const log = world.log.join('');
  expect(log).not.toContain(officer.email);
  expect(log).not.toContain(officer.displayName);
  expect(log).not.toContain(PASSWORD);
  expect(log).not.toContain(client.cookie.split('=')[1]);
  expect(log).not.toContain(secretOf(client));
});
