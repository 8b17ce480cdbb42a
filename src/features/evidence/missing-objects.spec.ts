import { NotFound } from '../../kernel/errors';
import type { Database, Transaction } from '../../platform/database';
import { incomingKey, type EvidenceStore, type IncomingStore } from '../../platform/object-store';
import { missingObjects } from './missing-objects';

interface Row {
  readonly id: string;
  readonly incomingKey: string;
  readonly evidenceKey: string | null;
}

const idOf = (number: number): string => `0199a000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const locked = (id: string): Row => ({ id, incomingKey: id, evidenceKey: `masters/${id}` });
const sent = (id: string): Row => ({ id, incomingKey: id, evidenceKey: null });

/** Rows in a database, and objects in a store that counts how often it is asked for one by itself. */
function world(rows: readonly Row[], masters: readonly string[], incoming: Record<string, number> = {}) {
  const asked: string[] = [];
  const found = { size: 1, modifiedAt: new Date(0) };
  const stat = (names: readonly string[]) => async (key: string) => {
    await Promise.resolve();
    asked.push(key);
    if (!names.includes(key)) throw new NotFound('The file');
    return found;
  };
  const tx = {
    query: async (sql: string, [after, limit]: [string | null, number]) => {
      await Promise.resolve();
      if (!sql.includes('LIMIT')) return rows.filter(({ id }) => id === after);
      return rows.filter(({ id }) => after === null || id > after).slice(0, limit);
    },
  } as unknown as Transaction;
  const database = { transaction: (work: (tx: Transaction) => unknown) => work(tx) } as unknown as Database;
  const evidence = {
    stat: stat(masters),
    async *list(prefix: string) {
      await Promise.resolve();
      for (const key of [...masters].sort()) if (key.startsWith(prefix)) yield { key, ...found };
    },
  } as unknown as EvidenceStore;
  const arriving = {
    stat: stat(Object.entries(incoming).flatMap(([key, size]) => (size < 0 ? [] : [key]))),
    async *list() {
      await Promise.resolve();
      for (const [key, size] of Object.entries(incoming)) {
        yield { key: incomingKey(key), ...found, size: Math.max(0, size) };
      }
    },
  } as unknown as IncomingStore;
  return { missing: () => missingObjects(database, arriving, evidence), asked };
}

describe('looking for objects that are missing', () => {
  it('asks the store for none by itself while all are there, however many', async () => {
    const ids = Array.from({ length: 1_700 }, (_, number) => idOf(number));
    const strangers = ['masters/0000', `masters/${idOf(5)}x`, 'masters/zz', 'renditions/a'];
    const { missing, asked } = world(ids.map(locked), [...ids.map((id) => `masters/${id}`), ...strangers]);
    expect(await missing()).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('finds those that are not there, wherever they stand in the lists', async () => {
    const ids = Array.from({ length: 1_200 }, (_, number) => idOf(number));
    const lost = [idOf(0), idOf(499), idOf(500), idOf(501), idOf(1_199)];
    const there = ids.filter((id) => !lost.includes(id)).map((id) => `masters/${id}`);
    const { missing, asked } = world(ids.map(locked), there);
    expect(await missing()).toEqual(lost);
    expect(asked).toEqual(lost.map((id) => `masters/${id}`));
    expect(await world(ids.map(locked), []).missing()).toEqual(ids);
  });

  it('asks by itself for one that lies under another name since a repair', async () => {
    const [mended, lost] = [idOf(1), idOf(2)].map((id) => ({
      ...locked(id),
      evidenceKey: `masters/${id}@version`,
    })) as [Row, Row];
    const { missing } = world(
      [mended, lost, locked(idOf(3))],
      [mended.evidenceKey ?? '', `masters/${idOf(2)}`, `masters/${idOf(3)}`],
    );
    expect(await missing()).toEqual([lost.id]);
  });

  it('finds what has arrived and is not there, also where the record of its upload is', async () => {
    const [there, empty, record, lost] = [1, 2, 3, 4].map((number) => idOf(number)) as [
      string,
      string,
      string,
      string,
    ];
    const { missing } = world([there, empty, record, lost].map(sent), [], {
      [there]: 9,
      [empty]: 0,
      [record]: -1,
    });
    expect(await missing()).toEqual([record, lost]);
  });
});
