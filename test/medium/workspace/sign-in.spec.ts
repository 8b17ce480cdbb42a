import { setTimeout as wait } from 'node:timers/promises';
import { createWorkspace } from '../../../src/apps/workspace/app';
import { loadConfig } from '../../../src/config';
import { Refusals } from '../../../src/features/identity';
import { createLogger } from '../../../src/platform/observability';
import { Authenticator } from '../../support/authenticator';
import { OfficerClient, secretOf, sessionOf, signedIn } from './client';
import { openWorld, PASSWORD, seedCase, type World } from './world';

interface OwnSession {
  readonly id: string;
  readonly here: boolean;
}

/** The browser's own cookie after a sign-in: not the session's. */
async function deviceOf(client: OfficerClient, email: string): Promise<string> {
  const answer = await client.signIn(email);
  expect(answer.status).toBe(200);
  const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('lintel-device='));
  expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
  return (cookie ?? '').split(';')[0] ?? '';
}

let world: World;
beforeAll(async () => {
  world = await openWorld({ LIMIT_SIGN_IN_ATTEMPTS: '3', PASSWORD_WORDS: 'Avon Vale' });
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

  it('takes nothing more for a while from where too many wrong passwords came, also for an address that is nobody’s', async () => {
    const client = new OfficerClient(world.base);
    for (const email of [(await world.officer()).email, 'nobody@held.example']) {
      for (let attempt = 0; attempt < 3; attempt += 1)
        expect((await client.signIn(email, `wrong ${attempt}`)).status).toBe(401);
      const held = await client.signIn(email, PASSWORD);
      expect(held.json()).toMatchObject({ status: 429, code: 'sign-in-held' });
      expect(held.json().detail).toContain('Wait 15 minutes');
      const page = await client.form('/sign-in', { email, password: PASSWORD });
      expect([page.status, page.text.includes('Wait 15 minutes')]).toEqual([400, true]);
    }
    await world.admin.query(`UPDATE lintel.sign_in_count SET expires_at = now() - interval '1 second'`);
    expect((await client.signIn((await world.officer()).email)).status).toBe(200);
  });

  it('lets an officer into a browser of their own, whatever others guess meanwhile', async () => {
    const officer = await world.officer();
    const own = new OfficerClient(world.base);
    const device = await deviceOf(own, officer.email);
    for (let guess = 0; guess < 11; guess += 1)
      await new OfficerClient(world.base).signIn(officer.email, `guess ${guess}`);
    expect((await new OfficerClient(world.base).signIn(officer.email)).status).toBe(429);
    own.cookie = device;
    expect((await own.signIn(officer.email)).status).toBe(200);
  });

  it('knows a browser by the secret that it got last, which any officer’s sign-in there replaces', async () => {
    const [ann, ben] = [await world.officer(), await world.officer()];
    const client = new OfficerClient(world.base);
    const first = await deviceOf(client, ann.email);
    client.cookie = first;
    const second = await deviceOf(client, ben.email);
    expect(second).not.toBe(first);
    for (let guess = 0; guess < 3; guess += 1)
      await new OfficerClient(world.base).signIn(ann.email, `guess ${guess}`);
    client.cookie = first;
    expect((await client.signIn(ann.email)).status).toBe(429);
    client.cookie = second;
    expect((await client.signIn(ann.email)).status).toBe(200);
  });

  it('logs one event of a run of refusals, and how many there were when it is over', async () => {
    const officer = await world.officer();
    for (let guess = 0; guess < 12; guess += 1)
      await new OfficerClient(world.base).signIn(officer.email, `guess ${guess}`);
    const events = async (): Promise<object[]> => {
      const { rows } = await world.admin.query<{ detail: object }>(
        `SELECT event::jsonb -> 'detail' AS detail FROM custody.record
          WHERE event::jsonb ->> 'type' = 'officer-refused' AND event::jsonb #>> '{detail,officer}' = $1 ORDER BY seq`,
        [officer.id],
      );
      return rows.map(({ detail }) => detail);
    };
    expect(await events()).toEqual([{ officer: officer.id }]);
    await world.admin.query(`UPDATE lintel.refusal_run SET last_at = now() - interval '16 minutes'`);
    await world.http.app.get(Refusals, { strict: false }).logRuns();
    expect(await events()).toEqual([{ officer: officer.id }, { officer: officer.id, refusals: 12 }]);
    await world.http.app.get(Refusals, { strict: false }).logRuns();
    expect(await events()).toHaveLength(2);
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

describe('a one-time password', () => {
  it('works once, and opens nothing but the choice of another', async () => {
    const supervisor = await signedIn(world, await world.officer('supervisor'));
    const made = await supervisor.call('POST', '/api/v1/officers', {
      email: 'new@force.example',
      displayName: 'Nora New',
      role: 'investigator',
    });
    expect(made.status).toBe(201);
    const { password } = made.json();
    const [here, elsewhere] = [new OfficerClient(world.base), new OfficerClient(world.base)];
    await here.signIn('new@force.example', password);
    const again = await elsewhere.signIn('new@force.example', password);
    expect(again.json()).toMatchObject({ status: 401, code: 'one-time-password-over' });
    expect(again.json().detail).toContain('was used before');
    expect((await here.call('GET', '/api/v1/investigations')).json()).toMatchObject({
      status: 403,
      code: 'password-change-needed',
    });
    expect((await here.page('/')).headers.get('location')).toBe('/password');
    const weak = await here.call('POST', '/api/v1/password', { current: password, wanted: 'short' });
    expect(weak.json()).toMatchObject({ status: 400, code: 'weak-password' });
    const changed = await here.call('POST', '/api/v1/password', { current: password, wanted: PASSWORD });
    expect(changed.status).toBe(200);
    expect((await here.call('GET', '/api/v1/investigations')).status).toBe(200);
    expect((await elsewhere.signIn('new@force.example')).status).toBe(200);
  });

  it('is over after a day; a supervisor gives another, as long as none was chosen', async () => {
    const supervisor = await signedIn(world, await world.officer('supervisor'));
    const made = await supervisor.call('POST', '/api/v1/officers', {
      email: 'late@force.example',
      displayName: 'Larry Late',
      role: 'investigator',
    });
    await world.admin.query(`UPDATE lintel.officer SET one_time_until = now() WHERE id = $1`, [
      made.json().id,
    ]);
    const client = new OfficerClient(world.base);
    const page = await client.form('/sign-in', {
      email: 'late@force.example',
      password: made.json().password,
    });
    expect([page.status, page.text.includes('worked for 24 hours, which are over')]).toEqual([400, true]);
    const path = `/api/v1/officers/${made.json().id}/one-time-password`;
    const { password } = (await supervisor.call('POST', path, {})).json();
    expect((await client.signIn('late@force.example', password)).status).toBe(200);
    await client.call('POST', '/api/v1/password', { current: password, wanted: PASSWORD });
    expect((await supervisor.call('POST', path, {})).json()).toMatchObject({
      status: 409,
      code: 'password-chosen',
    });
  });
});

describe('an officer’s sessions', () => {
  it('are listed with browser, place and times, and ended from another', async () => {
    const officer = await world.officer();
    const [here, there] = [new OfficerClient(world.base), new OfficerClient(world.base)];
    await here.signIn(officer.email);
    await there.signIn(officer.email);
    const list = async (): Promise<OwnSession[]> =>
      (JSON.parse((await here.call('GET', '/api/v1/sessions')).text) as { items: OwnSession[] }).items;
    const [first, second] = await list();
    expect(first).toMatchObject({ here: true, place: 'this-machine', browser: 'Another program' });
    expect(second?.here).toBe(false);
    const page = await here.page('/sessions');
    expect(page.text).toContain('From the machine that runs the service.');
    expect((await here.call('DELETE', `/api/v1/sessions/${first?.id ?? ''}`)).status).toBe(404);
    expect((await here.form(`/sessions/${second?.id ?? ''}/end`, {})).status).toBe(303);
    expect((await there.call('GET', '/api/v1/session')).status).toBe(401);
    await there.signIn(officer.email);
    expect(JSON.parse((await here.call('DELETE', '/api/v1/sessions')).text)).toEqual({ ended: 1 });
    expect(await list()).toHaveLength(1);
    const { rows } = await world.admin.query<{ detail: object }>(
      `SELECT event::jsonb -> 'detail' AS detail FROM custody.record
        WHERE event::jsonb ->> 'type' = 'officer-sessions-ended' AND event::jsonb #>> '{actor,id}' = $1`,
      [officer.id],
    );
    expect(rows.map(({ detail }) => detail)).toEqual([{ sessions: 1 }, { sessions: 1 }]);
  });

  it('elsewhere end when a second step is set up', async () => {
    const officer = await world.officer();
    const [here, there] = [await signedIn(world, officer), new OfficerClient(world.base)];
    await there.signIn(officer.email);
    const begun = await here.call('POST', '/api/v1/second-factor');
    const app = new Authenticator((JSON.parse(begun.text) as { secret: string }).secret);
    await here.call('POST', '/api/v1/second-factor/confirmation', { code: app.code() });
    expect((await here.call('GET', '/api/v1/session')).status).toBe(200);
    expect((await there.call('GET', '/api/v1/session')).status).toBe(401);
  });
});

describe('a password of one’s own', () => {
  it.each([
    ['password1234', 'among the first that people try'],
    ['Force-Example-26', 'your name'],
    ['Lintel-2026!!', 'this service'],
    ['Avon Vale 2026', 'your force'],
  ])('is not %s, over the API and on the page', async (wanted, why) => {
    const client = await signedIn(world, await world.officer());
    const answer = await client.call('POST', '/api/v1/password', { current: PASSWORD, wanted });
    expect(answer.json()).toMatchObject({ status: 400, code: 'weak-password' });
    expect(answer.json().detail).toContain(why);
    const page = await client.form('/password', { current: PASSWORD, wanted, repeated: wanted });
    expect(page.status).toBe(400);
    expect(page.text).toContain(why);
  });
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
