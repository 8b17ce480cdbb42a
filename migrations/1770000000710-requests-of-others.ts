import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ofBaseline } from './baseline-function';
import { APPEND_RECEIPTS } from './1770000000650-receipt-proofs';
import {
  APPEND_OF_HOLDERS,
  ERASE_ITEM,
  ERASE_PERSON,
  EVENTS_OF_HOLDERS,
  OPENINGS_OF_MEMBERS,
  OPENINGS_OF_READERS,
  SEND,
} from './of-holders';

/**
 * A private link for another person than the victim: a neighbour, an advocate, an employer. Whose a link is stays for good. In place of
 * safe contact it has a record of what is asked and, where that is information about the victim, of the test of Chapter 3A (Police,
 * Crime, Sentencing and Courts Act 2022). Such a link reaches nothing that is meant for the victim: no diary, no answers, no agreement.
 */
const VICTIMS_OWN = ['account_answer', 'agreement', 'advocate', 'incident'];
/** What officers record of a victim. */
const OF_VICTIMS = ['safe_contact', 'notice_confirmation', 'agreement', 'advocate', 'assisted_pass'];
const IS_VICTIMS = `EXISTS (SELECT FROM lintel.invitation i WHERE i.id = invitation_id AND i.holder = 'victim')`;

/** What a supervisor sees of reports; `holder`: with whose link each came by. */
const reports = (
  holder: string,
): string => `CREATE OR REPLACE VIEW lintel.concern_report WITH (security_barrier) AS
     SELECT c.id, c.kind, c.at, i.urn, c.words <> '' AS has_words, lintel.has_taken_up(c.id) AS taken_up,
            CASE WHEN lintel.has_taken_up(c.id) THEN c.words ELSE '' END AS words,
            CASE WHEN lintel.has_taken_up(c.id) THEN maker.display_name END AS link_made_by,
            coalesce(newest.step, 'new') AS state, newest.at AS state_at, newest.officer_name AS state_by${holder}
       FROM lintel.concern c
       JOIN lintel.investigation i ON i.id = c.investigation_id
       JOIN lintel.invitation v ON v.id = c.invitation_id
       JOIN lintel.officer maker ON maker.id = v.created_by
       LEFT JOIN LATERAL (SELECT s.step, s.at, o.display_name AS officer_name FROM lintel.concern_step s
         JOIN lintel.officer o ON o.id = s.officer_id WHERE s.concern_id = c.id ORDER BY s.at DESC, s.id LIMIT 1) newest ON true
      WHERE NOT c.for_members AND (SELECT scope.role_in('supervisor')) AND lintel.answers_for(c.id)`;
// A person's name opens with taking the report up, as its words do.
const WHOSE_LINK = `, v.holder,
            CASE WHEN lintel.has_taken_up(c.id) THEN (SELECT r.person_name FROM lintel.person_request r
              WHERE r.invitation_id = v.id ORDER BY r.made_at DESC, r.id DESC LIMIT 1) END AS person`;

const UP = [
  `ALTER TABLE lintel.invitation
     ADD COLUMN holder text NOT NULL DEFAULT 'victim' CHECK (holder IN ('victim', 'neighbour', 'advocate', 'employer', 'other')),
     -- When another person last said that they give nothing: they need no reason, and may come back.
     ADD COLUMN declined_at timestamptz CHECK (declined_at IS NULL OR holder <> 'victim')`,
  // Nobody may change it.
  `GRANT SELECT (holder) ON lintel.invitation TO lintel_intake`,
  `GRANT SELECT (holder, declined_at), INSERT (holder) ON lintel.invitation TO lintel_workspace`,

  // Append-only: the newest counts, and what was recorded before stays.
  `CREATE TABLE lintel.person_request (
     id uuid PRIMARY KEY,
     invitation_id uuid NOT NULL REFERENCES lintel.invitation,
     person_name text NOT NULL CHECK (person_name <> ''),
     organisation text NOT NULL,
     -- The person reads these three.
     asked text NOT NULL CHECK (asked <> ''),
     reason text NOT NULL CHECK (reason <> ''),
     ask text NOT NULL,
     -- The test, for information about the victim; of footage of their own that a person gives freely there is none.
     enquiry text CHECK (enquiry <> ''),
     necessity text CHECK (necessity <> ''),
     alternatives text CHECK (alternatives <> ''),
     views text CHECK (views IN ('sought', 'not-sought')),
     views_words text CHECK (views_words <> ''),
     told text CHECK (told IN ('before', 'later', 'not-given')),
     told_words text CHECK (told_words <> ''),
     -- Why a record before it did not hold; of the first one empty.
     correction text NOT NULL,
     officer_id uuid NOT NULL REFERENCES lintel.officer,
     made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     CONSTRAINT person_request_whole_test CHECK (num_nulls(enquiry, necessity, alternatives, views, views_words, told, told_words) IN (0, 7))
   )`,
  `CREATE INDEX person_request_invitation ON lintel.person_request (invitation_id, made_at, id)`,
  `ALTER TABLE lintel.person_request ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE lintel.person_request FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY owner ON lintel.person_request TO lintel_owner USING (true) WITH CHECK (true)`,
  `GRANT SELECT, INSERT (id, invitation_id, person_name, organisation, asked, reason, ask, enquiry, necessity, alternatives, views,
     views_words, told, told_words, correction, officer_id) ON lintel.person_request TO lintel_workspace`,
  `CREATE POLICY members_read ON lintel.person_request FOR SELECT TO lintel_workspace
     USING (EXISTS (SELECT FROM lintel.invitation i WHERE i.id = invitation_id))`,
  `CREATE POLICY members_record ON lintel.person_request FOR INSERT TO lintel_workspace
     WITH CHECK (scope.changes_invitation(invitation_id) AND officer_id = scope.officer() AND NOT ${IS_VICTIMS})`,
  // The person is shown what is asked, why, and whether the one whom it is about was told; never the officer's record of the test.
  `GRANT SELECT (id, invitation_id, asked, reason, ask, told, made_at) ON lintel.person_request TO lintel_intake`,
  `CREATE POLICY own_read ON lintel.person_request FOR SELECT TO lintel_intake USING (invitation_id = (SELECT scope.invitation()))`,

  // It takes turns with a sending, which goes by the newest record. After the policy: for who may not record, it locks nothing.
  `CREATE FUNCTION lintel.request_in_turn() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     PERFORM FROM lintel.invitation i WHERE i.id = NEW.invitation_id FOR NO KEY UPDATE;
     IF (NEW.correction <> '') <> EXISTS (SELECT FROM lintel.person_request r
          WHERE r.invitation_id = NEW.invitation_id AND r.id <> NEW.id) THEN
       RAISE EXCEPTION 'a record after the first says why it corrects, and only such a one' USING ERRCODE = 'LN027';
     END IF;
     RETURN NULL;
   END $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.request_in_turn() FROM PUBLIC`,
  `CREATE TRIGGER request_in_turn AFTER INSERT ON lintel.person_request FOR EACH ROW EXECUTE FUNCTION lintel.request_in_turn()`,
  SEND,
  EVENTS_OF_HOLDERS,
  APPEND_OF_HOLDERS,
  OPENINGS_OF_MEMBERS,
  ERASE_PERSON,
  `REVOKE EXECUTE ON FUNCTION lintel.erase_person(uuid) FROM PUBLIC`,
  ERASE_ITEM,

  `CREATE FUNCTION scope.acts_for_victim() RETURNS boolean
   LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     RETURN EXISTS (SELECT FROM lintel.invitation i WHERE i.id = scope.invitation() AND i.holder = 'victim');
   END $$`,
  `REVOKE EXECUTE ON FUNCTION scope.acts_for_victim() FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION scope.acts_for_victim() TO lintel_intake`,
  ...VICTIMS_OWN.map(
    (table) => `CREATE POLICY victims_alone ON lintel.${table} AS RESTRICTIVE TO lintel_intake
     USING ((SELECT scope.acts_for_victim())) WITH CHECK ((SELECT scope.acts_for_victim()))`,
  ),
  `CREATE POLICY victims_alone_stop ON lintel.concern AS RESTRICTIVE FOR INSERT TO lintel_intake
     WITH CHECK (kind = 'pressured' OR (SELECT scope.acts_for_victim()))`,
  ...OF_VICTIMS.map(
    (table) =>
      `CREATE POLICY of_victims ON lintel.${table} AS RESTRICTIVE FOR INSERT TO lintel_workspace WITH CHECK (${IS_VICTIMS})`,
  ),

  // Each time that it is said. Only in a session of the person's own.
  `CREATE FUNCTION lintel.decline_request() RETURNS boolean
   LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     UPDATE lintel.invitation i SET declined_at = now()
      WHERE i.id = scope.own_invitation() AND i.holder <> 'victim';
     RETURN FOUND;
   END $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.decline_request() FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION lintel.decline_request() TO lintel_intake`,

  // No officer makes a private link without a record of safe contact, or of what another person is asked, in the same transaction.
  `CREATE OR REPLACE FUNCTION lintel.safe_contact_first() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF session_user = 'lintel_workspace' AND NOT (CASE NEW.holder
          WHEN 'victim' THEN EXISTS (SELECT FROM lintel.safe_contact s WHERE s.invitation_id = NEW.id)
          ELSE EXISTS (SELECT FROM lintel.person_request r WHERE r.invitation_id = NEW.id) END) THEN
       RAISE EXCEPTION '% is recorded first', CASE NEW.holder WHEN 'victim' THEN 'safe contact' ELSE 'what another person is asked' END
         USING ERRCODE = 'LN021';
     END IF;
     RETURN NULL;
   END $$`,

  reports(WHOSE_LINK),
];

const DOWN = [
  // Tables that know of no holder take every link for a victim's: no link of another person opens any more.
  `UPDATE lintel.invitation SET revoked_at = coalesce(revoked_at, now()) WHERE holder <> 'victim'`,
  `DELETE FROM lintel.intake_session s USING lintel.invitation i WHERE i.id = s.invitation_id AND i.holder <> 'victim'`,
  ofBaseline('retention/functions.sql', 'lintel.erase_item'),
  'DROP FUNCTION lintel.erase_person(uuid)',
  OPENINGS_OF_READERS,
  APPEND_RECEIPTS,
  'ALTER TABLE custody.event_type DROP COLUMN holder',
  ofBaseline('submissions/functions.sql', 'lintel.send_submission'),
  ofBaseline('invitations/triggers.sql', 'lintel.safe_contact_first'),
  'DROP FUNCTION lintel.decline_request()',
  ...OF_VICTIMS.map((table) => `DROP POLICY of_victims ON lintel.${table}`),
  'DROP POLICY victims_alone_stop ON lintel.concern',
  'DROP VIEW lintel.concern_report',
  reports(''),
  'GRANT SELECT ON lintel.concern_report TO lintel_workspace',
  ...VICTIMS_OWN.map((table) => `DROP POLICY victims_alone ON lintel.${table}`),
  'DROP FUNCTION scope.acts_for_victim()',
  'DROP TABLE lintel.person_request',
  'DROP FUNCTION lintel.request_in_turn()',
  'ALTER TABLE lintel.invitation DROP COLUMN declined_at, DROP COLUMN holder',
];

export class RequestsOfOthers1770000000710 implements MigrationInterface {
  readonly name = 'RequestsOfOthers1770000000710';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
