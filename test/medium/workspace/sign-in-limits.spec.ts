import { Refusals } from '../../../src/features/identity';
import { Authenticator } from '../../support/authenticator';
import { OfficerClient, signedIn } from './client';
import { openWorld, PASSWORD, type World } from './world';

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

describe('guessing', () => {
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
