import type { QueryRunner } from 'typeorm';
import { vocabulary } from '../src/custody/events/vocabulary';

/** Brings the vocabulary of the log in the database up to date with the definitions of the events. */
export async function updateVocabulary(runner: QueryRunner): Promise<void> {
  await runner.query(
    `INSERT INTO custody.event_type AS t
       SELECT r.* FROM jsonb_populate_recordset(NULL::custody.event_type, $1) r
     ON CONFLICT (type) DO UPDATE SET category = excluded.category, subjects = excluded.subjects,
       speakers = excluded.speakers, officer_rights = excluded.officer_rights, detail_keys = excluded.detail_keys,
       secret_keys = excluded.secret_keys, holder = excluded.holder`,
    [JSON.stringify(vocabulary())],
  );
}

/** What was there, in its order, and what else is needed. */
const united = (column: string): string =>
  `${column} = t.${column} || ARRAY(SELECT unnest(excluded.${column}) EXCEPT SELECT unnest(t.${column}) ORDER BY 1)`;

/**
 * The same where a newer version has been: its types and keys stay, for its processes may serve, and only what this version
 * needs besides is added.
 */
export async function extendVocabulary(runner: QueryRunner): Promise<void> {
  const lists = ['subjects', 'speakers', 'officer_rights', 'detail_keys', 'secret_keys'];
  await runner.query(
    `INSERT INTO custody.event_type AS t
       SELECT r.* FROM jsonb_populate_recordset(NULL::custody.event_type, $1) r
     ON CONFLICT (type) DO UPDATE SET ${lists.map(united).join(', ')}`,
    [JSON.stringify(vocabulary())],
  );
}
