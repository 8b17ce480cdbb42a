import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded, type Change } from './reworded';

const NOTIFY: Change = [`pg_notify('lintel_changed', `, `pg_notify(lintel.channel_of('change'), `];
const TURN_KEY: Change = [
  `convert_to(name, 'UTF8')`,
  `convert_to((SELECT s.secret FROM lintel.inner_secret s WHERE s.about = 'turn') || name, 'UTF8')`,
];

/** By name, and what they are to say. */
const CHANGES: readonly (readonly [name: string, change: Change])[] = [
  ...[
    'tell_change',
    'tell_change_of_clip',
    'tell_change_of_bundle',
    'tell_end_of_old',
    'tell_end_of_new',
  ].map((name): [string, Change] => [name, NOTIFY]),
  ['turn_key', TURN_KEY],
];

const UP = [
  `CREATE TABLE lintel.inner_secret (
     about text PRIMARY KEY CHECK (about IN ('upload', 'change', 'turn')),
     secret text NOT NULL
   )`,
  `COMMENT ON TABLE lintel.inner_secret IS 'What makes the names of channels and the numbers of locks such that no process can make them up.'`,
  'ALTER TABLE lintel.inner_secret ENABLE ROW LEVEL SECURITY',
  'ALTER TABLE lintel.inner_secret FORCE ROW LEVEL SECURITY',
  'CREATE POLICY owner ON lintel.inner_secret TO lintel_owner USING (true) WITH CHECK (true)',
  `INSERT INTO lintel.inner_secret (about, secret)
     SELECT about, replace(gen_random_uuid()::text, '-', '') FROM unnest(ARRAY['upload', 'change', 'turn']) about`,
  `CREATE FUNCTION lintel.channel_of(about text) RETURNS text
   LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
     SELECT 'lintel_' || s.about || '_' || s.secret FROM lintel.inner_secret s WHERE s.about = channel_of.about
   $$`,
  // The one on which this process is told something, and no other: none for the worker.
  `CREATE FUNCTION lintel.own_channel() RETURNS text
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT lintel.channel_of(CASE session_user WHEN 'lintel_intake' THEN 'upload' WHEN 'lintel_workspace' THEN 'change' END)
   $$`,
  'REVOKE EXECUTE ON FUNCTION lintel.channel_of(text), lintel.own_channel() FROM PUBLIC',
  'GRANT EXECUTE ON FUNCTION lintel.own_channel() TO lintel_intake, lintel_workspace',
];

/**
 * A channel has no owner: PostgreSQL lets each role listen on all of them and notify all of them. So whoever had broken into one process could make
 * intake give up uploads, by their names, and hear which files came and which cases changed. The same holds for the number of a lock, for whoever may lock
 * by number. Their names are secrets now, which a table keeps that no process reads.
 */
export class NamesThatNobodyGuesses1770000001301 implements MigrationInterface {
  readonly name = 'NamesThatNobodyGuesses1770000001301';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
    for (const [name, change] of CHANGES) await runner.query(reworded(name, [change]));
    await runner.query('ALTER FUNCTION lintel.turn_key(text) STABLE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER FUNCTION lintel.turn_key(text) IMMUTABLE');
    for (const [name, [from, to]] of CHANGES) await runner.query(reworded(name, [[to, from]]));
    await runner.query('DROP FUNCTION lintel.own_channel(), lintel.channel_of(text)');
    await runner.query('DROP TABLE lintel.inner_secret');
  }
}
