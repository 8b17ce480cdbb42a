import type { Officer } from '../../../src/features/identity';
import { SecurityKey, type Answering } from '../../support/security-key';
import { OfficerClient, secretOf, signedIn, type Answer } from './client';
import { openWorld, PASSWORD, type World } from './world';

const RP = 'lintel.force.example';
/** The address of the pages, as far as the workspace and the authenticator know. */
const ORIGIN = `http://${RP}`;

let world: World;
beforeAll(async () => {
  world = await openWorld({ WORKSPACE_PUBLIC_URL: ORIGIN, LIMIT_SIGN_IN_ATTEMPTS: '4' });
});
afterAll(() => world.close());

const challengeOf = (answer: Answer): string => (JSON.parse(answer.text) as { challenge: string }).challenge;

async function add(client: OfficerClient, key: SecurityKey, how: Partial<Answering> = {}): Promise<Answer> {
  const challenge = challengeOf(await client.call('POST', '/api/v1/passkeys/challenge'));
  const passkey = key.made({ challenge, origin: ORIGIN, ...how });
  return client.call('POST', '/api/v1/passkeys', { name: 'Grey key', passkey });
}

interface Enrolled {
  readonly officer: Officer;
  readonly client: OfficerClient;
  readonly key: SecurityKey;
  readonly id: string;
  readonly recoveryCodes: string[];
}

async function enrol(): Promise<Enrolled> {
  const officer = await world.officer();
  const [client, key] = [await signedIn(world, officer), new SecurityKey()];
  const added = JSON.parse((await add(client, key)).text) as { id: string; recoveryCodes: string[] };
  return { officer, client, key, ...added };
}

/** After the password; with the challenge that is to be signed. */
async function begun({
  officer,
}: {
  readonly officer: Officer;
}): Promise<{ client: OfficerClient; challenge: string }> {
  const client = new OfficerClient(world.base);
  const first = await client.signIn(officer.email);
  expect([first.status, first.json().code]).toEqual([401, 'second-factor-needed']);
  return { client, challenge: challengeOf(await client.call('POST', '/api/v1/session/passkey-challenge')) };
}

const finish = (client: OfficerClient, key: SecurityKey, how: Answering): Promise<Answer> =>
  client.call('POST', '/api/v1/session/passkey', { passkey: key.used(how) });

const eventsOf = async (officer: Officer, type: string): Promise<number> =>
  (
    await world.admin.query(
      `SELECT FROM custody.record WHERE event::jsonb ->> 'type' = $2
          AND $1 IN (event::jsonb #>> '{actor,id}', event::jsonb #>> '{detail,officer}')`,
      [officer.id, type],
    )
  ).rowCount ?? 0;

describe('a passkey', () => {
  it('is the second step after a password, and confirms who one is', async () => {
    const { officer, key } = await enrol();
    const { client, challenge } = await begun({ officer });
    const answer = await finish(client, key, { challenge, origin: ORIGIN });
    expect([answer.status, answer.json().id]).toEqual([200, officer.id]);
    expect((await client.call('POST', '/api/v1/passkeys/challenge')).json().code).toBe('step-up-needed');
    expect((await client.confirm()).json().code).toBe('wrong-code');
    const again = challengeOf(await client.call('POST', '/api/v1/session/passkey-challenge'));
    const confirmed = await client.call('POST', '/api/v1/session/confirmation', {
      passkey: key.used({ challenge: again, origin: ORIGIN }),
    });
    expect(confirmed.status).toBe(200);
    const { rows } = await world.admin.query<{ by: string }>(
      `SELECT event::jsonb ->> 'type' || ' ' || (event::jsonb #>> '{detail,by}') AS by FROM custody.record
        WHERE event::jsonb #>> '{actor,id}' = $1 AND event::jsonb #>> '{detail,by}' IS NOT NULL ORDER BY seq`,
      [officer.id],
    );
    expect(rows.map(({ by }) => by)).toEqual([
      ...['officer-signed-in password', 'officer-confirmed password'],
      ...['officer-signed-in passkey', 'officer-confirmed passkey'],
    ]);
    expect((await client.call('POST', '/api/v1/passkeys/challenge')).status).toBe(200);
  });

  it('brings recovery codes, which work without it, and is listed by its name', async () => {
    const { officer, client, key, recoveryCodes } = await enrol();
    expect(recoveryCodes).toHaveLength(10);
    const second = new SecurityKey('RS256');
    expect(JSON.parse((await add(client, second)).text)).toMatchObject({ recoveryCodes: [] });
    expect((await add(client, key)).json().code).toBe('passkey-refused');
    const { items } = JSON.parse((await client.call('GET', '/api/v1/passkeys')).text) as { items: object[] };
    expect(items).toEqual([
      expect.objectContaining({ name: 'Grey key', usedOn: null, copied: false }),
      expect.objectContaining({ name: 'Grey key' }),
    ]);
    const other = new OfficerClient(world.base);
    const [code] = recoveryCodes;
    expect(
      (await other.call('POST', '/api/v1/session', { email: officer.email, password: PASSWORD, code }))
        .status,
    ).toBe(200);
  });

  it('takes no answer twice, of another page, of another officer, to another session, or too late', async () => {
    const [ann, ben] = [await enrol(), await enrol()];
    const refused = async (client: OfficerClient, key: SecurityKey, how: Answering): Promise<void> => {
      const answer = await finish(client, key, how);
      expect([answer.status, answer.json().code]).toEqual([400, 'wrong-passkey']);
      await world.admin.query('DELETE FROM lintel.sign_in_count');
    };
    const at = await begun(ann);
    const elsewhere = await begun(ann);
    await refused(at.client, ann.key, {
      challenge: at.challenge,
      origin: 'http://lintel.force.example.evil.example',
    });
    // The challenge was used up by the answer before.
    await refused(at.client, ann.key, { challenge: at.challenge, origin: ORIGIN });
    const ask = async (): Promise<Answering> => ({
      challenge: challengeOf(await at.client.call('POST', '/api/v1/session/passkey-challenge')),
      origin: ORIGIN,
    });
    await refused(at.client, ben.key, await ask());
    await refused(at.client, ann.key, { ...(await ask()), challenge: elsewhere.challenge });
    await refused(at.client, ann.key, { ...(await ask()), flags: 0x01 });
    const late = await ask();
    await world.admin.query(`UPDATE lintel.passkey_challenge SET expires_at = now() - interval '1 second'`);
    await refused(at.client, ann.key, late);
    const replayed = ann.key.used(await ask());
    expect((await at.client.call('POST', '/api/v1/session/passkey', { passkey: replayed })).status).toBe(200);
    const next = await begun(ann);
    const replay = await next.client.call('POST', '/api/v1/session/passkey', { passkey: replayed });
    expect(replay.json().code).toBe('wrong-passkey');
    expect((await next.client.call('GET', '/api/v1/session')).status).toBe(401);
  });

  it('that was copied is found by its counter, taken no more, and told in the log', async () => {
    const ann = await enrol();
    const signIn = async (counter: number): Promise<Answer> => {
      const { client, challenge } = await begun(ann);
      return finish(client, ann.key, { challenge, origin: ORIGIN, counter });
    };
    expect((await signIn(50)).status).toBe(200);
    const copied = await signIn(50);
    expect([copied.json().code, copied.json().detail]).toEqual([
      'wrong-passkey',
      expect.stringContaining('copy'),
    ]);
    const client = new OfficerClient(world.base);
    await client.signIn(ann.officer.email);
    expect((await client.call('POST', '/api/v1/session/passkey-challenge')).status).toBe(404);
    expect(await eventsOf(ann.officer, 'passkey-refused')).toBe(1);
  });

  it('counts as guesses do: after too many wrong answers nothing is taken', async () => {
    const ann = await enrol();
    const { client } = await begun(ann);
    const ask = async () => challengeOf(await client.call('POST', '/api/v1/session/passkey-challenge'));
    for (let n = 0; n < 4; n += 1)
      await finish(client, ann.key, { challenge: await ask(), origin: 'https://evil.example' });
    expect((await finish(client, ann.key, { challenge: await ask(), origin: ORIGIN })).status).toBe(429);
    await world.admin.query('DELETE FROM lintel.sign_in_count');
  });

  it('ends the sessions elsewhere when it is added and when it is removed, and the log has it', async () => {
    const officer = await world.officer();
    const [here, there] = [await signedIn(world, officer), await signedIn(world, officer)];
    const { id } = (await add(here, new SecurityKey())).json();
    expect((await there.call('GET', '/api/v1/session')).status).toBe(401);
    expect((await here.call('DELETE', `/api/v1/passkeys/${id}`)).status).toBe(204);
    expect((await here.call('DELETE', `/api/v1/passkeys/${id}`)).status).toBe(404);
    expect((await new OfficerClient(world.base).signIn(officer.email)).status).toBe(200);
    for (const type of ['passkey-added', 'passkey-removed', 'officer-sessions-ended'])
      expect([type, await eventsOf(officer, type)]).toEqual([type, 1]);
  });

  it('is refused in words when it was made for another page, and when the form came without scripts', async () => {
    const officer = await world.officer();
    const client = await signedIn(world, officer);
    expect((await add(client, new SecurityKey(), { origin: 'https://evil.example' })).json().code).toBe(
      'passkey-refused',
    );
    const unnamed = await client.send('POST', '/passkeys/begin', {
      headers: { Origin: ORIGIN, Accept: 'text/html' },
      body: new URLSearchParams({ name: ' ' }),
    });
    expect([unnamed.status, await unnamed.text()]).toEqual([
      400,
      expect.stringContaining('href="#passkey-name"'),
    ]);
    const sent = await client.send('POST', '/passkeys', {
      headers: { Origin: ORIGIN, Accept: 'text/html' },
      body: new URLSearchParams({ name: 'Key', passkey: '' }),
    });
    expect([sent.status, await sent.text()]).toEqual([
      400,
      expect.stringContaining('needs the scripts of this page'),
    ]);
  });

  it('leaves neither challenge nor signature in the log of the process', async () => {
    const ann = await enrol();
    const { client, challenge } = await begun(ann);
    const used = ann.key.used({ challenge, origin: ORIGIN });
    await client.call('POST', '/api/v1/session/passkey', { passkey: used });
    const log = world.log.join('');
    expect(log).toContain('/api/v1/session/passkey');
    for (const hidden of [challenge, used.response.signature, used.id, secretOf(client)])
      expect(log).not.toContain(hidden);
  });
});
