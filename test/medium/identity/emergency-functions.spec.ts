import { randomUUID } from 'node:crypto';
import type { Officer } from '../../../src/features/identity';
import { seedCase, type Case } from '../../factories/rows';
import { officerSession } from '../../factories/acting';
import { BrokenIntoWorkspace, REFUSED } from './broken-into-workspace';

let at: BrokenIntoWorkspace;
let made: Case;
beforeAll(async () => {
  at = await BrokenIntoWorkspace.open();
  made = await seedCase(at.admin);
});
afterAll(() => at.close());

const OPEN = `INSERT INTO lintel.emergency_access (id, investigation_id, officer_id, reason, ends_at)
  VALUES ($1, $2, $3, 'A threat', now() + $4::interval)`;
const open = (officer: { readonly id: string }, lasts = '1 hour'): Promise<unknown> =>
  at.workspace.query(OPEN, [randomUUID(), made.investigation, officer.id, lasts]);

/** An access of another officer, as it stands. */
async function access(of: Officer): Promise<string> {
  const id = randomUUID();
  await at.admin.query(OPEN, [id, made.investigation, of.id, '1 hour']);
  return id;
}

const as = async <T>(officer: Officer, work: () => Promise<T>): Promise<T> =>
  at.under(await officerSession(at.admin, officer.id), work);

describe('access in an emergency', () => {
  it('is opened for oneself, for a day at most', async () => {
    const [ann, ben] = [await at.officer(), await at.officer()];
    await as(ann, () => open(ann));
    await expect(as(ann, () => open(ben))).rejects.toMatchObject(REFUSED);
    await expect(as(ann, () => open(ann, '25 hours'))).rejects.toMatchObject(REFUSED);
    await expect(at.under('no such secret', () => open(ann))).rejects.toMatchObject(REFUSED);
  });

  it.each(['auditor', 'coordinator'] as const)('is not for an officer with the role %s', async (role) => {
    const officer = await at.officer(role);
    await expect(as(officer, () => open(officer))).rejects.toThrow();
  });

  it('lets its officer read the investigation, and change nothing of it', async () => {
    const ann = await at.officer();
    const reads = (): Promise<boolean[]> =>
      Promise.all([
        at.ask<boolean>('scope.reads($1)', [made.investigation]),
        at.ask<boolean>('scope.changes($1)', [made.investigation]),
      ]);
    expect(await as(ann, reads)).toEqual([false, false]);
    await access(ann);
    expect(await as(ann, reads)).toEqual([true, false]);
  });

  it('is ended by its officer or a supervisor, and by nobody else', async () => {
    const ann = await at.officer();
    const end = async (by: Officer): Promise<boolean> => {
      const id = await access(ann);
      return as(by, () => at.ask('lintel.end_emergency($1)', [id]));
    };
    expect(await end(ann)).toBe(true);
    expect(await end(await at.officer('supervisor'))).toBe(true);
    expect(await end(await at.officer())).toBe(false);
    expect(await end(await at.officer('auditor'))).toBe(false);
  });

  it('is answered for by another supervisor, and by nobody else', async () => {
    const sue = await at.officer('supervisor');
    const see = async (by: Officer): Promise<boolean> => {
      const id = await access(sue);
      return as(by, () => at.ask('lintel.see_emergency($1)', [id]));
    };
    expect(await see(await at.officer('supervisor'))).toBe(true);
    expect(await see(sue)).toBe(false);
    expect(await see(await at.officer('auditor'))).toBe(false);
  });

  it('is changed in no other way', async () => {
    const ann = await at.officer();
    await access(ann);
    for (const statement of [
      `UPDATE lintel.emergency_access SET ends_at = ends_at + interval '1 day'`,
      'UPDATE lintel.emergency_access SET ended_at = NULL, ended_by = NULL',
      'DELETE FROM lintel.emergency_access',
    ])
      await expect(as(ann, () => at.workspace.query(statement))).rejects.toMatchObject(REFUSED);
  });

  it('is seen by its officer, supervisors and auditors, with no more of the investigation than its reference', async () => {
    const ann = await at.officer();
    const id = await access(ann);
    const seen = async (by: Officer): Promise<boolean> =>
      as(by, async () => {
        const { rows } = await at.workspace.query('SELECT urn FROM lintel.emergency_record WHERE id = $1', [
          id,
        ]);
        return rows.length === 1;
      });
    const others = ['supervisor', 'auditor', 'investigator', 'coordinator'] as const;
    expect(await seen(ann)).toBe(true);
    const answers: boolean[] = [];
    for (const role of others) answers.push(await seen(await at.officer(role)));
    expect(answers).toEqual([true, true, false, false]);
  });
});
