import type { MigrationInterface, QueryRunner } from 'typeorm';
import { UP as QUICKER } from './1770000000400-append-quicker';

/**
 * What a victim reports of pressure, and that the victim stopped, reaches a supervisor who never was on the case, and not the officers
 * who work on it: one of them may be who pressed. The report and its event stand where members read nothing; what a supervisor
 * passes on is a row of its own, in the supervisor's words. Rows of before were for the members, as the victim was told then.
 */
const UP = [
  `ALTER TABLE lintel.concern
     ADD COLUMN for_members boolean NOT NULL DEFAULT true,
     ADD COLUMN told uuid[] NOT NULL DEFAULT '{}'`,
  `ALTER TABLE lintel.concern ALTER for_members SET DEFAULT false`,
  `ALTER TABLE lintel.concern DROP CONSTRAINT concern_kind_check,
     ADD CONSTRAINT concern_kind_check CHECK (kind IN ('pressured', 'stopped', 'passed-on')),
     ADD CONSTRAINT concern_passed_on CHECK (for_members OR kind <> 'passed-on')`,
  `COMMENT ON COLUMN lintel.concern.told IS 'Supervisors whom it reached when it was made: whoever is put on the case afterwards does not lose it.'`,
  // Append-only: what a supervisor did about a report.
  `CREATE TABLE lintel.concern_step (
     id uuid PRIMARY KEY,
     concern_id uuid NOT NULL REFERENCES lintel.concern,
     step text NOT NULL CHECK (step IN ('taken-up', 'spoke', 'passed-on', 'closed')),
     words text NOT NULL CHECK (words <> '' OR step = 'taken-up'),
     officer_id uuid NOT NULL REFERENCES lintel.officer,
     at timestamptz NOT NULL DEFAULT clock_timestamp()
   )`,
  `CREATE INDEX concern_step_concern ON lintel.concern_step (concern_id, at)`,
  `CREATE INDEX concern_reported ON lintel.concern (at DESC, id DESC) WHERE NOT for_members`,
  `ALTER TABLE lintel.concern_step ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE lintel.concern_step FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY owner ON lintel.concern_step TO lintel_owner USING (true) WITH CHECK (true)`,

  // Members, the worker and the public process: as before, but for what is for members.
  `DROP POLICY members_read ON lintel.concern`,
  `CREATE POLICY members_read ON lintel.concern FOR SELECT TO lintel_workspace
     USING (for_members AND (SELECT true FROM scope.changeable WHERE changeable_id = investigation_id LIMIT 1))`,
  `DROP POLICY members_see_to ON lintel.concern`,
  `CREATE POLICY members_see_to ON lintel.concern FOR UPDATE TO lintel_workspace
     USING (for_members AND (SELECT true FROM scope.changeable WHERE changeable_id = investigation_id LIMIT 1) AND seen_at IS NULL)
     WITH CHECK (scope.changes(investigation_id) AND seen_by = scope.officer())`,
  `DROP POLICY worker_reads ON lintel.concern`,
  `CREATE POLICY worker_reads ON lintel.concern FOR SELECT TO lintel_worker USING (for_members AND EXISTS (
     SELECT FROM lintel.message m WHERE m.invitation_id = concern.invitation_id AND m.state IN ('waiting', 'sending')))`,
  `DROP POLICY own_words ON lintel.concern`,
  `CREATE POLICY own_words ON lintel.concern FOR INSERT TO lintel_intake
     WITH CHECK (invitation_id = scope.invitation() AND investigation_id = (scope.claims()).investigation
       AND seen_by IS NULL AND NOT for_members
       AND (kind = 'pressured' OR kind = 'stopped' AND scope.own_invitation() IS NOT NULL))`,

  // Never was on the case, and did not make the link.
  `CREATE FUNCTION lintel.stands_apart(officer uuid, invitation uuid) RETURNS boolean
   LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
     SELECT NOT EXISTS (SELECT FROM lintel.invitation i
       WHERE i.id = invitation AND (i.created_by = officer OR EXISTS (SELECT FROM lintel.investigation_member m
         WHERE m.investigation_id = i.investigation_id AND m.officer_id = officer)))
   $$`,
  `CREATE FUNCTION lintel.supervisors_apart(invitation uuid) RETURNS uuid[]
   LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
     SELECT coalesce(array_agg(o.id), '{}') FROM lintel.officer o
      WHERE o.role = 'supervisor' AND o.disabled_at IS NULL AND lintel.stands_apart(o.id, invitation)
   $$`,
  `CREATE FUNCTION lintel.tell_supervisors() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF NOT NEW.for_members THEN NEW.told := lintel.supervisors_apart(NEW.invitation_id); END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER tell_supervisors BEFORE INSERT ON lintel.concern FOR EACH ROW EXECUTE FUNCTION lintel.tell_supervisors()`,
  // Whether a report that the acting victim made now would reach somebody. Who, the public process never learns.
  `CREATE FUNCTION lintel.report_reaches_somebody() RETURNS boolean
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT scope.invitation() IS NOT NULL AND cardinality(lintel.supervisors_apart(scope.invitation())) > 0
   $$`,

  // The one rule for all that follows: whether the acting officer answers for a report.
  `CREATE FUNCTION lintel.answers_for(report uuid) RETURNS boolean
   LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE me CONSTANT uuid := scope.officer();
   BEGIN
     RETURN me IS NOT NULL AND scope.role_in('supervisor') AND EXISTS (SELECT FROM lintel.concern c
       WHERE c.id = report AND NOT c.for_members AND (me = ANY (c.told) OR lintel.stands_apart(me, c.invitation_id)));
   END $$`,
  `CREATE FUNCTION lintel.has_taken_up(report uuid) RETURNS boolean
   LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE me CONSTANT uuid := scope.officer();
   BEGIN
     RETURN EXISTS (SELECT FROM lintel.concern_step s WHERE s.concern_id = report AND s.officer_id = me AND s.step = 'taken-up');
   END $$`,
  // Reports with no more of the case than its reference. The victim's words and who made the link open with taking it up, which is logged.
  `CREATE VIEW lintel.concern_report WITH (security_barrier) AS
     SELECT c.id, c.kind, c.at, i.urn, c.words <> '' AS has_words, lintel.has_taken_up(c.id) AS taken_up,
            CASE WHEN lintel.has_taken_up(c.id) THEN c.words ELSE '' END AS words,
            CASE WHEN lintel.has_taken_up(c.id) THEN maker.display_name END AS link_made_by,
            coalesce(newest.step, 'new') AS state, newest.at AS state_at, newest.officer_name AS state_by
       FROM lintel.concern c
       JOIN lintel.investigation i ON i.id = c.investigation_id
       JOIN lintel.invitation v ON v.id = c.invitation_id
       JOIN lintel.officer maker ON maker.id = v.created_by
       LEFT JOIN LATERAL (SELECT s.step, s.at, o.display_name AS officer_name FROM lintel.concern_step s
         JOIN lintel.officer o ON o.id = s.officer_id WHERE s.concern_id = c.id ORDER BY s.at DESC, s.id LIMIT 1) newest ON true
      WHERE NOT c.for_members AND (SELECT scope.role_in('supervisor')) AND lintel.answers_for(c.id)`,
  `CREATE VIEW lintel.concern_report_step WITH (security_barrier) AS
     SELECT s.id, s.concern_id, s.step, s.words, o.display_name AS officer_name, s.at
       FROM lintel.concern_step s JOIN lintel.officer o ON o.id = s.officer_id
      WHERE (SELECT scope.role_in('supervisor')) AND lintel.answers_for(s.concern_id) AND lintel.has_taken_up(s.concern_id)`,
  // How the victim may be reached: for who has taken the report up, the newest record of its link.
  `CREATE VIEW lintel.concern_report_contact WITH (security_barrier) AS
     SELECT c.id AS concern_id, s.do_not_contact, s.channel, s.address, s.days, s.from_hour, s.to_hour, s.never
       FROM lintel.concern c
       JOIN LATERAL (SELECT * FROM lintel.safe_contact n WHERE n.invitation_id = c.invitation_id ORDER BY n.id DESC LIMIT 1) s ON true
      WHERE (SELECT scope.role_in('supervisor')) AND lintel.answers_for(c.id) AND lintel.has_taken_up(c.id)`,
  // False for whoever does not answer for it, or has not taken it up. What is passed on becomes a flag of the members.
  `CREATE FUNCTION lintel.handle_report(report uuid, step_id uuid, step text, words text, flag uuid) RETURNS boolean
   LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     about lintel.concern;
   BEGIN
     IF NOT lintel.answers_for(report) THEN RETURN false; END IF;
     SELECT * INTO STRICT about FROM lintel.concern c WHERE c.id = report FOR NO KEY UPDATE;
     IF step <> 'taken-up' AND NOT lintel.has_taken_up(report) THEN RETURN false; END IF;
     INSERT INTO lintel.concern_step (id, concern_id, step, words, officer_id)
       VALUES (step_id, report, handle_report.step, handle_report.words, scope.officer());
     IF step = 'passed-on' THEN
       INSERT INTO lintel.concern (id, invitation_id, investigation_id, kind, words, for_members)
         VALUES (flag, about.invitation_id, about.investigation_id, 'passed-on', handle_report.words, true);
     END IF;
     RETURN true;
   END $$`,
  // The investigation of a report, for the event of passing it on and for nothing else.
  `CREATE FUNCTION lintel.investigation_of_report(report uuid) RETURNS uuid
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT c.investigation_id FROM lintel.concern c WHERE c.id = report AND lintel.answers_for(c.id) AND lintel.has_taken_up(c.id)
   $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.stands_apart(uuid, uuid), lintel.supervisors_apart(uuid), lintel.tell_supervisors(),
     lintel.report_reaches_somebody(), lintel.answers_for(uuid), lintel.has_taken_up(uuid),
     lintel.handle_report(uuid, uuid, text, text, uuid), lintel.investigation_of_report(uuid) FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION lintel.report_reaches_somebody() TO lintel_intake`,
  `GRANT EXECUTE ON FUNCTION lintel.answers_for(uuid), lintel.has_taken_up(uuid), lintel.handle_report(uuid, uuid, text, text, uuid),
     lintel.investigation_of_report(uuid) TO lintel_workspace`,
  `GRANT SELECT ON lintel.concern_report, lintel.concern_report_step, lintel.concern_report_contact TO lintel_workspace`,
];

/**
 * Who may say what of which subject. What a victim says of the service goes to a chain that no member reads; the vocabulary decides which
 * types may.
 * @param victims subjects of a victim beside the own clips
 */
const mayState = (
  victims: string,
): string => `CREATE OR REPLACE FUNCTION custody.may_state(who scope.claims, speaker text, said custody.event_type, subject text) RETURNS boolean
   LANGUAGE plpgsql STABLE AS $$
   BEGIN
     IF said.type IS NULL OR speaker IS NULL OR speaker <> ALL (said.speakers)
        OR left(subject, strpos(subject, ':') - 1) <> ALL (said.subjects) THEN RETURN false; END IF;
     IF who.kind = 'officer' THEN RETURN custody.officer_may_state(who, said.officer_rights, subject); END IF;
     IF who.kind = 'victim' THEN
       RETURN subject IN (${victims}) OR subject LIKE 'clip:%' AND EXISTS (
         SELECT FROM lintel.clip c WHERE c.id = substr(subject, 6)::uuid AND c.invitation_id = who.id
           AND (who.confirmed OR c.made_in = decode(who.session, 'hex')));
     END IF;
     -- A process of which a function here has sealed what it just judged says so of that investigation; by itself intake or
     -- workspace speaks of the service alone.
     IF who.kind IN ('recipient', 'intake', 'workspace') THEN RETURN subject = 'investigation:' || who.investigation; END IF;
     RETURN session_user NOT IN ('lintel_intake', 'lintel_workspace') OR subject = 'service:lintel';
   END $$`;
const OWN_CASE = `'investigation:' || who.investigation`;
export const MAY_STATE = mayState(`${OWN_CASE}, 'service:lintel'`);

const MAY_STATE_BEFORE = QUICKER.filter((statement) =>
  statement.startsWith('CREATE FUNCTION custody.may_state'),
).map((statement) => statement.replace('CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION'));

const DOWN = [
  `DROP VIEW lintel.concern_report, lintel.concern_report_step, lintel.concern_report_contact`,
  `DROP TRIGGER tell_supervisors ON lintel.concern`,
  `DROP FUNCTION lintel.investigation_of_report(uuid), lintel.handle_report(uuid, uuid, text, text, uuid), lintel.has_taken_up(uuid),
     lintel.answers_for(uuid), lintel.report_reaches_somebody(), lintel.tell_supervisors(), lintel.supervisors_apart(uuid),
     lintel.stands_apart(uuid, uuid)`,
  `DROP TABLE lintel.concern_step`,
  `DROP POLICY members_read ON lintel.concern`,
  `DROP POLICY members_see_to ON lintel.concern`,
  `DROP POLICY worker_reads ON lintel.concern`,
  `DROP POLICY own_words ON lintel.concern`,
  // Going back to a version that shows every report to the members must not show them these.
  `DELETE FROM lintel.concern WHERE NOT for_members OR kind = 'passed-on'`,
  `ALTER TABLE lintel.concern DROP CONSTRAINT concern_passed_on, DROP CONSTRAINT concern_kind_check,
     ADD CONSTRAINT concern_kind_check CHECK (kind IN ('pressured', 'stopped')), DROP COLUMN for_members, DROP COLUMN told`,
  `CREATE POLICY members_read ON lintel.concern FOR SELECT TO lintel_workspace
     USING ((SELECT true FROM scope.changeable WHERE changeable_id = investigation_id LIMIT 1))`,
  `CREATE POLICY members_see_to ON lintel.concern FOR UPDATE TO lintel_workspace
     USING ((SELECT true FROM scope.changeable WHERE changeable_id = investigation_id LIMIT 1) AND seen_at IS NULL)
     WITH CHECK (scope.changes(investigation_id) AND seen_by = scope.officer())`,
  `CREATE POLICY worker_reads ON lintel.concern FOR SELECT TO lintel_worker USING (EXISTS (
     SELECT FROM lintel.message m WHERE m.invitation_id = concern.invitation_id AND m.state IN ('waiting', 'sending')))`,
  `CREATE POLICY own_words ON lintel.concern FOR INSERT TO lintel_intake
     WITH CHECK (invitation_id = scope.invitation() AND investigation_id = (scope.claims()).investigation
       AND seen_by IS NULL AND (kind = 'pressured' OR scope.own_invitation() IS NOT NULL))`,
];

export class ConcernReports1770000000410 implements MigrationInterface {
  readonly name = 'ConcernReports1770000000410';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [...UP, MAY_STATE]) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of [...DOWN, ...MAY_STATE_BEFORE]) await runner.query(sql);
  }
}
