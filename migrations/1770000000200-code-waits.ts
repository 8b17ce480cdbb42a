import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Too many wrong codes no longer lock a link for good, which whoever holds only the link could do to its victim. Codes wait
 * instead: by address, longer each time; and where many were wrong within a day, at every address at which the right code was never
 * entered. After a thousand wrong ones since the last right one (one chance in 100,000 of a hit) only those addresses get in.
 */
const UP = [
  `ALTER TABLE lintel.invitation ADD COLUMN guessed_at timestamptz`,
  `CREATE INDEX invitation_guessed ON lintel.invitation (guessed_at) WHERE guessed_at IS NOT NULL AND revoked_at IS NULL`,
  `COMMENT ON COLUMN lintel.invitation.guessed_at IS 'When the last day began on which too many wrong codes were typed; a new code clears it.'`,
  // Also for links that do not exist, so that they answer alike.
  `CREATE TABLE lintel.code_attempt (
     link_hash bytea NOT NULL CHECK (octet_length(link_hash) = 32),
     -- Where it was typed: an address, hashed together with the link's secret, so that nobody can find it by trying; or a session.
     address_hash bytea NOT NULL CHECK (octet_length(address_hash) = 32),
     failed integer NOT NULL,
     -- From when on the next code is judged.
     judged_from timestamptz NOT NULL,
     last_at timestamptz NOT NULL DEFAULT now(),
     PRIMARY KEY (link_hash, address_hash)
   )`,
  `CREATE INDEX code_attempt_last ON lintel.code_attempt (last_at)`,
  `CREATE TABLE lintel.code_place (
     invitation_id uuid NOT NULL REFERENCES lintel.invitation,
     address_hash bytea NOT NULL CHECK (octet_length(address_hash) = 32),
     last_at timestamptz NOT NULL DEFAULT now(),
     PRIMARY KEY (invitation_id, address_hash)
   )`,
  `CREATE INDEX code_place_last ON lintel.code_place (last_at)`,
  ...['code_attempt', 'code_place'].flatMap((table) => [
    `ALTER TABLE lintel.${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE lintel.${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY owner ON lintel.${table} TO lintel_owner USING (true) WITH CHECK (true)`,
    `GRANT SELECT (last_at), DELETE ON lintel.${table} TO lintel_worker`,
  ]),
  // The worker removes what no longer counts, and sees no more of it.
  `CREATE POLICY worker_reads ON lintel.code_attempt FOR SELECT TO lintel_worker USING (last_at < now() - interval '1 day')`,
  `CREATE POLICY worker_removes ON lintel.code_attempt FOR DELETE TO lintel_worker USING (last_at < now() - interval '1 day')`,
  `CREATE POLICY worker_reads ON lintel.code_place FOR SELECT TO lintel_worker USING (last_at < now() - interval '90 days')`,
  `CREATE POLICY worker_removes ON lintel.code_place FOR DELETE TO lintel_worker USING (last_at < now() - interval '90 days')`,
  `GRANT SELECT (guessed_at) ON lintel.invitation TO lintel_workspace`,

  `CREATE FUNCTION lintel.is_code_place(link bytea, address bytea) RETURNS boolean
   LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
     SELECT EXISTS (SELECT FROM lintel.code_place p JOIN lintel.invitation i ON i.id = p.invitation_id
       WHERE (i.token_hash = link OR i.sent_token_hash = link) AND p.address_hash = address AND p.last_at > now() - interval '90 days')
   $$`,
  // Whether so many codes were wrong within a day that an address at which the right one was never typed has to wait.
  `CREATE FUNCTION lintel.is_guessed(link bytea, attempts integer) RETURNS boolean
   LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
     SELECT coalesce(sum(a.failed), 0) >= least(attempts, 100) FROM lintel.code_attempt a
      WHERE a.link_hash = link AND a.last_at > now() - interval '1 day'
   $$`,
  // Seconds until a code that is typed here is judged; 0: now. Where a new address has to wait, asking begins the wait.
  `CREATE FUNCTION lintel.code_wait(link bytea, address bytea, attempts integer) RETURNS integer
   LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     known lintel.code_attempt;
   BEGIN
     SELECT * INTO known FROM lintel.code_attempt a
      WHERE a.link_hash = link AND a.address_hash = address AND a.last_at > now() - interval '1 day';
     IF known.judged_from > clock_timestamp() THEN
       RETURN ceil(extract(epoch FROM known.judged_from - clock_timestamp()))::integer;
     END IF;
     -- Who has waited here already may try.
     IF known.judged_from >= known.last_at + interval '15 minutes' OR NOT lintel.is_guessed(link, attempts)
       OR lintel.is_code_place(link, address) THEN
       RETURN 0;
     END IF;
     INSERT INTO lintel.code_attempt AS a (link_hash, address_hash, failed, judged_from, last_at)
       VALUES (link, address, 0, clock_timestamp() + interval '15 minutes', clock_timestamp())
     ON CONFLICT (link_hash, address_hash) DO UPDATE SET judged_from = excluded.judged_from, last_at = excluded.last_at,
       failed = CASE WHEN a.last_at > now() - interval '1 day' THEN a.failed ELSE 0 END;
     RETURN 900;
   END $$`,
  // From the fifth wrong code on 1, 2, 4 ... 60 minutes; a quarter of an hour at least where many were wrong elsewhere.
  `CREATE FUNCTION lintel.count_code(link bytea, address bytea, attempts integer) RETURNS void
   LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     free CONSTANT integer := least(attempts, 5);
     mine integer;
     pause interval := interval '0';
   BEGIN
     INSERT INTO lintel.code_attempt AS a (link_hash, address_hash, failed, judged_from, last_at)
       VALUES (link, address, 1, clock_timestamp(), clock_timestamp())
     ON CONFLICT (link_hash, address_hash) DO UPDATE
       SET failed = CASE WHEN a.last_at > now() - interval '1 day' THEN a.failed + 1 ELSE 1 END, last_at = clock_timestamp()
     RETURNING a.failed INTO mine;
     IF mine >= free THEN pause := make_interval(mins => least(60, 2 ^ least(mine - free, 6))::integer); END IF;
     IF lintel.is_guessed(link, attempts) AND NOT lintel.is_code_place(link, address) THEN
       pause := greatest(pause, interval '15 minutes');
     END IF;
     UPDATE lintel.code_attempt a SET judged_from = a.last_at + pause WHERE a.link_hash = link AND a.address_hash = address;
   END $$`,
  `DROP FUNCTION lintel.enter(bytea, bytea, bytea, integer, integer)`,
  `DROP FUNCTION lintel.count_wrong_code(uuid, integer)`,
  `CREATE FUNCTION lintel.count_wrong_code(wanted uuid, link bytea, address bytea, attempts integer) RETURNS void
   LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     invited lintel.invitation;
   BEGIN
     PERFORM lintel.count_code(link, address, attempts);
     UPDATE lintel.invitation i SET failed_attempts = i.failed_attempts + 1 WHERE i.id = wanted RETURNING i.* INTO invited;
     IF lintel.is_guessed(link, attempts) AND coalesce(invited.guessed_at < now() - interval '1 day', true) THEN
       UPDATE lintel.invitation i SET guessed_at = now() WHERE i.id = wanted;
       PERFORM lintel.state_lock('invitation-guessed',
         jsonb_build_object('invitation', wanted, 'attempts', invited.failed_attempts), invited.investigation_id, NULL);
     END IF;
     IF invited.failed_attempts >= 1000 AND invited.locked_at IS NULL THEN
       UPDATE lintel.invitation i SET locked_at = now() WHERE i.id = wanted;
       PERFORM lintel.state_lock('invitation-locked',
         jsonb_build_object('invitation', wanted, 'attempts', invited.failed_attempts), invited.investigation_id, NULL);
     END IF;
   END $$`,
  // A row without ids says how long to wait; no row is a refusal for every other reason alike.
  `CREATE FUNCTION lintel.enter(link bytea, digest bytea, session bytea, minutes integer, attempts integer, address bytea)
   RETURNS TABLE (invitation_id uuid, investigation_id uuid, wait_seconds integer)
   LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     invited lintel.invitation;
     wait integer;
   BEGIN
     SELECT * INTO invited FROM lintel.invitation i WHERE i.token_hash = link OR i.sent_token_hash = link FOR NO KEY UPDATE;
     wait := lintel.code_wait(link, address, attempts);
     IF wait > 0 THEN RETURN QUERY SELECT NULL::uuid, NULL::uuid, wait; RETURN; END IF;
     IF invited.id IS NULL OR invited.revoked_at IS NOT NULL OR invited.expires_at <= now()
       OR (invited.locked_at IS NOT NULL AND NOT lintel.is_code_place(link, address))
       OR NOT lintel.code_fits(invited.code_hash, digest) THEN
       IF invited.id IS NULL OR invited.revoked_at IS NOT NULL OR invited.expires_at <= now() THEN
         PERFORM lintel.count_code(link, address, attempts);
       ELSE
         PERFORM lintel.count_wrong_code(invited.id, link, address, attempts);
       END IF;
       wait := lintel.code_wait(link, address, attempts);
       IF wait > 0 THEN RETURN QUERY SELECT NULL::uuid, NULL::uuid, wait; END IF;
       RETURN;
     END IF;
     UPDATE lintel.invitation i SET failed_attempts = 0, opened_at = coalesce(i.opened_at, now()) WHERE i.id = invited.id;
     DELETE FROM lintel.code_attempt a WHERE a.link_hash = link AND a.address_hash = address;
     INSERT INTO lintel.code_place AS p (invitation_id, address_hash) VALUES (invited.id, address)
     ON CONFLICT ON CONSTRAINT code_place_pkey DO UPDATE SET last_at = now();
     INSERT INTO lintel.intake_session (id_hash, invitation_id, expires_at)
       VALUES (session, invited.id, now() + make_interval(mins => least(minutes, 1440)));
     PERFORM scope.seal(('victim', invited.id, NULL, invited.investigation_id, encode(session, 'hex'), NULL, true)::scope.claims);
     RETURN QUERY SELECT invited.id, invited.investigation_id, 0;
   END $$`,
  // Typed inside a session: counted apart from the entry, so that an officer's device cannot keep the victim's phone out.
  `CREATE OR REPLACE FUNCTION lintel.own_code(digest bytea, attempts integer) RETURNS boolean
   LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     invited lintel.invitation;
     inside bytea;
   BEGIN
     SELECT * INTO invited FROM lintel.invitation i WHERE i.id = scope.invitation() FOR NO KEY UPDATE;
     IF invited.id IS NULL OR invited.locked_at IS NOT NULL THEN RETURN false; END IF;
     inside := lintel.inside_key(invited.id);
     IF lintel.code_wait(inside, scope.session(), attempts) > 0 THEN RETURN false; END IF;
     IF NOT lintel.code_fits(invited.code_hash, digest) THEN
       PERFORM lintel.count_wrong_code(invited.id, inside, scope.session(), attempts);
       RETURN false;
     END IF;
     UPDATE lintel.invitation i SET failed_attempts = 0 WHERE i.id = invited.id;
     UPDATE lintel.intake_session s SET own_code_at = coalesce(s.own_code_at, now())
      WHERE s.id_hash = scope.session() AND s.assisted_by IS NOT NULL;
     RETURN FOUND;
   END $$`,
  `CREATE FUNCTION lintel.inside_key(invitation uuid) RETURNS bytea
   LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$ SELECT sha256(convert_to('inside:' || invitation, 'UTF8')) $$`,
  `CREATE OR REPLACE FUNCTION lintel.bring_draft_back(digest bytea, attempts integer) RETURNS boolean
   LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     earlier lintel.submission;
     current CONSTANT uuid := lintel.current_draft();
     inside CONSTANT bytea := lintel.inside_key(scope.own_invitation());
   BEGIN
     PERFORM FROM lintel.invitation i WHERE i.id = scope.own_invitation() AND i.locked_at IS NULL FOR NO KEY UPDATE;
     IF NOT FOUND THEN RETURN false; END IF;
     SELECT * INTO earlier FROM lintel.submission s
      WHERE s.invitation_id = scope.own_invitation() AND s.state = 'draft' AND s.earlier_code_hash IS NOT NULL
      ORDER BY s.changed_at DESC, s.id LIMIT 1 FOR UPDATE;
     IF earlier.id IS NULL OR lintel.code_wait(inside, scope.session(), attempts) > 0 THEN RETURN false; END IF;
     IF NOT lintel.code_fits(earlier.earlier_code_hash, digest) THEN
       PERFORM lintel.count_wrong_code(earlier.invitation_id, inside, scope.session(), attempts);
       RETURN false;
     END IF;
     IF current IS NULL THEN
       UPDATE lintel.submission SET earlier_code_hash = NULL, changed_at = now() WHERE id = earlier.id;
     ELSE
       UPDATE lintel.clip SET submission_id = current WHERE submission_id = earlier.id;
       UPDATE lintel.chosen_file SET submission_id = current WHERE submission_id = earlier.id;
       UPDATE lintel.incident SET submission_id = current WHERE submission_id = earlier.id;
       UPDATE lintel.submission SET state = 'discarded', changed_at = now() WHERE id = earlier.id;
       UPDATE lintel.submission SET changed_at = now() WHERE id = current;
     END IF;
     RETURN true;
   END $$`,
  // A new code ends the waits: what was typed before says nothing of it.
  `CREATE OR REPLACE FUNCTION lintel.code_renewed() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     NEW.failed_attempts := 0;
     NEW.locked_at := NULL;
     NEW.guessed_at := NULL;
     DELETE FROM lintel.code_attempt a WHERE a.link_hash IN (OLD.token_hash, OLD.sent_token_hash, lintel.inside_key(OLD.id));
     UPDATE lintel.submission s SET earlier_code_hash = OLD.code_hash
      WHERE s.invitation_id = OLD.id AND s.state = 'draft' AND s.earlier_code_hash IS NULL;
     RETURN NEW;
   END $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.is_code_place(bytea, bytea), lintel.is_guessed(bytea, integer), lintel.inside_key(uuid),
     lintel.code_wait(bytea, bytea, integer), lintel.count_code(bytea, bytea, integer),
     lintel.count_wrong_code(uuid, bytea, bytea, integer), lintel.enter(bytea, bytea, bytea, integer, integer, bytea) FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION lintel.code_wait(bytea, bytea, integer), lintel.enter(bytea, bytea, bytea, integer, integer, bytea)
     TO lintel_intake`,
];

/** A function as the baseline has it. */
function before(file: string, name: string): string {
  const sql = readFileSync(join(__dirname, 'schema', file), 'utf8');
  const found = new RegExp(`CREATE FUNCTION lintel\\.${name}\\([\\s\\S]*?END \\$\\$;`).exec(sql);
  if (found === null) throw new Error(`${file} has no ${name}`);
  return found[0].replace('CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION');
}

const DOWN = [
  `DROP FUNCTION lintel.enter(bytea, bytea, bytea, integer, integer, bytea)`,
  `DROP FUNCTION lintel.count_wrong_code(uuid, bytea, bytea, integer)`,
];
const RESTORED = [
  ['invitations/functions.sql', 'count_wrong_code'],
  ['invitations/functions.sql', 'enter'],
  ['invitations/functions.sql', 'own_code'],
  ['submissions/functions-earlier.sql', 'bring_draft_back'],
  ['invitations/triggers.sql', 'code_renewed'],
] as const;
const AFTERWARDS = [
  `REVOKE EXECUTE ON FUNCTION lintel.count_wrong_code(uuid, integer), lintel.enter(bytea, bytea, bytea, integer, integer) FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION lintel.enter(bytea, bytea, bytea, integer, integer) TO lintel_intake`,
  `DROP FUNCTION lintel.count_code(bytea, bytea, integer), lintel.code_wait(bytea, bytea, integer),
     lintel.is_guessed(bytea, integer), lintel.is_code_place(bytea, bytea), lintel.inside_key(uuid)`,
  `DROP TABLE lintel.code_attempt, lintel.code_place`,
  `ALTER TABLE lintel.invitation DROP COLUMN guessed_at`,
];

export class CodeWaits1770000000200 implements MigrationInterface {
  readonly name = 'CodeWaits1770000000200';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
    for (const [file, name] of RESTORED) await runner.query(before(file, name));
    for (const sql of AFTERWARDS) await runner.query(sql);
  }
}
