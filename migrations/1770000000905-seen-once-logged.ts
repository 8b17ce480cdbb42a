import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ofBaseline } from './baseline-function';
import { withMore } from './of-holders';
import { knownMember } from './of-members';

const READS = ofBaseline('scope/functions.sql', 'scope.reads');
const CHANGES = ofBaseline('scope/functions.sql', 'scope.changes');
const CLAIMS = ofBaseline('scope/functions.sql', 'scope.claims_of_officer');
const MAY_STATE = ofBaseline('custody/functions.sql', 'custody.officer_may_state');

/** What lets an officer in shows nothing in the very transaction that made it: that one could be rolled back, and nobody would know. */
const OPEN = 'e.ended_at IS NULL AND e.ends_at > now()';
const KNOWN_ACCESS = `e.started_at <> now() AND ${OPEN}`;
const MEMBER = 'm.removed_at IS NULL';
const KNOWN_MEMBER = knownMember('m');

const memberships = (column: string, member: string): string =>
  `SELECT m.investigation_id AS ${column} FROM lintel.investigation_member m
   WHERE m.officer_id = (SELECT scope.officer()) AND ${member}`;

const views = (member: string, access: string): readonly string[] => [
  `CREATE OR REPLACE VIEW scope.changeable AS ${memberships('changeable_id', member)}`,
  `CREATE OR REPLACE VIEW scope.readable AS ${memberships('readable_id', member)}
  UNION ALL
  SELECT e.investigation_id FROM lintel.emergency_access e
   WHERE e.officer_id = (SELECT scope.officer()) AND ${access}`,
];

const UP = [
  ...views(KNOWN_MEMBER, KNOWN_ACCESS),
  withMore(READS, [OPEN, KNOWN_ACCESS]),
  withMore(CHANGES, [MEMBER, KNOWN_MEMBER]),
  // Nor does an account that a supervisor has just made, or given another password, sign in and act at once.
  withMore(CLAIMS, ['AND s.expires_at > now()', 'AND s.started_at <> now() AND s.expires_at > now()']),
  // Else it would be said to be of yesterday.
  `CREATE POLICY added_now ON lintel.investigation_member AS RESTRICTIVE FOR UPDATE TO lintel_workspace
     WITH CHECK (removed_at IS NOT NULL OR added_at = now())`,
  // The event that says so is stated when it is opened.
  withMore(MAY_STATE, [
    `'read' = ANY (rights) AND scope.reads(about);`,
    `'read' = ANY (rights) AND (scope.reads(about)
    OR subject LIKE 'investigation:%' AND EXISTS (SELECT FROM lintel.emergency_access e
      WHERE e.investigation_id = about AND e.officer_id = who.id AND e.started_at = now()));`,
  ]),
  `CREATE FUNCTION lintel.access_has_event() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF session_user = 'lintel_workspace' AND NOT EXISTS (
          SELECT FROM custody.record r WHERE r.subject = 'investigation:' || NEW.investigation_id AND r.type = 'access-broken-glass'
             AND r.officer = NEW.officer_id AND r.event::jsonb #>> '{detail,access}' = NEW.id::text
             AND (r.event::jsonb #>> '{detail,endsAt}')::timestamptz = NEW.ends_at) THEN
       RAISE EXCEPTION 'what was recorded stands in no event: access-broken-glass' USING ERRCODE = 'LN028';
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE CONSTRAINT TRIGGER access_has_event AFTER INSERT ON lintel.emergency_access DEFERRABLE INITIALLY DEFERRED
     FOR EACH ROW EXECUTE FUNCTION lintel.access_has_event()`,
  'REVOKE EXECUTE ON FUNCTION lintel.access_has_event() FROM PUBLIC',
];

const DOWN = [
  'DROP TRIGGER access_has_event ON lintel.emergency_access',
  'DROP FUNCTION lintel.access_has_event()',
  'DROP POLICY added_now ON lintel.investigation_member',
  MAY_STATE,
  CLAIMS,
  CHANGES,
  READS,
  ...views(MEMBER, OPEN),
];

/** What is opened in an emergency shows nothing before the log has it, whatever the workspace does. */
export class SeenOnceLogged1770000000905 implements MigrationInterface {
  readonly name = 'SeenOnceLogged1770000000905';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
