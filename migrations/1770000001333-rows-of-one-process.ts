import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded, type Change } from './reworded';

/** By table: of one what, how many at most, and those since yesterday alone where a time that intake cannot choose says when each was made. */
const MOST: readonly (readonly [table: string, of: string, most: number, since?: string])[] = [
  ['submission', 'invitation_id', 500, 'created_at'],
  ['clip', 'submission_id', 20_000],
  ['chosen_file', 'submission_id', 20_000],
  ['incident', 'submission_id', 5_000],
  ['notice_confirmation', 'invitation_id', 200, 'confirmed_at'],
  ['agreement', 'invitation_id', 200, 'agreed_at'],
  ['advocate', 'invitation_id', 200, 'said_at'],
  ['concern', 'invitation_id', 200, 'at'],
  ['clock_answer', 'clip_id', 1_000],
  ['make_answer', 'clip_id', 500, 'answered_at'],
  ['time_candidate', 'clip_id', 1_000, 'found_at'],
  ['outbox', 'on_behalf_of', 20_000, 'created_at'],
];

const SAID: Change = [
  `IF octet_length(event) > 65536 THEN`,
  `IF who.kind IN ('victim', 'recipient') AND custody.has_said_too_much(about, said.type, who.id) THEN
       RAISE EXCEPTION 'custody: more than anybody has to say in an hour' USING ERRCODE = 'program_limit_exceeded';
     END IF;
     IF octet_length(event) > 65536 THEN`,
];

const UP = [
  // Its reader finds what is of one link without reading what every link has.
  'CREATE INDEX concern_invitation ON lintel.concern (invitation_id, at)',
  'CREATE INDEX entry_attempt_hour ON lintel.entry_attempt (hour)',
  'CREATE INDEX outbox_of_one ON lintel.outbox (on_behalf_of, created_at)',
  `CREATE FUNCTION lintel.bounded() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     most CONSTANT integer := TG_ARGV[1];
     there integer;
   BEGIN
     IF session_user <> 'lintel_intake' THEN RETURN NEW; END IF;
     EXECUTE format('SELECT count(*) FROM (SELECT FROM lintel.%I t WHERE t.%I = ($1).%2$I%s LIMIT $2) found', TG_TABLE_NAME, TG_ARGV[0],
       CASE WHEN TG_NARGS > 2 THEN format(' AND t.%I > now() - interval ''1 day''', TG_ARGV[2]) ELSE '' END)
       INTO there USING NEW, most;
     IF there >= most THEN
       RAISE EXCEPTION 'more than anybody needs of lintel.%', TG_TABLE_NAME USING ERRCODE = 'program_limit_exceeded';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE FUNCTION lintel.few_attempts() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF TG_TABLE_NAME = 'entry_attempt' THEN
       IF NOT EXISTS (SELECT FROM lintel.entry_attempt a WHERE a.address_hash = NEW.address_hash AND a.hour = NEW.hour)
          AND (SELECT count(*) FROM (SELECT FROM lintel.entry_attempt a WHERE a.hour = NEW.hour LIMIT 20000) found) >= 20000 THEN
         RETURN NULL;
       END IF;
       RETURN NEW;
     END IF;
     IF NOT EXISTS (SELECT FROM lintel.code_attempt a WHERE a.link_hash = NEW.link_hash AND a.address_hash = NEW.address_hash)
        AND ((SELECT count(*) FROM (SELECT FROM lintel.code_attempt a WHERE a.link_hash = NEW.link_hash LIMIT 2000) found) >= 2000
          OR (SELECT count(*) FROM (SELECT FROM lintel.code_attempt a LIMIT 20000) found) >= 20000
             AND NOT EXISTS (SELECT FROM lintel.invitation i WHERE NEW.link_hash IN (i.token_hash, i.sent_token_hash))) THEN
       RETURN NULL;
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE FUNCTION lintel.newest_alone() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF TG_TABLE_NAME = 'intake_session' THEN
       DELETE FROM lintel.intake_session s WHERE s.id_hash IN (SELECT o.id_hash FROM lintel.intake_session o
         WHERE o.invitation_id = NEW.invitation_id ORDER BY o.created_at DESC, o.id_hash OFFSET 200);
     ELSE
       DELETE FROM lintel.code_place p WHERE p.invitation_id = NEW.invitation_id AND p.address_hash IN (SELECT o.address_hash
         FROM lintel.code_place o WHERE o.invitation_id = NEW.invitation_id ORDER BY o.last_at DESC, o.address_hash OFFSET 500);
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE FUNCTION custody.has_said_too_much(about uuid, type text, speaker uuid) RETURNS boolean
   LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     most CONSTANT integer := 20000;
     an_hour_ago CONSTANT uuid := rpad(
       lpad(to_hex((extract(epoch FROM clock_timestamp() - interval '1 hour') * 1000)::bigint), 12, '0'), 32, '0')::uuid;
   BEGIN
     IF about IS NULL THEN
       RETURN (SELECT count(*) FROM (SELECT FROM custody.record r WHERE r.type = has_said_too_much.type AND r.id > an_hour_ago
         AND starts_with(r.event, '{"actor":{"id":"' || speaker || '"') LIMIT most) said) >= most;
     END IF;
     -- An index alone answers this; only where it is much, it is asked who said it.
     RETURN (SELECT count(*) FROM (SELECT r.id FROM custody.record r WHERE r.investigation = about AND r.id > an_hour_ago LIMIT most) said) >= most
       AND (SELECT count(*) FROM (SELECT FROM custody.record r WHERE r.investigation = about AND r.id > an_hour_ago
         AND starts_with(r.event, '{"actor":{"id":"' || speaker || '"') LIMIT most) said) >= most;
   END $$`,
  'REVOKE EXECUTE ON FUNCTION lintel.bounded(), lintel.few_attempts(), lintel.newest_alone(), custody.has_said_too_much(uuid, text, uuid) FROM PUBLIC',
  ...MOST.map(
    ([table, ...how]) => `CREATE TRIGGER zz_bounded BEFORE INSERT ON lintel.${table}
       FOR EACH ROW EXECUTE FUNCTION lintel.bounded(${how.map((one) => `'${one}'`).join(', ')})`,
  ),
  'CREATE TRIGGER few_attempts BEFORE INSERT ON lintel.entry_attempt FOR EACH ROW EXECUTE FUNCTION lintel.few_attempts()',
  'CREATE TRIGGER few_attempts BEFORE INSERT ON lintel.code_attempt FOR EACH ROW EXECUTE FUNCTION lintel.few_attempts()',
  'CREATE TRIGGER newest_alone AFTER INSERT ON lintel.intake_session FOR EACH ROW EXECUTE FUNCTION lintel.newest_alone()',
  'CREATE TRIGGER newest_alone AFTER INSERT ON lintel.code_place FOR EACH ROW EXECUTE FUNCTION lintel.newest_alone()',
  reworded('append', [SAID], 'custody'),
];

const DOWN = [
  reworded('append', [[SAID[1], SAID[0]]], 'custody'),
  'DROP TRIGGER newest_alone ON lintel.code_place',
  'DROP TRIGGER newest_alone ON lintel.intake_session',
  'DROP TRIGGER few_attempts ON lintel.code_attempt',
  'DROP TRIGGER few_attempts ON lintel.entry_attempt',
  ...MOST.map(([table]) => `DROP TRIGGER zz_bounded ON lintel.${table}`),
  'DROP FUNCTION custody.has_said_too_much(uuid, text, uuid)',
  'DROP FUNCTION lintel.newest_alone()',
  'DROP FUNCTION lintel.few_attempts()',
  'DROP FUNCTION lintel.bounded()',
  'DROP INDEX lintel.outbox_of_one',
  'DROP INDEX lintel.entry_attempt_hour',
  'DROP INDEX lintel.concern_invitation',
];

/**
 * No process grows a table without end. What intake adds for a visitor, or counts of somebody who is not in yet, had no bound in the database: whoever
 * had broken into it filled the disk on which all evidence is noted down, by wrong addresses, drafts that were begun and thrown away, sessions, answers
 * and events. Each bound is far above what people do, and most look at one day alone, so that nobody is kept out for good.
 * A session or a place too many takes the place of the oldest, and an attempt too many is not noted: the link itself counts wrong codes.
 */
export class RowsOfOneProcess1770000001333 implements MigrationInterface {
  readonly name = 'RowsOfOneProcess1770000001333';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
