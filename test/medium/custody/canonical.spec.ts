import fc from 'fast-check';
import { Client } from 'pg';
import { canonicalise } from '../../../src/custody';
import type { JsonValue } from '../../../src/kernel/json';
import { createTestDatabase, type TestDatabase } from '../../support/database';

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

const written = async (value: unknown): Promise<string | undefined> => {
  const { rows } = await admin.query<{ text: string }>('SELECT custody.canonical($1::jsonb) AS text', [
    JSON.stringify(value),
  ]);
  return rows[0]?.text;
};

const name = fc.string({ unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)) });
const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
const number = fc.oneof(
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, min: 0.0002, max: 1e12 }).filter((value) => !Number.isInteger(value)),
);
const { value: anything } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    ...[number, text, fc.boolean(), fc.constant(null)],
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 5 }),
  ),
}));

describe('canonical JSON as the database writes it', () => {
  it('is byte for byte what the verifier reads (RFC 8785), whatever the session has set', async () => {
    await admin.query('SET extra_float_digits = 0');
    await fc.assert(
      fc.asyncProperty(anything, async (value) => {
        expect(await written(value)).toBe(canonicalise(JSON.parse(JSON.stringify(value)) as JsonValue));
      }),
      { numRuns: 500 },
    );
  });

  it.each([1e21, 2 ** 53, 1e-7])('refuses %d, which has no one way to be written', async (value) => {
    await expect(written({ value })).rejects.toMatchObject({ code: 'LC002' });
  });

  it('of an object whose names are known is the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, anything, { maxKeys: 6 }), async (fields) => {
        const names = Object.keys(fields).sort();
        const { rows } = await admin.query<{ text: string }>(
          `SELECT custody.canonical_detail($1::jsonb, $2, '{}') AS text`,
          [JSON.stringify(fields), ['', ...names.filter((known) => known !== ''), 'zzz']],
        );
        expect(rows[0]?.text).toBe(canonicalise(JSON.parse(JSON.stringify(fields)) as JsonValue));
      }),
      { numRuns: 200 },
    );
  });

  it('takes no vocabulary whose names are not in order', async () => {
    await expect(
      admin.query(`UPDATE custody.event_type SET detail_keys = '{b,a}' WHERE type = 'viewed'`),
    ).rejects.toMatchObject({ constraint: 'event_type_in_order' });
  });
});
