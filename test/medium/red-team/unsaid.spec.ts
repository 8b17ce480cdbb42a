import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { officerSession, seedOfficer } from '../../factories/acting';
import type { Case } from '../../factories/rows';
import { assistanceOffered, say, type Said } from '../../factories/saying';
import { NO_SECRET } from '../../factories/secrets';
import { BrokenIntoWorkspace } from '../identity/broken-into-workspace';
import { CONTACT, WAYS_IN, type Scene } from './ways-in';
import { wholeCase } from './whole-case';

/**
 * What an intruder in a process could use to get in, or to let somebody in, unseen: each such row is tried by SQL, as whoever may make it,
 * with its event and without.
 */
let at: BrokenIntoWorkspace;
let intake: Client;
let of: Scene;
let made: Case;
let second: Case;
let boss: string;
let discloser: string;
let newcomer: string;
let pass: string;
const code = randomBytes(32);

const join = (investigation: string, officer: string): Promise<unknown> =>
  at.admin.query(
    `INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by, added_at)
     VALUES ($1, $2, $3, now() - interval '1 day')`,
    [investigation, officer, made.officer],
  );
const first = async (sql: string): Promise<string> => {
  const { rows } = await at.admin.query<{ id: string }>(sql, [made.investigation]);
  return rows[0]?.id ?? '';
};

beforeAll(async () => {
  at = await BrokenIntoWorkspace.open();
  const { admin } = at;
  intake = new Client({ connectionString: at.database.urls.intake });
  await intake.connect();
  [made, second] = [await wholeCase(admin), await wholeCase(admin)];
  [boss, discloser, newcomer] = [
    await seedOfficer(admin, 'supervisor'),
    await seedOfficer(admin, 'disclosure'),
    await seedOfficer(admin),
  ];
  const [closed, waiting] = [await seedOfficer(admin), await seedOfficer(admin)];
  await admin.query(`UPDATE lintel.officer SET disabled_at = now() WHERE id = $1`, [closed]);
  await join(made.investigation, boss);
  await join(made.investigation, discloser);
  await join(second.investigation, made.officer);
  await admin.query(
    'UPDATE lintel.investigation_member SET removed_at = now() WHERE officer_id = $1 AND investigation_id = $2',
    [second.officer, second.investigation],
  );
  const bundle = await first('SELECT id FROM lintel.bundle WHERE investigation_id = $1');
  const hold = await first('SELECT id FROM lintel.retention_hold WHERE investigation_id = $1');
  const added = await first('SELECT clip_id AS id FROM lintel.addition WHERE investigation_id = $1');
  of = { made, second, boss, discloser, newcomer, closed, waiting, bundle, hold, added };
  pass = randomBytes(32).toString('hex');
  await admin.query(CONTACT, [made.invitation, made.officer]);
  await admin.query('SET session_replication_role = replica');
  await admin.query(`INSERT INTO lintel.bundle_state (bundle_id, state, reason) VALUES ($1, 'sealed', '')`, [
    bundle,
  ]);
  await admin.query(
    `INSERT INTO lintel.assisted_pass (token_hash, invitation_id, officer_id, place, expires_at)
     VALUES (decode($1, 'hex'), $2, $3, 'home', now() + interval '5 minutes')`,
    [pass, made.invitation, made.officer],
  );
  const kept = createHash('sha256').update(code).digest('base64').replace('=', '');
  await admin.query('UPDATE lintel.invitation SET code_hash = $2 WHERE id = $1', [
    made.invitation,
    NO_SECRET.replace(/[^$]+$/, kept),
  ]);
  await admin.query('SET session_replication_role = origin');
  await admin.query(
    `INSERT INTO custody.head (subject, seq, hash) SELECT subject, 1, hash FROM custody.record WHERE seq = 1 ON CONFLICT DO NOTHING`,
  );
  await admin.query(`INSERT INTO lintel.officer_totp (officer_id, sealed_secret) VALUES ($1, '\\x00')`, [
    boss,
  ]);
});
afterAll(async () => {
  await intake.end();
  await at.close();
});

const about = (): string => `investigation:${made.investigation}`;

/** `work` as that officer, up to where it would stay. */
async function upTo(by: string, work: () => Promise<unknown>): Promise<void> {
  await at.under(await officerSession(at.admin, by), async () => {
    await work();
    await at.workspace.query('SET CONSTRAINTS ALL IMMEDIATE');
  });
}

const UNSAID = { code: 'LN028' };

describe.each(Object.entries(WAYS_IN))('a broken-in workspace that %s', (_, attempt) => {
  const { by, sql, values, alongside, says } = attempt;
  const act = async (): Promise<void> => {
    await at.workspace.query(sql, [...values(of)]);
    if (alongside === undefined) return;
    const [more, given] = alongside(of);
    await at.workspace.query(more, [...given]);
  };

  it('leaves nothing where it does not say so', async () => {
    await expect(upTo(by(of), act)).rejects.toMatchObject(UNSAID);
  });
  it('may, and stands in the log', async () => {
    await upTo(by(of), async () => {
      await act();
      for (const said of says(of)) await at.say(...said);
    });
  });
});

describe('an event that is not of the act', () => {
  const bring = (): Promise<unknown> =>
    at.workspace.query(
      'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)',
      [made.investigation, newcomer, boss],
    );
  const granted = (officer: string, investigation = made.investigation): Said => [
    `investigation:${investigation}`,
    'access-granted',
    { officer },
  ];

  it.each([
    ['of somebody else', () => granted(discloser)],
    ['of another investigation', () => granted(newcomer, second.investigation)],
    ['of the contrary', (): Said => [about(), 'access-removed', { officer: newcomer }]],
  ])('does not count: %s', async (_, said) => {
    const unsaid = upTo(boss, async () => {
      await bring();
      await at.say(...said());
    });
    await expect(unsaid).rejects.toMatchObject(UNSAID);
  });

  it('does not count: of another person whose session is there', async () => {
    const other = await officerSession(at.admin, made.officer);
    const unsaid = upTo(boss, async () => {
      await bring();
      await at.workspace.query(`SELECT scope.open('officer', $1)`, [other]);
      await at.say(...granted(newcomer));
    });
    await expect(unsaid).rejects.toMatchObject(UNSAID);
  });

  it('does not count: of an account, in the name of who may make none', async () => {
    const other = await officerSession(at.admin, made.officer);
    const unsaid = upTo(boss, async () => {
      const id = randomUUID();
      await at.workspace.query(
        `SELECT lintel.create_officer($1, 'other@sample.invalid', 'Sample', 'SO', 'supervisor', $2)`,
        [id, NO_SECRET],
      );
      await at.workspace.query(`SELECT scope.open('officer', $1)`, [other]);
      await at.say('service:lintel', 'officer-created', { officer: id, role: 'supervisor' });
    });
    await expect(unsaid).rejects.toMatchObject(UNSAID);
  });

  it('counts for one pass, and not for two', async () => {
    const offer = (token: string): Promise<unknown> =>
      at.workspace.query(
        `INSERT INTO lintel.assisted_pass (token_hash, invitation_id, officer_id, place, expires_at)
         VALUES (sha256($1), $2, $3, 'home', now() + interval '5 minutes')`,
        [Buffer.from(token), made.invitation, made.officer],
      );
    const unsaid = upTo(made.officer, async () => {
      await offer('one');
      await offer('two');
      await at.say(...assistanceOffered({ id: made.invitation, investigation: made.investigation }));
    });
    await expect(unsaid).rejects.toMatchObject(UNSAID);
  });

  it('does not count: another second step than the one that came', async () => {
    const unsaid = upTo(boss, async () => {
      await at.workspace.query(`SELECT lintel.confirm_second_step(1, ARRAY[sha256('code')])`);
      await at.say('service:lintel', 'second-factor-set', { what: 'recovery-codes' });
    });
    await expect(unsaid).rejects.toMatchObject(UNSAID);
  });

  it('does not count: of a moment before', async () => {
    const secret = await officerSession(at.admin, boss);
    const inOne = async (...acts: (() => Promise<unknown>)[]): Promise<void> => {
      await at.workspace.query('BEGIN');
      try {
        await at.workspace.query(`SELECT scope.open('officer', $1)`, [secret]);
        for (const act of acts) await act();
        await at.workspace.query('COMMIT');
      } catch (error) {
        await at.workspace.query('ROLLBACK');
        throw error;
      }
    };
    await inOne(() => at.say(...granted(newcomer)));
    await expect(inOne(bring)).rejects.toMatchObject(UNSAID);
  });
});

describe('an intruder in intake', () => {
  const enter = (): Promise<unknown> =>
    intake.query(`SELECT FROM lintel.enter_assisted(decode($1, 'hex'), sha256('session'), 10)`, [pass]);
  const opened = (how: object): Promise<void> =>
    say(
      (sql, values) => intake.query(sql, values),
      [about(), 'invitation-opened', { invitation: made.invitation, ...how }],
    );
  const upToHere = async (...acts: (() => Promise<unknown>)[]): Promise<void> => {
    await intake.query('BEGIN');
    try {
      for (const act of acts) await act();
      await intake.query('SET CONSTRAINTS ALL IMMEDIATE');
    } finally {
      await intake.query('ROLLBACK');
    }
  };
  const withHelp = { assistedBy: '', place: 'home' };

  it('comes into no private link unseen', async () => {
    await expect(upToHere(enter)).rejects.toMatchObject(UNSAID);
    await upToHere(enter, () => opened({ ...withHelp, assistedBy: made.officer }));
  });
  it('does not come in by an officer’s pass as the victim alone', async () => {
    await expect(upToHere(enter, () => opened({}))).rejects.toMatchObject(UNSAID);
  });
  it('opens no drafts by the victim’s own code unseen', async () => {
    const inside = (): Promise<void> => opened({ ...withHelp, assistedBy: made.officer });
    const widen = async (): Promise<void> => {
      const { rows } = await intake.query('SELECT lintel.own_code($1, 10) AS right', [code]);
      expect(rows).toEqual([{ right: true }]);
    };
    const entered: Said = [about(), 'code-entered', { invitation: made.invitation }];
    await expect(upToHere(enter, inside, widen)).rejects.toMatchObject(UNSAID);
    await upToHere(enter, inside, widen, () => say((sql, values) => intake.query(sql, values), entered));
  });
});
