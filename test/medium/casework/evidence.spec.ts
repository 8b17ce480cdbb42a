import { randomUUID } from 'node:crypto';
import type { InvestigationId } from '../../../src/kernel/ids';
import { openCasework, type Acting, type Casework } from './support';

let casework: Casework;
let member: Acting;
let colleague: Acting;
let helper: Acting;
let id: InvestigationId;
let clip: string;

beforeAll(async () => {
  casework = await openCasework();
  member = await casework.officer();
  colleague = await casework.officer();
  helper = await casework.officer();
});
beforeEach(async () => {
  ({ id, clip } = await casework.investigation(member, colleague));
  await casework.emergency(helper, id);
});
afterAll(() => casework.close());

const rowsFor = <Row>(by: Acting, sql: string, values: unknown[] = []): Promise<Row[]> =>
  by.do(() => casework.database.transaction((tx) => tx.query<Row>(sql, values)));

describe('numbers of exhibits', () => {
  const next = (by: Acting, initials: string): Promise<{ number: number }[]> =>
    rowsFor(by, 'SELECT lintel.next_exhibit_number($1, $2) AS number', [id, initials]);

  it('are given once each, also to officers who ask at once', async () => {
    const given = await Promise.all([member, colleague, member].map((by) => next(by, 'AB')));
    expect(
      given
        .flat()
        .map(({ number }) => number)
        .sort(),
    ).toEqual([1, 2, 3]);
    expect(await next(member, 'CD')).toEqual([{ number: 1 }]);
  });

  it('are not for others, and their counters for nobody', async () => {
    await expect(next(helper, 'AB')).rejects.toMatchObject({ code: 'emergency-only-looks' });
    await expect(next(await casework.officer(), 'AB')).rejects.toMatchObject({ code: 'not-found' });
    await expect(rowsFor(member, 'UPDATE lintel.exhibit_counter SET last = 1')).rejects.toThrow(
      'permission denied for table exhibit_counter',
    );
  });
});

describe('a ticket to look at a clip', () => {
  const open = (by: Acting, holder = by): Promise<unknown[]> => {
    const access = randomUUID();
    return casework.rows(
      by,
      `INSERT INTO lintel.access_ticket (id, officer_id, investigation_id, clip_id, content, purpose, expires_at)
       VALUES ($1, $2, $3, $4, 'proxy', 'view', now() + interval '1 hour')`,
      [access, holder.id, id, clip],
      [`clip:${clip}`, 'viewed', { access, content: 'proxy' }, id],
    );
  };
  const held = (by: Acting): Promise<unknown[]> =>
    rowsFor(by, 'SELECT id FROM lintel.access_ticket WHERE clip_id = $1', [clip]);

  it('is opened by who may read it, also in an emergency, and seen by nobody else', async () => {
    await open(member);
    await open(helper);
    expect(await held(member)).toHaveLength(1);
    expect(await held(helper)).toHaveLength(1);
    expect(await held(colleague)).toEqual([]);
  });

  it('is worth nothing when the emergency is over', async () => {
    await open(helper);
    await casework.admin.query(
      'UPDATE lintel.emergency_access SET ended_at = now(), ended_by = officer_id WHERE investigation_id = $1',
      [id],
    );
    expect(await held(helper)).toEqual([]);
  });

  it('is not opened for somebody else, or by a stranger', async () => {
    await expect(open(member, colleague)).rejects.toMatchObject({ code: 'not-found' });
    await expect(open(await casework.officer())).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('what an officer writes', () => {
  const note = (by: Acting, author = by): Promise<unknown[]> =>
    rowsFor(by, `INSERT INTO lintel.marker (id, clip_id, text, author_id) VALUES ($1, $2, 'He waits', $3)`, [
      randomUUID(),
      clip,
      author.id,
    ]);

  it('is written in their own name', async () => {
    await note(member);
    await expect(note(member, colleague)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('numbers an exhibit of the investigation that the clip belongs to', async () => {
    const other = await casework.investigation(member);
    const register = (investigation: string): Promise<unknown[]> =>
      rowsFor(
        member,
        `INSERT INTO lintel.exhibit (id, investigation_id, clip_id, reference, producer_name, description, registered_by)
         VALUES ($1, $2, $3, 'AB/1', 'Ann Bell', 'A man', $4)`,
        [randomUUID(), investigation, clip, member.id],
      );
    await expect(register(other.id)).rejects.toMatchObject({ code: 'not-found' });
    await register(id);
  });
});
