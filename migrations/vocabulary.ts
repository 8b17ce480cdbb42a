import type { QueryRunner } from 'typeorm';
import { vocabulary } from '../src/custody/events/vocabulary';

const LISTS = ['subjects', 'speakers', 'officer_rights', 'detail_keys', 'secret_keys'];
const FORMS = ['detail_form', 'secret_form'];
const KINDS = 'detail_kinds';

async function write(runner: QueryRunner, taken: readonly string[]): Promise<void> {
  await runner.query(
    `INSERT INTO custody.event_type AS t
       SELECT r.* FROM jsonb_populate_recordset(NULL::custody.event_type, $1) r
     ON CONFLICT (type) DO UPDATE SET ${taken.join(', ')}`,
    [JSON.stringify(vocabulary())],
  );
}

const asItIs = (column: string): string => `${column} = excluded.${column}`;

/** Brings the vocabulary of the log in the database up to date with the definitions of the events. */
export const updateVocabulary = (runner: QueryRunner): Promise<void> =>
  write(runner, ['category', ...LISTS, 'holder', KINDS, ...FORMS].map(asItIs));

/** Says for the first time what the fields of each event must be. */
export const addForms = (runner: QueryRunner): Promise<void> => write(runner, [KINDS, ...FORMS].map(asItIs));

/** What was there, in its order, and what else is needed. */
const united = (column: string): string =>
  `${column} = t.${column} || ARRAY(SELECT unnest(excluded.${column}) EXCEPT SELECT unnest(t.${column}) ORDER BY 1)`;

/** What was there, or what is needed. */
const either = (column: string): string =>
  `${column} = CASE WHEN strpos(t.${column}::text, excluded.${column}::text) > 0 THEN t.${column}
     ELSE ('(' || t.${column}::text || ') || (' || excluded.${column}::text || ')')::jsonpath END`;

/** Before there were forms. */
export const extendLists = (runner: QueryRunner): Promise<void> => write(runner, LISTS.map(united));

/**
 * The same where a newer version has been: its types and keys stay, for its processes may serve, and only what this version
 * needs besides is added.
 */
export const extendVocabulary = (runner: QueryRunner): Promise<void> =>
  write(runner, [...LISTS.map(united), ...FORMS.map(either)]);
