import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { Officer, Role } from '../../../src/features/identity';
import { proofOf } from '../../../src/platform/secrets';
import { officerSession, settledOfficer } from '../../factories/acting';
import { createTestDatabase, type TestDatabase } from '../../support/database';

const PASSWORD = 'three random words';

/** What somebody can do who has broken into the workspace: any statement, by its role, and nothing of its code. */
let database: TestDatabase;
let admin: Client;
let workspace: Client;
beforeAll(async () => {
  database = await createTestDatabase();
  [admin, workspace] = (await Promise.all(
    [database.urls.admin, database.urls.workspace].map(async (connectionString) => {
      const client = new Client({ connectionString });
      await client.connect();
      return client;
    }),
  )) as [Client, Client];
});
afterAll(async () => {
  await workspace.end();
  await admin.end();
  await database.drop();
});

let made = 0;
const officer = (role: Role = 'investigator'): Promise<Officer> => {
  made += 1;
  const email = `officer${made}@force.example`;
  return settledOfficer(admin, { email, displayName: 'Ann Archer', role, password: PASSWORD });
};

interface Proof {
  readonly verdict: string;
  readonly ticket: string | null;
}

/** One function, whose answer is one value. */
async function ask<T>(call: string, parameters: readonly unknown[] = []): Promise<T> {
  const { rows } = await workspace.query<{ value: T }>(`SELECT ${call} AS value`, [...parameters]);
  return (rows[0] as { value: T }).value;
}

async function prove({ email }: Officer, password = PASSWORD, most = 10): Promise<Proof> {
  const digest = await proofOf(password, await ask<string>('lintel.password_parameters($1)', [email]));
  const { rows } = await workspace.query<Proof>(
    'SELECT verdict, ticket FROM lintel.prove_password($1, $2, $3)',
    [email, digest, most],
  );
  return rows[0] as Proof;
}

/** `work` in one transaction with the scope that the secret opens. */
async function under<T>(secret: string, work: () => Promise<T>): Promise<T> {
  await workspace.query('BEGIN');
  try {
    await workspace.query(`SELECT scope.open('officer', $1)`, [secret]);
    return await work();
  } finally {
    await workspace.query('ROLLBACK');
  }
}

const begin = (secret: string, ticket: string | null): Promise<boolean> =>
  ask(`lintel.begin_session($1, $2, '15 minutes', '12 hours')`, [secret, ticket]);
const confirm = (secret: string, ticket: string | null): Promise<boolean> =>
  ask(`lintel.confirm_session($1, $2, '10 minutes')`, [secret, ticket]);
const acting = (secret: string): Promise<string | null> => under(secret, () => ask('scope.officer()'));
const secretOf = (): string => randomBytes(24).toString('base64url');

const withSecondStep = async (): Promise<Officer> => {
  const whose = await officer();
  await admin.query(
    `INSERT INTO lintel.officer_totp (officer_id, sealed_secret, confirmed_at) VALUES ($1, '\\x00', now())`,
    [whose.id],
  );
  return whose;
};

it.each([
  'officer_session',
  'sign_in_ticket',
  'sign_in_setting',
  'refused_session',
  'officer_totp',
  'recovery_code',
  'officer_identity',
])('nobody but the owner reads or writes lintel.%s', async (table) => {
  for (const statement of [
    `SELECT FROM lintel.${table}`,
    `DELETE FROM lintel.${table}`,
    `INSERT INTO lintel.${table} DEFAULT VALUES`,
  ])
    await expect(workspace.query(statement)).rejects.toMatchObject({ code: '42501' });
});

describe('accounts', () => {
  it('are seen by whoever is signed in, and by nobody else; no hash is', async () => {
    const [ann, supervisor] = [await officer(), await officer('supervisor')];
    const seen = 'SELECT id FROM lintel.officer';
    expect((await workspace.query(seen)).rows).toEqual([]);
    await under(await officerSession(admin, ann.id), async () => {
      expect((await workspace.query<{ id: string }>(seen)).rows.map(({ id }) => id)).toContain(supervisor.id);
      expect((await workspace.query('SELECT id FROM lintel.account')).rows).toEqual([{ id: ann.id }]);
      await expect(workspace.query('SELECT password_hash FROM lintel.officer')).rejects.toMatchObject({
        code: '42501',
      });
    });
  });

  it.each([
    ['a role', `SELECT lintel.set_role($1, 'supervisor')`, ['supervisor']],
    [
      'a new account',
      `SELECT lintel.create_officer(gen_random_uuid(), $1 || '@new', 'N N', 'NN', 'auditor', $2)`,
      ['supervisor'],
    ],
    ['an account opened again', 'SELECT count(*) FROM lintel.set_active($1, true)', ['supervisor']],
    ['an account closed', 'SELECT count(*) FROM lintel.set_active($1, false)', ['supervisor', 'unconfirmed']],
  ])('%s is given by a supervisor alone', async (_what, call, allowed) => {
    const kept = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;
    for (const who of ['supervisor', 'unconfirmed', 'investigator', 'auditor', 'nobody'] as const) {
      const target = await officer();
      const role = who === 'unconfirmed' || who === 'nobody' ? 'supervisor' : who;
      const actor = await officer(role);
      const session = await officerSession(admin, actor.id, { confirmed: who !== 'unconfirmed' });
      const parameters = call.includes('$2') ? [target.id, kept] : [target.id];
      const attempt = under(who === 'nobody' ? 'no such secret' : session, () =>
        ask(`(${call})::text`, parameters),
      ).then(
        () => 'done',
        ({ code }: { code: string }) => code,
      );
      expect([who, await attempt]).toEqual([who, allowed.includes(who) ? 'done' : '42501']);
    }
  });

  it('are nobody’s own to change', async () => {
    const supervisor = await officer('supervisor');
    const session = await officerSession(admin, supervisor.id);
    for (const call of [`lintel.set_role($1, 'auditor')`, 'lintel.set_active($1, false)'])
      await expect(under(session, () => ask(`(${call})::text`, [supervisor.id]))).rejects.toMatchObject({
        code: '42501',
      });
  });
});

describe('a password', () => {
  it('is judged by PostgreSQL, which counts wrong ones whatever it is asked to allow', async () => {
    const whose = await officer();
    for (let guess = 0; guess < 100; guess += 1)
      await workspace.query('SELECT lintel.prove_password($1, $2, 1000000)', [whose.email, randomBytes(32)]);
    expect(await prove(whose)).toEqual({ verdict: 'wrong', ticket: null });
  });

  it('has parameters also where there is no such officer, the same each time', async () => {
    const [one, again] = [1, 2].map(() =>
      ask<string>('lintel.password_parameters($1)', ['nobody@force.example']),
    );
    expect(await one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}$/);
    expect(await again).toBe(await one);
  });

  it('is not proved by what is kept of it', async () => {
    const whose = await officer();
    const { rows } = await admin.query<{ kept: Buffer }>(
      `SELECT decode(split_part(password_hash, '$', 6) || '=', 'base64') AS kept FROM lintel.officer WHERE id = $1`,
      [whose.id],
    );
    const verdict = await ask('(lintel.prove_password($1, $2, 10)).verdict', [whose.email, rows[0]?.kept]);
    expect(verdict).toBe('wrong');
  });

  it('of another is not changed: it takes one’s own, proved a moment ago', async () => {
    const [ann, ben] = [await officer(), await officer()];
    const { ticket } = await prove(ann);
    const kept = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;
    const set = (session: string): Promise<boolean> =>
      under(session, () => ask('lintel.set_password($1, $2)', [ticket, kept]));
    expect(await set(await officerSession(admin, ben.id))).toBe(false);
    expect(await set('no such secret')).toBe(false);
    expect(await set(await officerSession(admin, ann.id))).toBe(true);
  });
});

describe('a ticket', () => {
  it('begins one session, and no second', async () => {
    const whose = await officer();
    const { ticket } = await prove(whose);
    const [secret, other] = [secretOf(), secretOf()];
    expect(await begin(secret, ticket)).toBe(true);
    expect(await begin(other, ticket)).toBe(false);
    expect([await acting(secret), await acting(other)]).toEqual([whose.id, null]);
  });

  it('that ran out begins none', async () => {
    const { ticket } = await prove(await officer());
    await admin.query(`UPDATE lintel.sign_in_ticket SET expires_at = now() - interval '1 second'`);
    expect(await begin(secretOf(), ticket)).toBe(false);
  });

  it('of a right password begins and confirms nothing while a code is to come', async () => {
    const whose = await withSecondStep();
    const { verdict, ticket } = await prove(whose);
    expect(verdict).toBe('code-needed');
    const secret = await officerSession(admin, whose.id, { confirmed: false });
    expect([await begin(secretOf(), ticket), await confirm(secret, ticket)]).toEqual([false, false]);
  });

  it('of one officer confirms no session of another', async () => {
    const { ticket } = await prove(await officer());
    const secret = await officerSession(admin, (await officer()).id, { confirmed: false });
    expect(await confirm(secret, ticket)).toBe(false);
    expect(await under(secret, () => ask('scope.confirmed_officer()'))).toBeNull();
  });

  it('goes with the account when that is closed', async () => {
    const [whose, supervisor] = [await officer(), await officer('supervisor')];
    const { ticket } = await prove(whose);
    await workspace.query('BEGIN');
    await workspace.query(`SELECT scope.open('officer', $1)`, [await officerSession(admin, supervisor.id)]);
    await workspace.query('SELECT lintel.set_active($1, false)', [whose.id]);
    await workspace.query('COMMIT');
    expect(await begin(secretOf(), ticket)).toBe(false);
  });
});

describe('a session', () => {
  it('takes no officer from what the workspace keeps in it', async () => {
    const whose = await officer();
    const secret = secretOf();
    const words = JSON.stringify({ officerId: whose.id, signIn: { officerId: whose.id } });
    await ask(`lintel.keep_session($1, $2, '15 minutes')::text`, [secret, words]);
    expect(await acting(secret)).toBeNull();
  });

  it('under another secret opens no request by the one before; ending it ends both', async () => {
    const whose = await officer();
    const [former, secret] = [await officerSession(admin, whose.id), secretOf()];
    await ask('lintel.renew_session($1, $2)::text', [former, secret]);
    expect((await workspace.query('SELECT FROM lintel.session_of($1)', [former])).rowCount).toBe(0);
    expect((await workspace.query('SELECT FROM lintel.session_of($1)', [secret])).rowCount).toBe(1);
    // What was begun before may go on, unconfirmed.
    expect(await under(former, () => ask('scope.confirmed_officer()'))).toBeNull();
    expect(await acting(former)).toBe(whose.id);
    await ask('lintel.end_session($1)::text', [secret]);
    expect([await acting(former), await acting(secret)]).toEqual([null, null]);
  });

  it('is replaced wholly by another sign-in on the same machine', async () => {
    const [ann, ben] = [await officer(), await officer()];
    const [former, secret] = [await officerSession(admin, ann.id), secretOf()];
    await ask('lintel.renew_session($1, $2)::text', [former, secret]);
    expect(await begin(secret, (await prove(ben)).ticket)).toBe(true);
    expect([await acting(former), await acting(secret)]).toEqual([null, ben.id]);
  });

  it('lasts for a week at most, whatever is asked for', async () => {
    const { ticket } = await prove(await officer());
    const secret = secretOf();
    await ask(`lintel.begin_session($1, $2, '900 days', '900 days')`, [secret, ticket]);
    const { rows } = await admin.query<{ days: number }>(
      `SELECT extract(epoch FROM greatest(ends_at, expires_at) - started_at)::float8 / 86400 AS days
         FROM lintel.officer_session WHERE id_hash = sha256(convert_to($1, 'UTF8'))`,
      [secret],
    );
    expect(rows[0]?.days).toBeCloseTo(7);
  });
});

describe('the second step', () => {
  it.each([
    [`lintel.begin_second_step('\\x00')`],
    [`lintel.confirm_second_step(1, '{}')`],
    [`lintel.renew_recovery_codes('{}')`],
    ['lintel.remove_second_step()'],
  ])('%s takes a confirmed session', async (call) => {
    const whose = await withSecondStep();
    for (const secret of ['no such secret', await officerSession(admin, whose.id, { confirmed: false })])
      await expect(under(secret, () => ask(call))).rejects.toMatchObject({ code: '42501' });
    await expect(under(await officerSession(admin, whose.id), () => ask(call))).resolves.toEqual(
      expect.any(Boolean),
    );
  });

  it('is shown to its officer, or for the ticket of the right password', async () => {
    const whose = await withSecondStep();
    const { ticket } = await prove(whose);
    const rows = async (given: string | null): Promise<number | null> =>
      (await workspace.query('SELECT FROM lintel.second_step($1)', [given])).rowCount;
    expect([await rows(null), await rows('no such ticket'), await rows(ticket)]).toEqual([0, 0, 1]);
    expect(await under(await officerSession(admin, whose.id), () => rows(null))).toBe(1);
    expect(await under(await officerSession(admin, (await officer()).id), () => rows(null))).toBe(0);
  });
});

describe('the word of a provider', () => {
  const trust = (issuer: string, email: string, verified: boolean): Promise<string> =>
    ask(`((lintel.trust_provider($1, $2, $3, $4, 'N N', 'NN', 'auditor')).proof).verdict`, [
      issuer,
      email,
      email,
      verified,
    ]);

  it('counts only of the one that the owner has named, and takes over no account unless the owner wants it', async () => {
    const { email } = await officer();
    await expect(trust('https://login.example', email, true)).rejects.toMatchObject({ code: '42501' });
    await expect(
      workspace.query(`SELECT lintel.set_provider('https://login.example', true)`),
    ).rejects.toMatchObject({
      code: '42501',
    });
    await admin.query(`SELECT lintel.set_provider('https://login.example', false)`);
    await expect(trust('https://other.example', email, true)).rejects.toMatchObject({ code: '42501' });
    expect(await trust('https://login.example', email, true)).toBe('taken');
    await admin.query(`SELECT lintel.set_provider('https://login.example', true)`);
    expect(await trust('https://login.example', email, false)).toBe('taken');
    expect(await trust('https://login.example', email, true)).toBe('right');
  });
});

it('no other process has any of it', async () => {
  const intake = new Client({ connectionString: database.urls.intake });
  await intake.connect();
  const { email } = await officer();
  for (const call of [
    `lintel.prove_password('${email}', '\\x00', 1)`,
    `lintel.session_of('x')`,
    `lintel.begin_session('x', 'y', '1 day', '1 day')`,
    `lintel.set_role(gen_random_uuid(), 'supervisor')`,
  ])
    await expect(intake.query(`SELECT ${call}`)).rejects.toMatchObject({ code: '42501' });
  await intake.end();
});
