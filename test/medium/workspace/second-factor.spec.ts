import { withOfficersSide } from '../../../src/apps/cli/first-run';
import type { Officer } from '../../../src/features/identity';
import { SecretBox } from '../../../src/features/identity/secret-box';
import { Authenticator } from '../../support/authenticator';
import { OfficerClient, signedIn } from './client';
import { openWorld, PASSWORD, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld({ LIMIT_SIGN_IN_ATTEMPTS: '4' });
});
afterAll(() => world.close());

interface Enrolled {
  readonly officer: Officer;
  readonly client: OfficerClient;
  readonly app: Authenticator;
  readonly recoveryCodes: string[];
}

/** The code of now is still unused afterwards, as if it had been set up with the one of the step before. */
async function enrol(): Promise<Enrolled> {
  const officer = await world.officer();
  const client = await signedIn(world, officer);
  const begun = await client.call('POST', '/api/v1/second-factor');
  const { secret } = JSON.parse(begun.text) as { secret: string };
  const app = new Authenticator(secret);
  const confirmed = await client.call('POST', '/api/v1/second-factor/confirmation', {
    code: app.code(),
  });
  expect(confirmed.status).toBe(200);
  await world.admin.query('UPDATE lintel.officer_totp SET last_step = last_step - 1 WHERE officer_id = $1', [
    officer.id,
  ]);
  const { recoveryCodes } = JSON.parse(confirmed.text) as { recoveryCodes: string[] };
  return { officer, client, app, recoveryCodes };
}

const signIn = (officer: Officer, code?: string) =>
  new OfficerClient(world.base).call('POST', '/api/v1/session', {
    email: officer.email,
    password: PASSWORD,
    ...(code !== undefined && { code }),
  });

/** As if half an hour had passed: the failures before are forgotten, the codes used are old. */
const later = (officer: Officer): Promise<unknown> =>
  world.admin.query(
    `WITH forgotten AS (DELETE FROM lintel.sign_in_count)
     UPDATE lintel.officer SET failed_attempts = 0, locked_until = NULL WHERE id = $1`,
    [officer.id],
  );

/** By the operator; gives the one-time password. */
const reset = (
  officer: Officer,
  checked: 'in-person' | 'by-supervisor',
  what: { readonly secondStepLost: boolean },
): Promise<string> =>
  withOfficersSide(world.config, world.database.urls.owner, ({ identity }) =>
    identity.resetOfficer(officer.email, checked, what),
  );

/** What the log has of it. */
const resetsOf = async (officer: Officer): Promise<{ type: string; checked: string }[]> =>
  (
    await world.admin.query<{ type: string; checked: string }>(
      `SELECT event::jsonb ->> 'type' AS type, event::jsonb #>> '{detail,checked}' AS checked FROM custody.record
        WHERE event::jsonb #>> '{detail,checked}' IS NOT NULL AND event::jsonb #>> '{detail,officer}' = $1 ORDER BY seq`,
      [officer.id],
    )
  ).rows;

describe('the second step of signing in', () => {
  it('is asked for after a right password, and only then', async () => {
    const { officer, app } = await enrol();
    const bare = await signIn(officer);
    expect([bare.status, bare.json().code]).toEqual([401, 'second-factor-needed']);
    const wrong = await new OfficerClient(world.base).signIn(officer.email, 'wrong password');
    expect(wrong.json().code).toBe('sign-in-refused');
    expect((await signIn(officer, app.code())).status).toBe(200);
  });

  it('takes no code twice, however fast', async () => {
    const { officer, app } = await enrol();
    const code = app.code();
    const answers = await Promise.all([1, 2, 3].map(() => signIn(officer, code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
  });

  it('locks after too many wrong codes, also for the right one', async () => {
    const { officer, app } = await enrol();
    for (let n = 0; n < 4; n += 1) await signIn(officer, '000000');
    expect((await signIn(officer, app.code())).status).toBe(429);
    await later(officer);
    expect((await signIn(officer, app.code(1))).status).toBe(200);
  });

  it('takes each recovery code once, in whatever way it is typed, and none of somebody else', async () => {
    const [ann, ben] = [await enrol(), await enrol()];
    const [code = '', other = ''] = ann.recoveryCodes;
    expect(ann.recoveryCodes).toHaveLength(10);
    expect((await signIn(ben.officer, code)).status).toBe(401);
    expect((await signIn(ann.officer, ` ${code.replaceAll('-', '').toUpperCase()} `)).status).toBe(200);
    expect((await signIn(ann.officer, code)).status).toBe(401);
    const state = await ann.client.call('GET', '/api/v1/second-factor');
    expect(JSON.parse(state.text)).toEqual({ set: true, app: true, passkeys: 0, codesLeft: 9 });
    await ann.client.call('POST', '/api/v1/session/confirmation', { code: ann.app.code() });
    expect((await ann.client.call('POST', '/api/v1/second-factor/recovery-codes')).status).toBe(200);
    expect((await signIn(ann.officer, other)).status).toBe(401);
  });

  it('takes a shorter recovery code that was made before they became longer', async () => {
    const { officer } = await enrol();
    const kept = await new SecretBox(world.config.workspace).mac('abcd-efgh-jkmn', officer.id);
    await world.admin.query('INSERT INTO lintel.recovery_code (officer_id, code_hash) VALUES ($1, $2)', [
      officer.id,
      kept,
    ]);
    expect((await signIn(officer, 'ABCD efgh jkmn')).status).toBe(200);
  });

  it('counts only once the app has shown that it knows the secret', async () => {
    const officer = await world.officer();
    const client = await signedIn(world, officer);
    await client.call('POST', '/api/v1/second-factor');
    const wrong = await client.call('POST', '/api/v1/second-factor/confirmation', { code: '000000' });
    expect(wrong.json()).toMatchObject({ status: 400, code: 'wrong-code' });
    expect((await signIn(officer)).status).toBe(200);
  });

  it('can be neither replaced nor taken away by whoever finds an open session', async () => {
    const { officer, app } = await enrol();
    const client = new OfficerClient(world.base);
    await client.call('POST', '/api/v1/session', {
      email: officer.email,
      password: PASSWORD,
      code: app.code(),
    });
    for (const [method, path] of [
      ['POST', '/api/v1/second-factor'],
      ['POST', '/api/v1/second-factor/recovery-codes'],
      ['DELETE', '/api/v1/second-factor'],
    ] as const)
      expect((await client.call(method, path)).json().code).toBe('step-up-needed');
    // The password alone no longer confirms.
    expect((await client.confirm()).json().code).toBe('wrong-code');
    const all = { password: PASSWORD, code: app.code(1) };
    expect((await client.call('POST', '/api/v1/session/confirmation', all)).status).toBe(200);
    expect((await client.call('POST', '/api/v1/second-factor')).json().code).toBe('second-factor-set');
    expect((await client.call('DELETE', '/api/v1/second-factor')).status).toBe(204);
    expect((await signIn(officer)).status).toBe(200);
  });

  it('stays when the operator resets a forgotten password: the one-time password opens nothing without it', async () => {
    const { officer, client, app, recoveryCodes } = await enrol();
    const password = await reset(officer, 'in-person', { secondStepLost: false });
    expect(await resetsOf(officer)).toEqual([{ type: 'officer-changed', checked: 'in-person' }]);
    expect((await client.call('GET', '/api/v1/session')).status).toBe(401);
    expect((await signIn(officer, app.code())).json().code).toBe('sign-in-refused');
    const browser = new OfficerClient(world.base);
    const first = await browser.form('/sign-in', { email: officer.email, password });
    expect(first.headers.get('location')).toBe('/sign-in/code');
    expect((await browser.call('GET', '/api/v1/session')).status).toBe(401);
    expect((await browser.form('/sign-in/code', { code: '000000' })).status).toBe(400);
    expect((await browser.call('GET', '/api/v1/session')).status).toBe(401);
    const second = await browser.form('/sign-in/code', { code: app.code() });
    expect(second.headers.get('location')).toBe('/password');
    const wanted = 'a newly chosen password';
    expect((await browser.call('POST', '/api/v1/password', { current: password, wanted })).status).toBe(200);
    const again = new OfficerClient(world.base);
    expect((await again.signIn(officer.email, wanted)).json().code).toBe('second-factor-needed');
    const [code] = recoveryCodes;
    const body = { email: officer.email, password: wanted, code };
    expect((await again.call('POST', '/api/v1/session', body)).status).toBe(200);
  });

  it('goes when the operator resets an officer who lost phone and codes, with every session', async () => {
    const { officer, client } = await enrol();
    const password = await reset(officer, 'by-supervisor', { secondStepLost: true });
    expect(await resetsOf(officer)).toEqual([
      { type: 'officer-changed', checked: 'by-supervisor' },
      { type: 'second-factor-removed', checked: 'by-supervisor' },
    ]);
    expect((await client.call('GET', '/api/v1/session')).status).toBe(401);
    expect((await signIn(officer)).json().code).toBe('sign-in-refused');
    const answer = await new OfficerClient(world.base).signIn(officer.email, password);
    expect(answer.json()).toMatchObject({ id: officer.id, mustChangePassword: true });
  });

  it('keeps neither secret nor code in the database, the log of the process or the custody log', async () => {
    const officer = await world.officer();
    const client = await signedIn(world, officer);
    const begun = JSON.parse((await client.call('POST', '/api/v1/second-factor')).text) as { secret: string };
    const app = new Authenticator(begun.secret);
    const code = app.code();
    const confirmed = await client.call('POST', '/api/v1/second-factor/confirmation', { code });
    const [recovery = ''] = (JSON.parse(confirmed.text) as { recoveryCodes: string[] }).recoveryCodes;
    const { rows } = await world.admin.query<{ all: string }>(
      `SELECT (SELECT string_agg(encode(sealed_secret, 'hex'), ',') FROM lintel.officer_totp)
           || (SELECT string_agg(encode(code_hash, 'hex'), ',') FROM lintel.recovery_code)
           || (SELECT string_agg(event, ',') FROM custody.record)
           || (SELECT string_agg(data::text, ',') FROM lintel.officer_session) AS all`,
    );
    const kept = `${rows[0]?.all ?? ''}${world.log.join('')}`;
    expect(kept.length).toBeGreaterThan(1000);
    for (const hidden of [app.secret.toString('hex'), begun.secret, recovery, recovery.replaceAll('-', '')])
      expect(kept).not.toContain(hidden);
    expect(kept).toContain('second-factor-set');
  });
});

describe('where every officer needs one', () => {
  it('nothing opens before it is set up, and it cannot be taken away', async () => {
    const strict = await openWorld({ TOTP_REQUIRED: 'true' });
    try {
      const officer = await strict.officer();
      const client = await signedIn(strict, officer);
      expect((await client.call('GET', '/api/v1/investigations')).json().code).toBe('second-factor-missing');
      expect((await client.page('/')).headers.get('location')).toBe('/second-factor');
      const begun = JSON.parse((await client.call('POST', '/api/v1/second-factor')).text) as {
        secret: string;
      };
      const app = new Authenticator(begun.secret);
      await client.call('POST', '/api/v1/second-factor/confirmation', { code: app.code() });
      expect((await client.call('GET', '/api/v1/investigations')).status).toBe(200);
      expect((await client.call('DELETE', '/api/v1/second-factor')).json().code).toBe(
        'second-factor-required',
      );
    } finally {
      await strict.close();
    }
  });
});
