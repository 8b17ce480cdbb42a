import { openCasework, type Acting, type Casework } from './support';

let casework: Casework;
let member: Acting;
let clip: string;
let id: string;

beforeAll(async () => {
  casework = await openCasework();
  member = await casework.officer();
  ({ id, clip } = await casework.investigation(member));
});
afterAll(() => casework.close());

const decline = (by: Acting): Promise<unknown> =>
  by.do(() =>
    casework.database.transaction((tx) =>
      tx.query(
        `INSERT INTO lintel.triage (clip_id, outcome, reason, officer_id) VALUES ($1, 'declined', 'Sample', $2)`,
        [clip, by.id],
      ),
    ),
  );

describe('what PostgreSQL refuses to the officer who acts', () => {
  it('looks like what is not there', async () => {
    await expect(decline(await casework.officer())).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is said kindly to an officer who is let in in an emergency', async () => {
    const helper = await casework.officer();
    await casework.emergency(helper, id);
    await expect(decline(helper)).rejects.toMatchObject({
      kind: 'forbidden',
      code: 'emergency-only-looks',
      message: 'Emergency access lets you look, not change.',
    });
  });

  it('is refused by the functions as well', async () => {
    const helper = await casework.officer();
    await casework.emergency(helper, id);
    const number = helper.do(() =>
      casework.database.transaction((tx) => tx.query(`SELECT lintel.next_exhibit_number($1, 'AB')`, [id])),
    );
    await expect(number).rejects.toMatchObject({ code: 'emergency-only-looks' });
  });

  it('is a fault of the software when the role itself has no such right', async () => {
    const erase = member.do(() =>
      casework.database.transaction((tx) => tx.query('DELETE FROM lintel.triage')),
    );
    await expect(erase).rejects.toThrow('permission denied for table triage');
  });

  it('is a fault when nobody acts', async () => {
    const unowned = casework.database.transaction((tx) =>
      tx.query(
        `INSERT INTO lintel.triage (clip_id, outcome, reason, officer_id) VALUES ($1, 'declined', 'Sample', $2)`,
        [clip, member.id],
      ),
    );
    await expect(unowned).rejects.toThrow('row-level security policy');
  });

  it('leaves a member alone', async () => {
    await decline(member);
    const { rowCount } = await casework.admin.query('SELECT FROM lintel.triage WHERE clip_id = $1', [clip]);
    expect(rowCount).toBe(1);
  });
});
