import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { officerSession } from '../../factories/acting';
import { NO_SECRET } from '../../factories/secrets';
import { BrokenIntoWorkspace, REFUSED } from './broken-into-workspace';

let at: BrokenIntoWorkspace;
beforeAll(async () => {
  at = await BrokenIntoWorkspace.open();
});
afterAll(() => at.close());

const begin = (secret: string, ticket: string | null): Promise<boolean> =>
  at.ask(`lintel.begin_session($1, $2, '15 minutes', '12 hours')`, [secret, ticket]);
const confirm = (secret: string, ticket: string | null): Promise<boolean> =>
  at.ask(`lintel.confirm_session($1, $2, '10 minutes')`, [secret, ticket]);
const secretOf = (): string => randomBytes(24).toString('base64url');

it.each([
  'officer_session',
  'sign_in_ticket',
  'sign_in_setting',
  'refused_session',
  'officer_totp',
  'recovery_code',
  'passkey',
  'passkey_challenge',
  'officer_identity',
  'sign_in_count',
  'refusal_run',
  'known_device',
])('nobody but the owner reads or writes lintel.%s', async (table) => {
  for (const statement of [
    `SELECT FROM lintel.${table}`,
    `DELETE FROM lintel.${table}`,
    `INSERT INTO lintel.${table} DEFAULT VALUES`,
  ])
    await expect(at.workspace.query(statement)).rejects.toMatchObject(REFUSED);
});

describe('accounts', () => {
  it('are seen by whoever is signed in, and by nobody else; no hash is', async () => {
    const [ann, supervisor] = [await at.officer(), await at.officer('supervisor')];
    const seen = 'SELECT id FROM lintel.officer';
    expect((await at.workspace.query(seen)).rows).toEqual([]);
    const all = 'SELECT id FROM lintel.list_accounts(NULL, NULL, NULL, NULL, NULL, NULL, 1000)';
    expect((await at.workspace.query(all)).rows).toEqual([]);
    const listed = at.under(await officerSession(at.admin, supervisor.id), () => at.workspace.query(all));
    expect((await listed).rows).toContainEqual({ id: ann.id });
    await at.under(await officerSession(at.admin, ann.id), async () => {
      expect((await at.workspace.query<{ id: string }>(seen)).rows.map(({ id }) => id)).toContain(
        supervisor.id,
      );
      expect((await at.workspace.query('SELECT id FROM lintel.account')).rows).toEqual([{ id: ann.id }]);
      expect((await at.workspace.query(all)).rows).toEqual([]);
      await expect(at.workspace.query('SELECT password_hash FROM lintel.officer')).rejects.toMatchObject(
        REFUSED,
      );
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
    for (const who of ['supervisor', 'unconfirmed', 'investigator', 'auditor', 'nobody'] as const) {
      const target = await at.officer();
      const role = who === 'unconfirmed' || who === 'nobody' ? 'supervisor' : who;
      const actor = await at.officer(role);
      const session = await officerSession(at.admin, actor.id, { confirmed: who !== 'unconfirmed' });
      const parameters = call.includes('$2') ? [target.id, NO_SECRET] : [target.id];
      const attempt = at
        .under(who === 'nobody' ? 'no such secret' : session, () => at.ask(`(${call})::text`, parameters))
        .then(
          () => 'done',
          (error: unknown) => (error as { code?: string }).code,
        );
      expect([who, await attempt]).toEqual([who, allowed.includes(who) ? 'done' : '42501']);
    }
  });

  it('are nobody’s own to change', async () => {
    const supervisor = await at.officer('supervisor');
    const session = await officerSession(at.admin, supervisor.id);
    for (const call of [`lintel.set_role($1, 'auditor')`, 'lintel.set_active($1, false)'])
      await expect(at.under(session, () => at.ask(`(${call})::text`, [supervisor.id]))).rejects.toMatchObject(
        REFUSED,
      );
  });
});

describe('a password', () => {
  it('is judged by PostgreSQL, which counts wrong ones wherever they are said to come from', async () => {
    const whose = await at.officer();
    for (let guess = 0; guess < 100; guess += 1)
      await at.workspace.query('SELECT lintel.prove_password($1, $2, $3, $3)', [
        whose.email,
        randomBytes(32),
        `somewhere ${guess}`,
      ]);
    expect(await at.prove(whose)).toEqual({ verdict: 'wrong', ticket: null });
  });

  it('of somebody who has a second step is taken all the same, and its codes are counted', async () => {
    const whose = await at.officerWithSecondStep();
    await at.admin.query(`UPDATE lintel.officer SET locked_until = now() + interval '1 hour' WHERE id = $1`, [
      whose.id,
    ]);
    const { verdict, ticket } = await at.prove(whose);
    expect(verdict).toBe('code-needed');
    const verdicts: string[] = [];
    for (let guess = 0; guess < 11; guess += 1)
      verdicts.push(await at.ask('(lintel.prove_code($1, NULL, NULL, $2)).verdict', [ticket, `d${guess}`]));
    expect(verdicts).toEqual([...Array.from({ length: 10 }, () => 'wrong'), 'held']);
  });

  it('is followed by a hundred wrong codes in unknown browsers at most, however long they take, until there is another', async () => {
    const whose = await at.officerWithSecondStep();
    const step = Math.floor(Date.now() / 30_000);
    const judge = async (given: number | null, device: string | null = null): Promise<string> => {
      await at.admin.query('DELETE FROM lintel.sign_in_count');
      const { ticket } = await at.prove(whose);
      return at.ask('(lintel.prove_code($1, $2, NULL, $3)).verdict', [ticket, given, device]);
    };
    for (let guess = 0; guess < 60; guess += 1) expect(await judge(null)).toBe('wrong');
    // Right ones in between forget none of them.
    expect(await judge(step)).toBe('right');
    for (let guess = 0; guess < 40; guess += 1) expect(await judge(null)).toBe('wrong');
    expect([await judge(null), await judge(step + 1)]).toEqual(['spent', 'spent']);
    const own = secretOf();
    await at.admin.query(
      `INSERT INTO lintel.known_device (token_hash, officer_id, seen_at) VALUES (scope.hash_of($1), $2, now())`,
      [own, whose.id],
    );
    expect(await judge(step + 1, own)).toBe('right');
    await at.admin.query('UPDATE lintel.officer SET password_hash = password_hash WHERE id = $1', [whose.id]);
    expect(await judge(null)).toBe('wrong');
  });

  it('is not kept as nothing', async () => {
    const whose = await at.officer();
    const { ticket } = await at.prove(whose);
    const set = at.under(await officerSession(at.admin, whose.id), () =>
      at.ask('lintel.set_password($1, NULL)', [ticket]),
    );
    await expect(set).rejects.toThrow('not as a password is kept');
  });

  it('has parameters also where there is no such officer, the same each time', async () => {
    const [one, again] = [1, 2].map(() =>
      at.ask<string>('lintel.password_parameters($1)', ['nobody@force.example']),
    );
    expect(await one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}$/);
    expect(await again).toBe(await one);
  });

  it('is not proved by what is kept of it', async () => {
    const whose = await at.officer();
    const { rows } = await at.admin.query<{ kept: Buffer }>(
      `SELECT decode(split_part(password_hash, '$', 6) || '=', 'base64') AS kept FROM lintel.officer WHERE id = $1`,
      [whose.id],
    );
    const verdict = await at.ask('(lintel.prove_password($1, $2)).verdict', [whose.email, rows[0]?.kept]);
    expect(verdict).toBe('wrong');
  });

  it('of another is not changed: it takes one’s own, proved a moment ago', async () => {
    const [ann, ben] = [await at.officer(), await at.officer()];
    const { ticket } = await at.prove(ann);
    const set = (session: string): Promise<boolean> =>
      at.under(session, () => at.ask('lintel.set_password($1, $2)', [ticket, NO_SECRET]));
    expect(await set(await officerSession(at.admin, ben.id))).toBe(false);
    expect(await set('no such secret')).toBe(false);
    expect(await set(await officerSession(at.admin, ann.id))).toBe(true);
  });
});

describe('a ticket', () => {
  it('begins one session, and no second', async () => {
    const whose = await at.officer();
    const { ticket } = await at.prove(whose);
    const [secret, other] = [secretOf(), secretOf()];
    expect(await begin(secret, ticket)).toBe(true);
    expect(await begin(other, ticket)).toBe(false);
    expect([await at.acting(secret), await at.acting(other)]).toEqual([whose.id, null]);
  });

  it('that ran out begins none', async () => {
    const { ticket } = await at.prove(await at.officer());
    await at.admin.query(`UPDATE lintel.sign_in_ticket SET expires_at = now() - interval '1 second'`);
    expect(await begin(secretOf(), ticket)).toBe(false);
  });

  it('of a right password begins and confirms nothing while a code is to come', async () => {
    const whose = await at.officerWithSecondStep();
    const { verdict, ticket } = await at.prove(whose);
    expect(verdict).toBe('code-needed');
    const secret = await officerSession(at.admin, whose.id, { confirmed: false });
    expect([await begin(secretOf(), ticket), await confirm(secret, ticket)]).toEqual([false, false]);
  });

  it('of a code alone confirms, but not fully; that of password and code does', async () => {
    const whose = await at.officerWithSecondStep();
    const secret = await officerSession(at.admin, whose.id, { confirmed: false });
    const step = `floor(extract(epoch FROM now()) / 30)::bigint`;
    const kept = async <T>(work: () => Promise<T>): Promise<T> => {
      await at.workspace.query('BEGIN');
      await at.workspace.query(`SELECT scope.open('officer', $1)`, [secret]);
      const done = await work();
      await at.workspace.query('COMMIT');
      return done;
    };
    const standing = (): Promise<boolean[]> =>
      at.under(secret, () =>
        at.ask('ARRAY[scope.confirmed_officer() IS NOT NULL, lintel.fully_confirmed_until() IS NOT NULL]'),
      );
    const code = await kept(() => at.ask<string>(`(lintel.prove_code(NULL, ${step}, NULL)).ticket`));
    expect([await confirm(secret, code), await standing()]).toEqual([true, [true, false]]);
    const both = await kept(async () =>
      at.ask<string>(`(lintel.prove_code($1, ${step} + 1, NULL)).ticket`, [(await at.prove(whose)).ticket]),
    );
    expect([await confirm(secret, both), await standing()]).toEqual([true, [true, true]]);
    const next = secretOf();
    await at.ask('lintel.renew_session($1, $2)::text', [secret, next]);
    expect(await at.under(next, () => at.ask('lintel.fully_confirmed_until() IS NOT NULL'))).toBe(true);
    expect(await standing()).toEqual([false, false]);
  });

  it('of the right password changes no password of whoever has a second step and did not give it', async () => {
    const whose = await at.officerWithSecondStep();
    const set = async (session: string): Promise<boolean> => {
      const { ticket } = await at.prove(whose);
      return at.under(session, () => at.ask('lintel.set_password($1, $2)', [ticket, NO_SECRET]));
    };
    expect(await set(await officerSession(at.admin, whose.id, { fully: false }))).toBe(false);
    expect(await set(await officerSession(at.admin, whose.id))).toBe(true);
  });

  it('of one officer confirms no session of another', async () => {
    const { ticket } = await at.prove(await at.officer());
    const secret = await officerSession(at.admin, (await at.officer()).id, { confirmed: false });
    expect(await confirm(secret, ticket)).toBe(false);
    expect(await at.under(secret, () => at.ask('scope.confirmed_officer()'))).toBeNull();
  });

  it('goes with the account when that is closed', async () => {
    const [whose, supervisor] = [await at.officer(), await at.officer('supervisor')];
    const { ticket } = await at.prove(whose);
    await at.workspace.query('BEGIN');
    await at.workspace.query(`SELECT scope.open('officer', $1)`, [
      await officerSession(at.admin, supervisor.id),
    ]);
    await at.workspace.query('SELECT lintel.set_active($1, false)', [whose.id]);
    await at.say('service:lintel', 'officer-changed', { officer: whose.id, active: false });
    await at.workspace.query('COMMIT');
    expect(await begin(secretOf(), ticket)).toBe(false);
  });
});

describe('a session', () => {
  it('takes no officer from what the workspace keeps in it', async () => {
    const whose = await at.officer();
    const secret = secretOf();
    const words = JSON.stringify({ officerId: whose.id, signIn: { officerId: whose.id } });
    await at.ask(`lintel.keep_session($1, $2, '15 minutes')::text`, [secret, words]);
    expect(await at.acting(secret)).toBeNull();
  });

  it('under another secret opens no request by the one before; ending it ends both', async () => {
    const whose = await at.officer();
    const [former, secret] = [await officerSession(at.admin, whose.id), secretOf()];
    await at.ask('lintel.renew_session($1, $2)::text', [former, secret]);
    expect((await at.workspace.query('SELECT FROM lintel.session_of($1)', [former])).rowCount).toBe(0);
    expect((await at.workspace.query('SELECT FROM lintel.session_of($1)', [secret])).rowCount).toBe(1);
    // What was begun before may go on, unconfirmed.
    expect(await at.under(former, () => at.ask('scope.confirmed_officer()'))).toBeNull();
    expect(await at.acting(former)).toBe(whose.id);
    await at.ask('lintel.end_session($1)::text', [secret]);
    expect([await at.acting(former), await at.acting(secret)]).toEqual([null, null]);
  });

  it('is replaced wholly by another sign-in on the same machine', async () => {
    const [ann, ben] = [await at.officer(), await at.officer()];
    const [former, secret] = [await officerSession(at.admin, ann.id), secretOf()];
    await at.ask('lintel.renew_session($1, $2)::text', [former, secret]);
    expect(await begin(secret, (await at.prove(ben)).ticket)).toBe(true);
    expect([await at.acting(former), await at.acting(secret)]).toEqual([null, ben.id]);
  });

  it('lasts for a week at most, whatever is asked for', async () => {
    const { ticket } = await at.prove(await at.officer());
    const secret = secretOf();
    await at.ask(`lintel.begin_session($1, $2, '900 days', '900 days')`, [secret, ticket]);
    const { rows } = await at.admin.query<{ days: number }>(
      `SELECT extract(epoch FROM greatest(ends_at, expires_at) - started_at)::float8 / 86400 AS days
         FROM lintel.officer_session WHERE id_hash = sha256(convert_to($1, 'UTF8'))`,
      [secret],
    );
    expect(rows[0]?.days).toBeCloseTo(7);
  });
});

it('no other process has any of it', async () => {
  const intake = new Client({ connectionString: at.database.urls.intake });
  await intake.connect();
  const { email } = await at.officer();
  for (const call of [
    `lintel.prove_password('${email}', '\\x00')`,
    `lintel.session_of('x')`,
    `lintel.begin_session('x', 'y', '1 day', '1 day')`,
    `lintel.set_role(gen_random_uuid(), 'supervisor')`,
  ])
    await expect(intake.query(`SELECT ${call}`)).rejects.toMatchObject(REFUSED);
  await intake.end();
});
