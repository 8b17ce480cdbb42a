import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Client } from 'pg';
import { figuresOf } from '../../../src/features/scheme/domain/figures';
import { RISKS, STATES } from '../../../src/features/scheme/domain/register';
import { SchemeRepository } from '../../../src/features/scheme/scheme.repository';
import type { Transaction } from '../../../src/platform/database';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { countedByHand, type Given } from './counted-by-hand';

let database: TestDatabase;
let admin: Client;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new Client({ connectionString: database.urls.admin });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

const tx = {
  query: async (sql: string, values: unknown[] = []) => (await admin.query<object>(sql, values)).rows,
} as unknown as Transaction;

const ended = (state: string, day: string): string | null =>
  ['returned', 'lost', 'replaced'].includes(state) ? day : null;

async function enter(id: string, version: number, row: Given): Promise<void> {
  await admin.query(
    `INSERT INTO scheme.entry (doorbell_id, version, change, person, force, given_on, make, model, risk, cost_pence, state, ended_on,
       reason, salt, recorded_by)
     VALUES ($1, $2, $3, $4, $5, $6, 'Ring', 'Video Doorbell', $7, $8, $9, $10, 'So', decode(repeat('00', 16), 'hex'), $1)`,
    [
      ...[id, version, version === 1 ? 'given' : 'corrected', row.person, row.force, row.givenOn, row.risk],
      ...[row.costPence, row.state, ended(row.state, row.givenOn)],
    ],
  );
}

/** Whose entries were put right: the older version must not count. */
const WRONG: Given = {
  ...{ person: 'P-9', force: 'East', givenOn: '2020-01-01', risk: 'high', costPence: 7, state: 'out' },
  replacement: false,
};

/** In a transaction that is taken back: what is in the register stays there. */
async function figuresIn(rows: readonly (Given & { readonly corrected: boolean })[], budget: number) {
  await admin.query('BEGIN');
  try {
    for (const row of rows) {
      const [id, before] = [randomUUID(), row.replacement ? randomUUID() : null];
      if (before !== null) {
        await admin.query('INSERT INTO scheme.doorbell (id) VALUES ($1)', [before]);
        await enter(before, 1, { ...WRONG, state: 'withdrawn' });
      }
      await admin.query('INSERT INTO scheme.doorbell (id, replaces) VALUES ($1, $2)', [id, before]);
      if (row.corrected) await enter(id, 1, WRONG);
      await enter(id, row.corrected ? 2 : 1, row);
    }
    const { months, totals } = await new SchemeRepository().sums(tx);
    return figuresOf(months, totals, budget);
  } finally {
    await admin.query('ROLLBACK');
  }
}

const row = fc.record({
  person: fc.constantFrom('P-1', 'P-2', 'P-3', 'P-4'),
  force: fc.constantFrom('North', 'South', 'Élan and Öst'),
  givenOn: fc.constantFrom('2025-11-30', '2025-12-31', '2026-01-01', '2026-01-02', '2026-07-15'),
  risk: fc.constantFrom(...RISKS),
  costPence: fc.nat(50_000),
  state: fc.constantFrom(...STATES),
  replacement: fc.boolean(),
  corrected: fc.boolean(),
});

describe('the sums of the register', () => {
  it('are those that come out when each doorbell is counted by hand', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 14 }), async (rows) => {
        expect(await figuresIn(rows, 1_000_000)).toEqual(countedByHand(rows, 1_000_000));
      }),
      { numRuns: 60 },
    );
  });

  it('are exact beyond what 32 bits hold', async () => {
    const dear = { ...WRONG, person: 'P-1', costPence: 2_000_000_001, corrected: false };
    expect((await figuresIn([dear, dear, dear], 0)).spentPence).toBe(6_000_000_003);
  });
});
