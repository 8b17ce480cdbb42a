import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPEND_OF_HOLDERS } from './of-holders';
import { CLOSE_ERASED_FILMS, CLOSE_FILMS } from './of-films';
import {
  APPEND_OF_ROWS,
  CONCERN_STANDS,
  DECLINE_HAS_EVENT,
  ERASE_PERSON_BEFORE,
  ERASE_PERSON_WHOLE,
  FORGET_PERSON,
  FORGET_SILENT,
  FORGOTTEN_ENDED,
  FORGOTTEN_HAS_EVENT,
  HAS_EVENT,
  IS_FORGOTTEN_NOW,
  IS_ON_RECORD,
  IS_SILENT,
  OWED_NOTICE,
  SILENT_PEOPLE,
  STATUTORY_IS_OVER,
  WENT_WITH_ITEM,
} from './of-requests';

/**
 * What comes after another person was asked: that the victim was told later on is recorded, a person who gave nothing is not named for
 * ever, and no record of a request, a decline or a notice stands without its event, nor an event without the record. And of a film
 * of which a part is erased no word is left.
 */
const UP = [
  // Append-only: the newest of a request counts.
  `CREATE TABLE lintel.victim_told (
     id uuid PRIMARY KEY,
     invitation_id uuid NOT NULL REFERENCES lintel.invitation,
     request_id uuid NOT NULL REFERENCES lintel.person_request,
     -- The day on which the victim had the written notice; null: a record before says so, and it was not.
     given_on date,
     -- How it was given; or why the record before does not hold.
     words text NOT NULL CHECK (words <> ''),
     officer_id uuid NOT NULL REFERENCES lintel.officer,
     made_at timestamptz NOT NULL DEFAULT clock_timestamp()
   )`,
  `CREATE INDEX victim_told_request ON lintel.victim_told (request_id, made_at, id)`,
  `CREATE INDEX victim_told_invitation ON lintel.victim_told (invitation_id)`,
  `CREATE INDEX invitation_of_others ON lintel.invitation (id) WHERE holder <> 'victim'`,
  `CREATE INDEX person_request_later ON lintel.person_request (made_at, id) WHERE told = 'later'`,
  `ALTER TABLE lintel.victim_told ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE lintel.victim_told FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY owner ON lintel.victim_told TO lintel_owner USING (true) WITH CHECK (true)`,
  `GRANT SELECT, INSERT (id, invitation_id, request_id, given_on, words, officer_id) ON lintel.victim_told TO lintel_workspace`,
  `CREATE POLICY members_read ON lintel.victim_told FOR SELECT TO lintel_workspace
     USING (EXISTS (SELECT FROM lintel.invitation i WHERE i.id = invitation_id))`,
  `CREATE POLICY members_record ON lintel.victim_told FOR INSERT TO lintel_workspace
     WITH CHECK (scope.changes_invitation(invitation_id) AND officer_id = scope.officer() AND EXISTS (
       SELECT FROM lintel.person_request r WHERE r.id = request_id AND r.invitation_id = victim_told.invitation_id AND r.told = 'later'
         AND (given_on IS NULL OR given_on BETWEEN (r.made_at AT TIME ZONE 'Europe/London')::date AND (now() AT TIME ZONE 'Europe/London')::date)))`,

  // When what was recorded was erased; nobody's name says it.
  `ALTER TABLE lintel.person_request ADD COLUMN forgotten_at timestamptz`,
  `GRANT SELECT (forgotten_at) ON lintel.person_request TO lintel_workspace`,
  // Whose last item went before there was such a day.
  `UPDATE lintel.person_request r SET forgotten_at = gone.at
     FROM (SELECT c.invitation_id AS link, max(d.erased_at) AS at FROM lintel.clip c JOIN lintel.disposal d ON d.clip_id = c.id AND d.state = 'erased'
            WHERE NOT EXISTS (SELECT FROM lintel.clip x WHERE x.invitation_id = c.invitation_id AND x.erased_at IS NULL)
            GROUP BY c.invitation_id) gone
    WHERE r.invitation_id = gone.link AND r.made_at <= gone.at`,

  OWED_NOTICE,
  CONCERN_STANDS,
  FORGET_PERSON,
  ERASE_PERSON_WHOLE,
  STATUTORY_IS_OVER,
  IS_SILENT,
  SILENT_PEOPLE,
  FORGET_SILENT,
  IS_FORGOTTEN_NOW,
  WENT_WITH_ITEM,
  IS_ON_RECORD,
  APPEND_OF_ROWS,
  HAS_EVENT,
  DECLINE_HAS_EVENT,
  FORGOTTEN_ENDED,
  FORGOTTEN_HAS_EVENT,
  CLOSE_FILMS,
  CLOSE_ERASED_FILMS,
  `REVOKE EXECUTE ON FUNCTION lintel.close_films(), lintel.victim_is_owed_notice(uuid),
     lintel.concern_stands(lintel.concern), lintel.forget_person(uuid, uuid),
     lintel.is_silent(uuid, integer), lintel.silent_people(integer, uuid, integer), lintel.forget_silent_person(uuid, integer),
     lintel.is_on_record(text, uuid, jsonb, uuid), lintel.has_event(), lintel.decline_has_event(),
     lintel.forgotten_has_event(), lintel.forgotten_ended(), lintel.is_forgotten_now(uuid),
     lintel.went_with_item(uuid), lintel.statutory_is_over(uuid) FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION lintel.victim_is_owed_notice(uuid) TO lintel_workspace`,
  `GRANT EXECUTE ON FUNCTION lintel.silent_people(integer, uuid, integer), lintel.forget_silent_person(uuid, integer) TO lintel_worker`,
  `CREATE CONSTRAINT TRIGGER request_has_event AFTER INSERT ON lintel.person_request
     DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lintel.has_event('person-asked', 'request')`,
  `CREATE CONSTRAINT TRIGGER telling_has_event AFTER INSERT ON lintel.victim_told
     DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lintel.has_event('victim-told', 'record')`,
  `CREATE CONSTRAINT TRIGGER decline_has_event AFTER UPDATE OF declined_at ON lintel.invitation
     DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.declined_at IS DISTINCT FROM OLD.declined_at)
     EXECUTE FUNCTION lintel.decline_has_event()`,
  `CREATE TRIGGER close_films AFTER UPDATE OF state ON lintel.disposal FOR EACH ROW
     WHEN (NEW.state = 'erased') EXECUTE FUNCTION lintel.close_films()`,
  `CREATE TRIGGER forgotten_ended BEFORE UPDATE OF expires_at ON lintel.invitation FOR EACH ROW
     WHEN (NEW.expires_at > OLD.expires_at AND NEW.holder <> 'victim') EXECUTE FUNCTION lintel.forgotten_ended()`,
  `CREATE CONSTRAINT TRIGGER forgotten_has_event AFTER UPDATE OF forgotten_at ON lintel.person_request
     DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.forgotten_at IS DISTINCT FROM OLD.forgotten_at)
     EXECUTE FUNCTION lintel.forgotten_has_event()`,
];

const DOWN = [
  'DROP TRIGGER close_films ON lintel.disposal',
  'DROP FUNCTION lintel.close_films()',
  'DROP TRIGGER decline_has_event ON lintel.invitation',
  'DROP TRIGGER forgotten_ended ON lintel.invitation',
  'DROP TRIGGER forgotten_has_event ON lintel.person_request',
  'DROP TRIGGER request_has_event ON lintel.person_request',
  APPEND_OF_HOLDERS,
  ERASE_PERSON_BEFORE,
  'DROP TABLE lintel.victim_told',
  'ALTER TABLE lintel.person_request DROP COLUMN forgotten_at',
  `DROP FUNCTION lintel.forgotten_ended(), lintel.forgotten_has_event(), lintel.is_forgotten_now(uuid), lintel.went_with_item(uuid),
     lintel.decline_has_event(), lintel.has_event(), lintel.is_on_record(text, uuid, jsonb, uuid),
     lintel.forget_silent_person(uuid, integer), lintel.silent_people(integer, uuid, integer), lintel.is_silent(uuid, integer),
     lintel.forget_person(uuid, uuid), lintel.concern_stands(lintel.concern), lintel.statutory_is_over(uuid),
     lintel.victim_is_owed_notice(uuid)`,
  'DROP INDEX lintel.invitation_of_others, lintel.person_request_later',
];

export class AfterRequests1770000000730 implements MigrationInterface {
  readonly name = 'AfterRequests1770000000730';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
