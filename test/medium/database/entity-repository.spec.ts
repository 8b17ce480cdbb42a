import { Column, Entity, PrimaryColumn } from 'typeorm';
import { randomId } from '../../../src/kernel/ids';
import {
  Database,
  IDENTITY,
  Any,
  IsNull,
  LessThan,
  NOW,
  openDatabase,
  safeInteger,
} from '../../../src/platform/database';
import { createTestDatabase, withAdmin, type TestDatabase } from '../../support/database';

/** A table on which the role may do no more than its columns' rights say. */
@Entity({ schema: 'public', name: 'parcel', synchronize: false })
class Parcel {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column(IDENTITY) readonly place!: number;
  @Column('text') readonly label!: string;
  @Column('bigint', { nullable: true, transformer: safeInteger }) readonly size!: number | null;
  @Column('jsonb', { nullable: true }) readonly facts!: object | null;
  @Column('bytea', { nullable: true }) readonly seal!: Buffer | null;
  @Column('date', { nullable: true }) readonly day!: string | null;
  @Column('timestamptz', { name: 'sent_at', nullable: true }) readonly sentAt!: Date | null;
  @Column('text', { nullable: true, select: false }) readonly secret!: string | null;
}

const TABLE = `
  CREATE TABLE public.parcel (id uuid PRIMARY KEY, place bigint GENERATED ALWAYS AS IDENTITY, label text NOT NULL DEFAULT 'none',
    size bigint, facts jsonb, seal bytea, day date, sent_at timestamptz, secret text);
  GRANT USAGE ON SCHEMA public TO lintel_worker;
  GRANT INSERT (id, label, size, facts, seal, day), UPDATE (size, sent_at, facts), DELETE ON public.parcel TO lintel_worker;
  GRANT SELECT (id, place, label, size, facts, seal, day, sent_at) ON public.parcel TO lintel_worker`;

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  await withAdmin((admin) => admin.query(TABLE), test.name);
  database = await openDatabase(test.urls.worker, 2);
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

const parcels = <T>(work: (rows: ReturnType<typeof rowsOf>) => Promise<T>): Promise<T> =>
  database.transaction((tx) => work(rowsOf(tx)));
const rowsOf = (tx: Parameters<Parameters<Database['transaction']>[0]>[0]) => tx.repository(Parcel);

describe('rows of an entity', () => {
  it('are written with the columns that were given, and with no right to any other', async () => {
    const id = randomId();
    await parcels((rows) => rows.insert({ id, size: 7 }));
    expect(await parcels((rows) => rows.findOne(['label', 'size'], { where: { id } }))).toEqual({
      label: 'none',
      size: 7,
    });
    await expect(parcels((rows) => rows.insert({ id: randomId(), secret: 'no' }))).rejects.toThrow(
      'permission denied',
    );
  });

  it('come back as what their types say', async () => {
    const id = randomId();
    const row = {
      id,
      size: 2 ** 40,
      facts: { a: [1, null] },
      seal: Buffer.from([0, 255]),
      day: '2026-03-29',
    };
    await parcels((rows) => rows.insert(row));
    const found = await parcels((rows) =>
      rows.findOne(['id', 'size', 'facts', 'seal', 'day', 'sentAt'], { where: { seal: row.seal } }),
    );
    expect(found).toEqual({ ...row, sentAt: null });
  });

  it('hold the columns that were named, and nothing else', async () => {
    const id = randomId();
    await parcels((rows) => rows.insert({ id, label: 'alone' }));
    const [found] = await parcels((rows) => rows.find(['label'], { where: { id } }));
    expect(Object.keys(found ?? {})).toEqual(['label']);
  });

  it('are not found by a value that is not there', async () => {
    const where = { day: null as unknown as string };
    await expect(parcels((rows) => rows.find(['id'], { where }))).rejects.toThrow('null');
    await expect(parcels((rows) => rows.delete(where))).rejects.toThrow('null');
    await expect(parcels((rows) => rows.update({}, { size: 1 }))).rejects.toThrow('Empty criteria');
  });

  it('change only in the state that was named, by SQL where it is wanted', async () => {
    const id = randomId();
    await parcels((rows) => rows.insert({ id }));
    const send = () =>
      parcels((rows) => rows.update({ id, sentAt: IsNull() }, { sentAt: NOW, facts: { sent: true } }));
    expect([await send(), await send()]).toEqual([1, 0]);
    const found = await parcels((rows) => rows.findOne(['sentAt', 'facts'], { where: { id } }));
    expect(found?.sentAt).toBeInstanceOf(Date);
    expect(found?.facts).toEqual({ sent: true });
  });

  it('are written several at once, none when none is given', async () => {
    const ids = [randomId<string>(), randomId<string>()];
    await parcels((rows) => rows.insert([]));
    await parcels((rows) => rows.insert(ids.map((id, index) => ({ id, size: index }))));
    const order = { place: 'DESC' } as const;
    const found = await parcels((rows) => rows.find(['id'], { where: { id: Any(ids) }, order, take: 1 }));
    expect(found).toEqual([{ id: ids[1] }]);
    expect(await parcels((rows) => rows.count({ id: Any(ids), size: LessThan(1) }))).toBe(1);
  });

  it('tell whether the key was free', async () => {
    const id = randomId();
    const insert = () => parcels((rows) => rows.insertIfAbsent({ id, label: 'first' }));
    expect([await insert(), await insert()]).toEqual([true, false]);
  });

  it('are gone when they are deleted', async () => {
    const id = randomId();
    await parcels((rows) => rows.insert({ id, day: '2026-11-26' }));
    expect(await parcels((rows) => rows.delete({ id, day: '2026-11-25' }))).toBe(0);
    expect(await parcels((rows) => rows.exists({ id }))).toBe(true);
    expect(await parcels((rows) => rows.delete({ id, day: '2026-11-26' }))).toBe(1);
    expect(await parcels((rows) => rows.exists({ id }))).toBe(false);
  });

  it('refuse a count that a number cannot hold', async () => {
    const id = randomId();
    await withAdmin(
      (admin) => admin.query('INSERT INTO parcel (id, size) VALUES ($1, 2^60)', [id]),
      test.name,
    );
    await expect(parcels((rows) => rows.find(['size'], { where: { id } }))).rejects.toThrow(RangeError);
  });
});
