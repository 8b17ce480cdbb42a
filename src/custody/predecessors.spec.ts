import type { Transaction } from '../platform/database';
import { Predecessors } from './predecessors';

const row = (subject: string, seq: number, more: object = {}) => ({
  ...{
    subject,
    seq: String(seq),
    id: `${subject}-${seq}` as string | null,
    hash: `hash of ${subject}/${seq}`,
  },
  event: `{"at":"1970-01-01T00:00:0${seq}.000Z","v":1}`,
  ...more,
});
type Row = ReturnType<typeof row>;

let asked: unknown[][] = [];
const answering = (...rows: Row[]): Transaction =>
  ({
    query: (_sql: string, values: unknown[]) => {
      asked.push(values);
      return Promise.resolve(rows);
    },
  }) as unknown as Transaction;
beforeEach(() => (asked = []));

it('finds those of the same page in whatever order, and asks once for the others', async () => {
  const rows = [row('a', 3), row('a', 2), row('b', 8)];
  const before = await Predecessors.of(answering(row('b', 7)), rows);
  expect(asked).toEqual([
    [
      ['a', 'b'],
      [1, 7],
    ],
  ]);
  expect(rows.map((one) => before.of(one))).toEqual([
    { seq: 2, hash: 'hash of a/2', at: 2_000 },
    undefined,
    { seq: 7, hash: 'hash of b/7', at: 7_000 },
  ]);
});

it('takes a place of the tree without a record for none', async () => {
  const before = await Predecessors.of(answering(), [row('a', 1, { id: null }), row('a', 2)]);
  expect(asked).toEqual([
    [
      ['a', 'a'],
      [0, 1],
    ],
  ]);
  expect(before.of(row('a', 2))).toBeUndefined();
});

it.each([
  ['no JSON, "at":"1970-01-01T00:00:01.000Z" and more', 1_000],
  ['"at":"never"', Number.NaN],
  ['"at":"1970-01-01T00:00:01.000Z', 1_000],
  ['{}', Number.NaN],
])('cuts the time out of %s', async (event, at) => {
  const before = await Predecessors.of(answering(), [row('a', 1, { event }), row('a', 2)]);
  expect(before.of(row('a', 2))?.at).toBe(at);
});
