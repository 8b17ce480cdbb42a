import { createHash, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { seedCase, type Case } from '../../factories/rows';
import { officerSession } from '../../factories/acting';
import { BrokenIntoWorkspace, REFUSED } from '../identity/broken-into-workspace';

/** What an intruder did in a transaction of a broken-in process and let no log and nobody hear of. */
let at: BrokenIntoWorkspace;
let worker: Client;
let made: Case;
beforeAll(async () => {
  at = await BrokenIntoWorkspace.open();
  made = await seedCase(at.admin);
  worker = new Client({ connectionString: at.database.urls.worker });
  await worker.connect();
});
afterAll(async () => {
  await worker.end();
  await at.close();
});

const OPEN = `INSERT INTO lintel.emergency_access (id, investigation_id, officer_id, reason, ends_at)
  VALUES ($1, $2, $3, 'A threat', $4)`;
const SAID = `SELECT custody.append('investigation:' || $2::uuid, 'access-broken-glass', uuidv7(), clock_timestamp(),
  jsonb_build_object('access', $1::text, 'endsAt', $3::text), '{"reason": {"salt": "00112233445566778899aabbccddeeff", "value": "A threat"}}', $2)`;
const soon = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

/** How many clips somebody sees, whether they read the investigation, and what their searches find, of all and of their own. */
const looked = async (): Promise<unknown[]> => {
  const clips = await at.workspace.query('SELECT id FROM lintel.clip');
  const reads = await at.ask<boolean>('scope.reads($1)', [made.investigation]);
  const { rows } = await at.workspace.query('SELECT FROM lintel.found($1, $2, $3, 10)', ['', '', 'a']);
  const own = await at.workspace.query(
    'SELECT FROM lintel.search_mine(NULL, NULL, NULL, NULL, false, NULL, NULL, NULL, 10)',
  );
  return [clips.rows.length, reads, rows.length, own.rows.length];
};

/** In a transaction of its own, which stays. */
async function stays(secret: string, work: () => Promise<unknown>): Promise<void> {
  await at.workspace.query('BEGIN');
  try {
    await at.workspace.query(`SELECT scope.open('officer', $1)`, [secret]);
    await work();
    await at.workspace.query('COMMIT');
  } catch (error) {
    await at.workspace.query('ROLLBACK');
    throw error;
  }
}

describe('an emergency that the workspace makes up', () => {
  const open = (id: string, officer: string, until: string): Promise<unknown> =>
    at.workspace.query(OPEN, [id, made.investigation, officer, until]);
  const say = (id: string, until: string): Promise<unknown> =>
    at.workspace.query(SAID, [id, made.investigation, until]);

  it('shows nothing in a transaction that can still be rolled back', async () => {
    const ann = await at.officer();
    const secret = await officerSession(at.admin, ann.id);
    const [id, until] = [randomUUID(), soon(60)];
    const seen = await at.under(secret, async () => {
      await open(id, ann.id, until);
      await say(id, until);
      return looked();
    });
    expect(seen).toEqual([0, false, 0, 0]);
  });

  it('does not stay without its event, nor with one that says less', async () => {
    const ann = await at.officer();
    const secret = await officerSession(at.admin, ann.id);
    const unsaid = { code: 'LN028' };
    await expect(stays(secret, () => open(randomUUID(), ann.id, soon(60)))).rejects.toMatchObject(unsaid);
    const id = randomUUID();
    const longer = async (): Promise<void> => {
      await open(id, ann.id, soon(23 * 60));
      await say(id, soon(60));
    };
    await expect(stays(secret, longer)).rejects.toMatchObject(unsaid);
  });

  it('that stands in the log shows what it may, from the next transaction on', async () => {
    const ann = await at.officer();
    const secret = await officerSession(at.admin, ann.id);
    const [id, until] = [randomUUID(), soon(60)];
    await stays(secret, async () => {
      await open(id, ann.id, until);
      await say(id, until);
    });
    // They are no member of it.
    expect(await at.under(secret, looked)).toEqual([1, true, 2, 0]);
  });
});

describe('a team that somebody else has just been brought into', () => {
  const bring = (officer: string, by: string): Promise<unknown> =>
    at.workspace.query(
      'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)',
      [made.investigation, officer, by],
    );
  const turnsTo = (secret: string): Promise<unknown> =>
    at.workspace.query(`SELECT scope.open('officer', $1)`, [secret]);

  it('shows them nothing in a transaction that can still be rolled back, and cannot be said to be older', async () => {
    const [sue, ann] = [await at.officer('supervisor'), await at.officer()];
    const supervising = await officerSession(at.admin, sue.id, { confirmed: false });
    const secret = await officerSession(at.admin, ann.id);
    const seen = await at.under(supervising, async () => {
      await bring(ann.id, sue.id);
      await turnsTo(secret);
      return looked();
    });
    expect(seen).toEqual([0, false, 0, 0]);
    const older = at.under(supervising, async () => {
      await bring(ann.id, sue.id);
      await at.workspace.query(
        `UPDATE lintel.investigation_member SET added_at = now() - interval '1 day' WHERE officer_id = $1`,
        [ann.id],
      );
    });
    await expect(older).rejects.toMatchObject(REFUSED);
  });

  it('is theirs from the next transaction on', async () => {
    const [sue, ann] = [await at.officer('supervisor'), await at.officer()];
    await stays(await officerSession(at.admin, sue.id), async () => {
      await bring(ann.id, sue.id);
      await at.say(`investigation:${made.investigation}`, 'access-granted', { officer: ann.id });
    });
    expect(await at.under(await officerSession(at.admin, ann.id), looked)).toEqual([1, true, 2, 1]);
  });
});

describe('an account that has just been made', () => {
  it('acts in no transaction that can still be rolled back', async () => {
    const sue = await at.officer('supervisor');
    const email = 'made@force.example';
    const kept = `$argon2id$v=19$m=1024,t=1,p=1$${'A'.repeat(22)}$${createHash('sha256').update('x').digest('base64').slice(0, -1)}`;
    const acted = await at.under(await officerSession(at.admin, sue.id), async () => {
      await at.ask('lintel.create_officer($1, $2, $3, $4, $5, $6)', [
        randomUUID(),
        email,
        'Sample',
        'SO',
        'auditor',
        kept,
      ]);
      await at.workspace.query(`SELECT scope.open('officer', 'nobody')`);
      const { rows } = await at.workspace.query<{ ticket: string }>(
        'SELECT ticket FROM lintel.prove_password($1, $2)',
        [email, Buffer.from('x')],
      );
      const begun = await at.ask('lintel.begin_session($1, $2, $3, $3)', ['new', rows[0]?.ticket, '1 hour']);
      return [begun, await at.ask(`scope.open('officer', 'new')`)];
    });
    expect(acted).toEqual([true, false]);
  });
});

describe('an item that the workspace adds', () => {
  it('is none that lies among what victims send', async () => {
    const add = (key: string): Promise<unknown> =>
      at.workspace.query(
        `INSERT INTO lintel.clip (id, investigation_id, state, file_name, size, device_sha256, incoming_key, received_at, sent_at)
         VALUES ($1, $2, 'received', 'sample.pdf', 3, $3, $4, now(), now())`,
        [randomUUID(), made.investigation, 'a'.repeat(64), key],
      );
    const secret = await officerSession(at.admin, made.officer);
    await expect(at.under(secret, () => add(randomUUID()))).rejects.toMatchObject(REFUSED);
    await at.under(secret, () => add(`officers/${randomUUID()}`));
  });
});

describe('what a worker that was broken into makes go', () => {
  it('is no item that nobody agreed to, and none comes back', async () => {
    const close = (when: string): Promise<unknown> =>
      worker.query(`UPDATE lintel.clip SET erased_at = ${when} WHERE id = $1`, [made.sentClip]);
    await expect(close('now()')).rejects.toMatchObject({ code: 'LN021' });
    await at.admin.query('UPDATE lintel.clip SET erased_at = now() WHERE id = $1', [made.sentClip]);
    await expect(close('NULL')).rejects.toMatchObject({ code: 'LN021' });
  });

  it('is nothing of what the log keeps behind its commitments', async () => {
    await at.admin.query(
      `INSERT INTO lintel.opening (event_id, subject, field, salt, value) VALUES ($1, $2, 'reason', '\\x00112233445566778899aabbccddeeff', '"sample"')`,
      [randomUUID(), `clip:${made.sentClip}`],
    );
    expect((await worker.query('DELETE FROM lintel.opening')).rowCount).toBe(0);
  });
});
