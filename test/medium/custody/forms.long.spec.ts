import { Client } from 'pg';
import { z } from 'zod';
import { EVENT_TYPES, EVENTS } from '../../../src/custody/events';
import type { EventDefinition } from '../../../src/custody/events/define';
import { detailForm } from '../../../src/custody/events/form';
import type { JsonObject, JsonValue } from '../../../src/kernel/json';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { changed, sampleOf } from '../../support/event-samples';

/** PostgreSQL takes of the fields of an event just what its definition takes. */
let database: TestDatabase;
let admin: Client;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new Client({ connectionString: database.urls.admin });
  await admin.connect();
  await admin.query(TAKES);
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

type Schema = EventDefinition['detail'];

type Of = 'detail' | 'secrets';

/** As what is committed to comes to the log. */
const salted = (secrets: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(secrets).map(([name, value]) => [name, { salt: '00', value }]));

/** As `custody.append` asks it. */
const TAKES = `CREATE FUNCTION pg_temp.takes(t custody.event_type, of text, value jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
  BEGIN
    IF of = 'secrets' THEN RETURN value - t.secret_keys = '{}' AND value @@ t.secret_form; END IF;
    PERFORM custody.canonical_detail(value, t.detail_keys, t.detail_kinds);
    RETURN value - t.detail_keys = '{}' AND value @@ t.detail_form;
  EXCEPTION WHEN OTHERS THEN RETURN false;
  END $$`;

async function taken(of: Of, type: string, values: readonly JsonObject[]): Promise<boolean[]> {
  const { rows } = await admin.query<{ taken: boolean }>(
    `SELECT coalesce(pg_temp.takes(t, $2, v.value), false) AS taken
       FROM custody.event_type t, jsonb_array_elements($3::jsonb) WITH ORDINALITY AS v (value, place)
      WHERE t.type = $1 ORDER BY v.place`,
    [type, of, JSON.stringify(of === 'detail' ? values : values.map(salted))],
  );
  return rows.map((row) => row.taken);
}

/** What a number is rounded to on its way to the log is not asked again. */
const takenByDefinition = (schema: Schema, value: JsonValue): boolean => schema.safeParse(value).success;

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const formsOf = (schema: Schema): readonly z.ZodObject[] =>
  schema instanceof z.ZodObject ? [schema] : schema.options;

describe.each(EVENT_TYPES.map((type) => [type, EVENTS[type] as EventDefinition] as const))(
  'an event %s',
  (type, { detail, secrets }) => {
    it.each([
      ['detail', detail],
      ['secrets', secrets],
    ] as const)('has fields of its own form alone in its %s', async (of, schema) => {
      const samples = formsOf(schema).map(sampleOf).filter(isObject);
      expect(await taken(of, type, samples)).toEqual(samples.map(() => true));
      const others = samples.flatMap((sample) => [...changed(sample)]).filter(isObject);
      const verdicts = await taken(of, type, others);
      expect(verdicts).toHaveLength(others.length);
      const differ = others.filter((value, place) => verdicts[place] !== takenByDefinition(schema, value));
      expect(differ).toEqual([]);
    });
  },
);

it.each<[string, JsonObject, boolean]>([
  ['beside its salt', { make: { salt: '00', value: 'Ring' } }, true],
  ['without its salt', { make: { value: 'Ring' } }, false],
  ['with a salt that is no text', { make: { salt: 0, value: 'Ring' } }, false],
  ['with more beside it', { make: { salt: '00', value: 'Ring', more: 1 } }, false],
  ['by itself', { make: 'Ring' }, false],
  ['in a list', { make: [{ salt: '00', value: 'Ring' }] }, false],
])('what is committed to is taken %s: %j', async (_how, secrets, expected) => {
  const { rows } = await admin.query<{ taken: boolean }>(
    `SELECT coalesce(pg_temp.takes(t, 'secrets', $1), false) AS taken FROM custody.event_type t WHERE t.type = 'make-answered'`,
    [JSON.stringify(secrets)],
  );
  expect(rows).toEqual([{ taken: expected }]);
});

it('is refused by whoever writes the definitions, where PostgreSQL could not be asked', () => {
  const even = z.strictObject({ number: z.number().refine((number) => number % 2 === 0) });
  expect(() => detailForm(even)).toThrow('no form of SQL/JSON path for the check custom at $.number');
  expect(() => detailForm(z.strictObject({ big: z.bigint() }))).toThrow(
    'no form of SQL/JSON path for bigint',
  );
});
