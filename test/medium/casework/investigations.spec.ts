import { randomUUID } from 'node:crypto';
import type { InvestigationId } from '../../../src/kernel/ids';
import type { Said } from '../../factories/saying';
import { openCasework, type Acting, type Casework } from './support';

let casework: Casework;
let member: Acting;
let supervisor: Acting;
let id: InvestigationId;

beforeAll(async () => {
  casework = await openCasework();
});
beforeEach(async () => {
  member = await casework.officer();
  supervisor = await casework.officer('supervisor');
  ({ id } = await casework.investigation(member));
});
afterAll(() => casework.close());

const rowsFor = <Row>(by: Acting, sql: string, values?: unknown[], ...says: Said[]): Promise<Row[]> =>
  casework.rows<Row>(by, sql, values, ...says);
const about = (type: string, detail: object, of: string = id): Said => [`investigation:${of}`, type, detail];

const open = (by: Acting, urn = `SAMPLE/${randomUUID()}`, isFree = true): Promise<unknown[]> => {
  const fresh = randomUUID();
  const sql = `SELECT lintel.open_investigation($1, $2, 'Stalking', '') AS opened`;
  return rowsFor(by, sql, [fresh, urn], ...(isFree ? [about('investigation-opened', {}, fresh)] : []));
};
const admit = (by: Acting, officer: Acting): Promise<unknown[]> =>
  rowsFor(
    by,
    `INSERT INTO lintel.investigation_member AS m (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)
     ON CONFLICT (investigation_id, officer_id) DO UPDATE SET removed_at = NULL, added_by = excluded.added_by
     RETURNING officer_id`,
    [id, officer.id, by.id],
    about('access-granted', { officer: officer.id }),
  );

describe('an investigation', () => {
  it('is opened in one’s own name, with oneself as its first member', async () => {
    const urn = `SAMPLE/${randomUUID()}`;
    expect(await open(member, urn)).toEqual([{ opened: true }]);
    expect(await rowsFor(member, 'SELECT oic_id FROM lintel.investigation WHERE urn = $1', [urn])).toEqual([
      { oic_id: member.id },
    ]);
    expect(await open(supervisor, urn, false)).toEqual([{ opened: false }]);
    expect(await rowsFor(supervisor, 'SELECT FROM lintel.investigation WHERE urn = $1', [urn])).toEqual([]);
  });

  it.each(['auditor', 'coordinator'] as const)('is never opened by an %s', async (role) => {
    await expect(open(await casework.officer(role))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('keeps a member in the case', async () => {
    const stranger = await casework.officer();
    const lead = rowsFor(member, 'UPDATE lintel.investigation SET oic_id = $1 WHERE id = $2', [
      stranger.id,
      id,
    ]);
    await expect(lead).rejects.toMatchObject({ code: 'not-found' });
    await admit(member, stranger);
    await rowsFor(
      member,
      'UPDATE lintel.investigation SET oic_id = $1 WHERE id = $2',
      [stranger.id, id],
      about('investigation-changed', { oic: stranger.id, state: 'open' }),
    );
  });
});

describe('a supervisor', () => {
  it('sees who works on any investigation, and not what it is about', async () => {
    expect(
      await rowsFor(supervisor, 'SELECT id FROM lintel.investigation_heading WHERE id = $1', [id]),
    ).toEqual([{ id }]);
    expect(
      await rowsFor(
        supervisor,
        'SELECT officer_id FROM lintel.investigation_member WHERE investigation_id = $1',
        [id],
      ),
    ).toEqual([{ officer_id: member.id }]);
    expect(await rowsFor(supervisor, 'SELECT offence FROM lintel.investigation')).toEqual([]);
  });

  it('lets others in, and never themselves', async () => {
    expect(await admit(supervisor, await casework.officer())).toHaveLength(1);
    await expect(admit(supervisor, supervisor)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('cannot take their own seat again after it was taken from them', async () => {
    await admit(member, supervisor);
    const leave = 'UPDATE lintel.investigation_member SET removed_at = now() WHERE officer_id = $1';
    await rowsFor(member, leave, [supervisor.id], about('access-removed', { officer: supervisor.id }));
    await expect(admit(supervisor, supervisor)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('names one of the members as the officer in the case', async () => {
    const other = await casework.officer();
    const assign = (by: Acting): Promise<unknown[]> =>
      rowsFor(
        by,
        `SELECT lintel.assign_investigation($1, 'Team 2', $2) AS assigned`,
        [id, other.id],
        about('investigation-changed', { oic: other.id, state: 'open' }),
      );
    expect(await assign(supervisor)).toEqual([{ assigned: false }]);
    await admit(supervisor, other);
    expect(await assign(supervisor)).toEqual([{ assigned: true }]);
    await expect(assign(member)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a link between two investigations', () => {
  const link = (by: Acting, other: string): Promise<unknown[]> => {
    const made = randomUUID();
    return rowsFor(
      by,
      `INSERT INTO lintel.investigation_link (id, one_id, other_id, reason, linked_by)
       SELECT $4, least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid), 'The same person', $3`,
      [id, other, by.id, made],
      about('investigations-linked', { link: made }),
      about('investigations-linked', { link: made }, other),
    );
  };

  it('is made by a member of both, and seen by who may read both', async () => {
    const other = await casework.investigation(await casework.officer());
    await expect(link(member, other.id)).rejects.toMatchObject({ code: 'not-found' });
    const both = await casework.officer();
    await admit(member, both);
    const second = await casework.investigation(both);
    await link(both, second.id);
    expect(await rowsFor(both, 'SELECT reason FROM lintel.investigation_link')).toHaveLength(1);
    expect(await rowsFor(member, 'SELECT reason FROM lintel.investigation_link')).toEqual([]);
  });
});
