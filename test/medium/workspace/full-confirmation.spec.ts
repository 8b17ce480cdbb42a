import { randomUUID } from 'node:crypto';
import type { Officer } from '../../../src/features/identity';
import { Authenticator } from '../../support/authenticator';
import { SecurityKey } from '../../support/security-key';
import { OfficerClient, signedIn } from './client';
import { openWorld, PASSWORD, type World } from './world';

const RP = 'lintel.force.example';
/** The address of the pages, as far as the workspace and the authenticator know. */
const ORIGIN = `http://${RP}`;
const WANTED = 'a newly chosen password';

let world: World;
beforeAll(async () => {
  world = await openWorld({ WORKSPACE_PUBLIC_URL: ORIGIN });
});
afterAll(() => world.close());

interface Enrolled {
  readonly officer: Officer;
  /** Signed in with password and code, and not confirmed. */
  readonly client: OfficerClient;
  readonly app: Authenticator;
  readonly recoveryCodes: readonly string[];
}

/** Of the app the code of the next step is still unused. */
async function enrolled(): Promise<Enrolled> {
  const officer = await world.officer();
  const first = await signedIn(world, officer);
  const begun = JSON.parse((await first.call('POST', '/api/v1/second-factor')).text) as { secret: string };
  const app = new Authenticator(begun.secret);
  const code = app.code();
  const confirmed = await first.call('POST', '/api/v1/second-factor/confirmation', { code });
  const { recoveryCodes } = JSON.parse(confirmed.text) as { recoveryCodes: string[] };
  const client = new OfficerClient(world.base);
  const given = { email: officer.email, password: PASSWORD, code: recoveryCodes.pop() };
  expect((await client.call('POST', '/api/v1/session', given)).status).toBe(200);
  return { officer, client, app, recoveryCodes };
}

const FACTORS: readonly (readonly [method: string, path: string, body?: object])[] = [
  ['POST', '/api/v1/second-factor'],
  ['POST', '/api/v1/second-factor/confirmation', { code: '000000' }],
  ['POST', '/api/v1/second-factor/recovery-codes'],
  ['DELETE', '/api/v1/second-factor'],
  ['POST', '/api/v1/passkeys/challenge'],
  ['POST', '/api/v1/passkeys', { name: 'key' }],
  ['DELETE', `/api/v1/passkeys/${randomUUID()}`],
  ['POST', '/api/v1/password', { current: PASSWORD, wanted: WANTED }],
];

const askedFor = async (client: OfficerClient): Promise<string[]> => {
  const asked: string[] = [];
  for (const [method, path, body] of FACTORS) {
    const { status, text } = await client.call(method, path, body);
    if (status === 403 && text.includes('"step-up-needed"') && text.includes('"fully":true'))
      asked.push(`${method} ${path}`);
  }
  return asked;
};
const ALL = FACTORS.map(([method, path]) => `${method} ${path}`);

const confirm = async (client: OfficerClient, given: object) => {
  const { status, text } = await client.call('POST', '/api/v1/session/confirmation', given);
  return status === 200 ? status : (JSON.parse(text) as { code: string }).code;
};

/** Whether a step-up of another kind is asked for: of the account of somebody else. */
const another = async (client: OfficerClient): Promise<boolean> =>
  (await client.call('POST', `/api/v1/officers/${randomUUID()}/activate`)).text.includes('step-up-needed');

describe('what protects an account', () => {
  it('changes only after all that signing in asks for: neither password nor code alone is enough', async () => {
    const { officer, client, app, recoveryCodes } = await enrolled();
    await world.admin.query(`UPDATE lintel.officer SET role = 'supervisor' WHERE id = $1`, [officer.id]);
    expect(await askedFor(client)).toEqual(ALL);
    expect(await another(client)).toBe(true);
    expect(await confirm(client, { password: PASSWORD })).toBe('wrong-code');
    expect(await confirm(client, { code: recoveryCodes[0] })).toBe(200);
    // It confirms what is not about the account itself.
    expect([await another(client), await askedFor(client)]).toEqual([false, ALL]);
    expect(await confirm(client, { password: 'not the password', code: app.code(1) })).toBe('wrong-password');
    expect(await confirm(client, { password: PASSWORD, code: '000000' })).toBe('wrong-code');
    expect(await askedFor(client)).toEqual(ALL);
    expect(await confirm(client, { password: PASSWORD, code: app.code(1) })).toBe(200);
    expect((await client.call('POST', '/api/v1/second-factor/recovery-codes')).status).toBe(200);
    const changed = await client.call('POST', '/api/v1/password', { current: PASSWORD, wanted: WANTED });
    expect(changed.status).toBe(200);
    expect((await client.call('DELETE', '/api/v1/second-factor')).status).toBe(204);
  });

  it('changes after a passkey, whose browser asked for PIN, finger or face', async () => {
    const officer = await world.officer();
    const [first, key] = [await signedIn(world, officer), new SecurityKey()];
    const challenge = async (of: OfficerClient, path: string): Promise<string> =>
      (JSON.parse((await of.call('POST', path)).text) as { challenge: string }).challenge;
    const made = key.made({
      challenge: await challenge(first, '/api/v1/passkeys/challenge'),
      origin: ORIGIN,
    });
    const added = await first.call('POST', '/api/v1/passkeys', { name: 'Key', passkey: made });
    const [code] = (JSON.parse(added.text) as { recoveryCodes: string[] }).recoveryCodes;
    const client = new OfficerClient(world.base);
    await client.call('POST', '/api/v1/session', { email: officer.email, password: PASSWORD, code });
    expect(await askedFor(client)).toEqual(ALL);
    const asked = await challenge(client, '/api/v1/session/passkey-challenge');
    expect(await confirm(client, { passkey: key.used({ challenge: asked, origin: ORIGIN }) })).toBe(200);
    expect(await askedFor(client)).toEqual([]);
  });

  it('is led on by pages: one form for password and code, and no password is kept meanwhile', async () => {
    const { client, app, recoveryCodes } = await enrolled();
    const form = (path: string, fields: Record<string, string>) =>
      client.send('POST', path, {
        headers: { Origin: ORIGIN, Accept: 'text/html' },
        body: new URLSearchParams(fields),
      });
    const to = async (answer: Promise<Response>): Promise<string | null> =>
      (await answer).headers.get('location');
    expect((await client.page('/password')).headers.get('location')).toBe('/confirm');
    const page = (await client.page('/confirm')).text;
    expect([page.includes('name="password"'), page.includes('name="code"')]).toEqual([true, true]);
    const half = await form('/confirm', { password: PASSWORD, code: '' });
    expect([half.status, await half.text()]).toEqual([400, expect.stringContaining('Enter the code.')]);
    const next = { current: PASSWORD, wanted: WANTED, repeated: WANTED };
    expect(await to(form('/password', next))).toBe('/confirm');
    const { rows } = await world.admin.query<{ kept: string }>(
      'SELECT string_agg(data::text, $1) AS kept FROM lintel.officer_session',
      [','],
    );
    expect(rows[0]?.kept).toContain('/password');
    expect(rows[0]?.kept).not.toContain(PASSWORD);
    expect(await to(form('/confirm', { password: PASSWORD, code: app.code(1) }))).toBe('/confirm/go-on');
    expect((await client.page('/confirm/go-on')).text).toContain('<form method="get" action="/password">');
    expect((await client.page('/password')).status).toBe(200);
    expect(await to(form('/password', next))).toBe('/');
    // Of anything else the code alone is asked, as before.
    expect(recoveryCodes.length).toBe(9);
    expect((await client.page('/confirm')).text).not.toContain('name="password"');
  });
});
