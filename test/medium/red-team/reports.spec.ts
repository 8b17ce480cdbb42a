import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Officer, Role } from '../../../src/features/identity';
import { officerSession, victimSession } from '../../factories/acting';
import { seedCase, type Case } from '../../factories/rows';
import { wholeSecrets } from '../../support/event-samples';
import { BrokenIntoWorkspace, REFUSED } from '../identity/broken-into-workspace';

/**
 * A report of pressure, tried by SQL as whoever might want to know of it, with no code of ours in between: an officer of the case may be
 * who pressed.
 */
let at: BrokenIntoWorkspace;
let intake: Client;
let made: Case;
let report: string;
/** A supervisor whom nothing ties to the case. */
let sue: Officer;

const WORDS = 'He stood behind me.';

beforeAll(async () => {
  at = await BrokenIntoWorkspace.open();
  intake = new Client({ connectionString: at.database.urls.intake });
  await intake.connect();
  made = await seedCase(at.admin);
  sue = await at.officer('supervisor');
  report = await reported();
});
afterAll(async () => {
  await intake.end();
  await at.close();
});

async function victim<T>(work: () => Promise<T>): Promise<T> {
  await intake.query('BEGIN');
  await intake.query(`SELECT scope.open('victim', $1)`, [await victimSession(at.admin, made.invitation)]);
  try {
    const result = await work();
    await intake.query('COMMIT');
    return result;
  } catch (error) {
    await intake.query('ROLLBACK');
    throw error;
  }
}

const INSERT = `INSERT INTO lintel.concern (id, invitation_id, investigation_id, kind, words) VALUES ($1, $2, $3, $4, $5)`;
const insert = (kind: string, words = WORDS): Promise<string> =>
  victim(async () => {
    const id = randomUUID();
    await intake.query(INSERT, [id, made.invitation, made.investigation, kind, words]);
    return id;
  });

/** A report that reached `sue`, with its event. */
const reported = (): Promise<string> =>
  victim(async () => {
    const id = randomUUID();
    await intake.query(INSERT, [id, made.invitation, made.investigation, 'pressured', WORDS]);
    await intake.query(
      `SELECT custody.append('service:lintel', 'pressure-reported', $1, now(), jsonb_build_object('invitation', $2::text), $4, $3)`,
      [uuid7(), made.invitation, made.investigation, wholeSecrets('pressure-reported')],
    );
    return id;
  });

const uuid7 = (): string => {
  const at48 = Date.now().toString(16).padStart(12, '0');
  return `${at48.slice(0, 8)}-${at48.slice(8)}-7${randomUUID().slice(15)}`;
};

const as = async <T>(officer: { readonly id: string }, work: () => Promise<T>): Promise<T> =>
  at.under(await officerSession(at.admin, officer.id), work);

async function member(role: Role, removed = false): Promise<Officer> {
  const officer = await at.officer(role);
  await at.admin.query(
    `INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by, removed_at)
     VALUES ($1, $2, $3, CASE WHEN $4 THEN now() END)`,
    [made.investigation, officer.id, made.officer, removed],
  );
  return officer;
}

const rows = async (sql: string, values: readonly unknown[] = []): Promise<number> =>
  (await at.workspace.query(sql, [...values])).rows.length;

/** Whatever an officer can find of a report: the row, the views and the log. */
const found = async (): Promise<number[]> => [
  await rows('SELECT 1 FROM lintel.concern WHERE id = $1', [report]),
  await rows('SELECT 1 FROM lintel.concern_report WHERE id = $1', [report]),
  await rows('SELECT 1 FROM lintel.concern_report_step WHERE concern_id = $1', [report]),
  await rows('SELECT 1 FROM lintel.concern_report_contact WHERE concern_id = $1', [report]),
  await rows(`SELECT 1 FROM custody.record WHERE event::jsonb ->> 'type' = 'pressure-reported'`),
  Number(await at.ask<boolean>('lintel.handle_report($1, $2, $3, $4, $5)', takingUp(report))),
  Number((await at.ask<string | null>('lintel.investigation_of_report($1)', [report])) !== null),
];
const takingUp = (id: string): unknown[] => [id, randomUUID(), 'taken-up', '', randomUUID()];
const NOTHING = [0, 0, 0, 0, 0, 0, 0];

const handle = (step: string, words = 'x', id = report): Promise<boolean> =>
  at.ask('lintel.handle_report($1, $2, $3, $4, $5)', [id, randomUUID(), step, words, randomUUID()]);

describe('a report of pressure', () => {
  it('is nothing to a member, who made the link, nor to a supervisor who is or was one', async () => {
    expect(await as({ id: made.officer }, found)).toEqual(NOTHING);
    for (const role of ['investigator', 'disclosure', 'supervisor'] as const)
      expect(await as(await member(role), found)).toEqual(NOTHING);
    expect(await as(await member('supervisor', true), found)).toEqual(NOTHING);
  });

  it('is nothing to a supervisor who made the link and is on no case', async () => {
    const maker = await at.officer('supervisor');
    await at.admin.query('UPDATE lintel.invitation SET created_by = $2 WHERE id = $1', [
      made.invitation,
      maker.id,
    ]);
    try {
      expect(await as(maker, found)).toEqual(NOTHING);
    } finally {
      await at.admin.query('UPDATE lintel.invitation SET created_by = $2 WHERE id = $1', [
        made.invitation,
        made.officer,
      ]);
    }
  });

  it.each(['investigator', 'disclosure', 'coordinator'] as const)(
    'is nothing to another officer with the role %s',
    async (role) => {
      expect(await as(await at.officer(role), found)).toEqual(NOTHING);
    },
  );

  it('is an event without words to an auditor, and nothing else', async () => {
    expect(await as(await at.officer('auditor'), found)).toEqual([0, 0, 0, 0, 1, 0, 0]);
  });

  it('is nothing to who looks into the case in an emergency, nor to nobody', async () => {
    const looking = await at.officer();
    await at.admin.query(
      `INSERT INTO lintel.emergency_access (id, investigation_id, officer_id, reason, ends_at)
       VALUES ($1, $2, $3, 'A threat', now() + interval '1 hour')`,
      [randomUUID(), made.investigation, looking.id],
    );
    expect(await as(looking, found)).toEqual(NOTHING);
    expect(await at.under('no such secret', found)).toEqual(NOTHING);
  });

  it('is nothing to the worker, even while a message to the victim is on its way, nor to the victim’s own process', async () => {
    const worker = new Client({ connectionString: at.database.urls.worker });
    await worker.connect();
    // Whatever its own rules say: one is on its way.
    await at.admin.query('SET session_replication_role = replica');
    await at.admin.query(
      `INSERT INTO lintel.message (id, invitation_id, investigation_id, kind, channel, address, safe_contact_id, requested_by, key)
       SELECT gen_random_uuid(), s.invitation_id, $2, 'look', 'text', 'sample', s.id, $3, gen_random_uuid()
         FROM lintel.safe_contact s WHERE s.invitation_id = $1`,
      [made.invitation, made.investigation, made.officer],
    );
    await at.admin.query('RESET session_replication_role');
    const seen = await worker.query('SELECT kind FROM lintel.concern WHERE seen_at IS NULL');
    expect(seen.rows).toEqual([{ kind: 'passed-on' }]);
    await worker.end();
    await expect(victim(() => intake.query('SELECT 1 FROM lintel.concern'))).rejects.toMatchObject(REFUSED);
    await expect(victim(() => intake.query('SELECT 1 FROM lintel.concern_report'))).rejects.toMatchObject(
      REFUSED,
    );
  });

  it('shows a supervisor of no part in the case its reference; its words open with taking it up', async () => {
    await as(sue, async () => {
      const look = async (): Promise<unknown> =>
        (
          await at.workspace.query(
            'SELECT kind, has_words, taken_up, words, link_made_by, state FROM lintel.concern_report WHERE id = $1',
            [report],
          )
        ).rows[0];
      const before = {
        kind: 'pressured',
        has_words: true,
        taken_up: false,
        words: '',
        link_made_by: null,
        state: 'new',
      };
      expect(await look()).toEqual(before);
      expect(await rows('SELECT 1 FROM lintel.concern_report_contact WHERE concern_id = $1', [report])).toBe(
        0,
      );
      expect(await handle('closed')).toBe(false);
      expect(await handle('taken-up', '')).toBe(true);
      const after = { taken_up: true, words: WORDS, link_made_by: 'Sample Officer', state: 'taken-up' };
      expect(await look()).toMatchObject(after);
      expect(await rows('SELECT 1 FROM lintel.concern_report_contact WHERE concern_id = $1', [report])).toBe(
        1,
      );
      // Nothing else of the case comes with it.
      for (const table of ['investigation', 'invitation', 'concern', 'safe_contact', 'clip', 'submission'])
        expect([table, await rows(`SELECT 1 FROM lintel.${table}`)]).toEqual([table, 0]);
    });
  });

  it('stays with whom it reached, also when an officer of the case lets all of them in', async () => {
    const [tom, ann] = [await at.officer('supervisor'), await at.officer('supervisor')];
    const reached = await reported();
    await at.admin.query(
      `INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)`,
      [made.investigation, tom.id, made.officer],
    );
    const sees = (id: string) => rows('SELECT 1 FROM lintel.concern_report WHERE id = $1', [id]);
    expect(await as(tom, () => sees(reached))).toBe(1);
    const later = await reported();
    expect(await as(tom, () => sees(later))).toBe(0);
    expect(await as(ann, () => sees(later))).toBe(1);
  });

  it('tells members what a supervisor passes on, in the supervisor’s words and no others', async () => {
    await as(sue, async () => {
      await handle('taken-up', '');
      expect(await handle('passed-on', 'Let another officer call.')).toBe(true);
      await at.workspace.query(`SELECT scope.open('officer', $1)`, [
        await officerSession(at.admin, made.officer),
      ]);
      const { rows: told } = await at.workspace.query(
        'SELECT kind, words FROM lintel.concern ORDER BY at DESC',
      );
      expect(told).toContainEqual({ kind: 'passed-on', words: 'Let another officer call.' });
      expect(told.every(({ kind, words }) => kind === 'passed-on' && words !== WORDS)).toBe(true);
    });
  });

  it('cannot be made by the public process into something that members read, nor be changed by anybody', async () => {
    await expect(insert('passed-on')).rejects.toThrow();
    await expect(
      victim(() =>
        intake.query(
          `INSERT INTO lintel.concern (id, invitation_id, investigation_id, kind, words, for_members) VALUES ($1, $2, $3, 'pressured', '', true)`,
          [randomUUID(), made.invitation, made.investigation],
        ),
      ),
    ).rejects.toMatchObject(REFUSED);
    await as(sue, async () => {
      await handle('taken-up', '');
      const { rowCount } = await at.workspace.query(
        'UPDATE lintel.concern SET seen_by = $2, seen_at = now() WHERE id = $1',
        [report, sue.id],
      );
      expect(rowCount).toBe(0);
    });
    await expect(as(sue, () => at.workspace.query('DELETE FROM lintel.concern_step'))).rejects.toMatchObject(
      REFUSED,
    );
  });
});
