import type { MigrationInterface, QueryRunner } from 'typeorm';
import { MAY_STATE, withMore } from './of-holders';
import { APPEND_OF_ROWS, FORGET_PERSON, IS_ON_RECORD, IS_SILENT } from './of-requests';

/**
 * A person who is asked may agree for a child or for an adult without capacity (Police, Crime, Sentencing and Courts Act 2022 s.38). No
 * such request stands without what the Act asks for: who they are, that nobody closer was available, the child's own views, and whether
 * a parent was told. Where a parent is told later, that is a record of its own.
 */
const WORDS = ['nobody_closer', 'own_views_words', 'parent_words'];

const WHOLE = `CASE WHEN agrees_for IS NULL
       THEN num_nonnulls(relation, nobody_closer, own_views, own_views_words, parent, parent_words) = 0
       ELSE relation IS NOT NULL AND (agrees_for = 'helped' OR relation IN ('parent', 'care', 'adult'))
         AND (nobody_closer IS NOT NULL) = (relation = 'adult')
         AND num_nonnulls(own_views, own_views_words) = CASE WHEN agrees_for = 'child' THEN 2 ELSE 0 END
         AND num_nonnulls(parent, parent_words) = CASE WHEN agrees_for = 'child' AND relation = 'adult' THEN 2 ELSE 0 END END`;

/** The newest text of before (1770000000740). */
const APPEND_BEFORE = withMore(APPEND_OF_ROWS, [
  MAY_STATE,
  `${MAY_STATE}
        OR said.type IN ('transcript-finished', 'transcript-checked', 'transcript-exported')
           AND NOT lintel.transcript_says(said.type, key, detail, who.id)`,
]);
const APPEND = withMore(APPEND_BEFORE, [
  `'victim-told', 'person-erased') AND NOT`,
  `'victim-told', 'parent-told', 'person-erased') AND NOT`,
]);

const anew = (text: string): string => text.replace('CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION');

/** As 1770000000780 left it. */
const ON_RECORD_BEFORE = withMore(IS_ON_RECORD, [`'holder', i.holder`, `'holder', r.holder`]);
const ON_RECORD = withMore(
  withMore(ON_RECORD_BEFORE, [`'victimTold', r.told,`, `'victimTold', r.told, 'agreesFor', r.agrees_for,`]),
  [
    `     RETURN NOT EXISTS (SELECT FROM custody.record e
         WHERE e.investigation = about AND e.type = is_on_record.type AND e.event::jsonb #>> '{detail,request}'`,
    `     IF type = 'parent-told' THEN
       RETURN EXISTS (
         SELECT FROM lintel.invitation i JOIN lintel.parent_told t ON t.invitation_id = i.id
          WHERE i.investigation_id = about AND t.officer_id = who AND detail = jsonb_build_object(
            'invitation', i.id, 'request', t.request_id, 'record', t.id, 'told', t.given_on IS NOT NULL))
         AND NOT EXISTS (SELECT FROM custody.record e WHERE e.investigation = about AND e.type = is_on_record.type
           AND e.event::jsonb #>> '{detail,record}' = detail ->> 'record');
     END IF;
     RETURN NOT EXISTS (SELECT FROM custody.record e
         WHERE e.investigation = about AND e.type = is_on_record.type AND e.event::jsonb #>> '{detail,request}'`,
  ],
);

/** The newest record of what is asked says that a parent is told later, and nobody has recorded that it was done. */
const OWED = `CREATE FUNCTION lintel.parent_is_owed_notice(link uuid) RETURNS boolean
   LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
     SELECT coalesce((SELECT r.parent = 'later' AND (
         SELECT t.given_on FROM lintel.parent_told t WHERE t.request_id = r.id ORDER BY t.made_at DESC, t.id DESC LIMIT 1) IS NULL
       FROM lintel.person_request r WHERE r.invitation_id = link ORDER BY r.made_at DESC, r.id DESC LIMIT 1), false)
   $$`;
const SILENT = withMore(IS_SILENT, [
  'AND NOT lintel.victim_is_owed_notice(i.id)',
  'AND NOT lintel.victim_is_owed_notice(i.id) AND NOT lintel.parent_is_owed_notice(i.id)',
]);

const END = '   END $$';
/** As 1770000000781 left it. */
const FORGET_BEFORE = withMore(FORGET_PERSON, [
  END,
  `     PERFORM lintel.drop_loose_requests(link);\n${END}`,
]);
const BLANKED = WORDS.map((column) => `${column} = CASE WHEN ${column} <> '' THEN gone END`).join(', ');
const FORGET = withMore(
  withMore(FORGET_BEFORE, [
    '     UPDATE lintel.victim_told SET words = gone WHERE invitation_id = link;\n',
    `     UPDATE lintel.victim_told SET words = gone WHERE invitation_id = link;
     UPDATE lintel.parent_told SET words = gone WHERE invitation_id = link;
     UPDATE lintel.person_request SET ${BLANKED} WHERE invitation_id = link;\n`,
  ]),
  [`IN ('invitation-extended', 'victim-told')`, `IN ('invitation-extended', 'victim-told', 'parent-told')`],
);

const UP = [
  `ALTER TABLE lintel.person_request
     -- Whose agreement the person gives; null: they decide for themselves.
     ADD COLUMN agrees_for text CHECK (agrees_for IN ('child', 'helped')),
     ADD COLUMN relation text CHECK (relation IN ('parent', 'care', 'social-worker', 'attorney', 'deputy', 'adult')),
     ADD COLUMN nobody_closer text CHECK (nobody_closer <> ''),
     ADD COLUMN own_views text CHECK (own_views IN ('sought', 'not-sought')),
     ADD COLUMN own_views_words text CHECK (own_views_words <> ''),
     ADD COLUMN parent text CHECK (parent IN ('told', 'later', 'not-told')),
     ADD COLUMN parent_words text CHECK (parent_words <> '')`,
  `ALTER TABLE lintel.person_request ADD CONSTRAINT person_request_whole_agreement CHECK (${WHOLE})`,
  `GRANT SELECT (agrees_for, relation, nobody_closer, own_views, own_views_words, parent, parent_words),
     INSERT (agrees_for, relation, nobody_closer, own_views, own_views_words, parent, parent_words)
     ON lintel.person_request TO lintel_workspace`,

  // Append-only: the newest of a request counts.
  `CREATE TABLE lintel.parent_told (
     id uuid PRIMARY KEY,
     invitation_id uuid NOT NULL REFERENCES lintel.invitation,
     request_id uuid NOT NULL REFERENCES lintel.person_request,
     -- The day on which the parent was told; null: a record before says so, and it was not.
     given_on date,
     -- How; or why the record before does not hold.
     words text NOT NULL CHECK (words <> ''),
     officer_id uuid NOT NULL REFERENCES lintel.officer,
     made_at timestamptz NOT NULL DEFAULT clock_timestamp()
   )`,
  `CREATE INDEX parent_told_request ON lintel.parent_told (request_id, made_at, id)`,
  `CREATE INDEX parent_told_invitation ON lintel.parent_told (invitation_id)`,
  `ALTER TABLE lintel.parent_told ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE lintel.parent_told FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY owner ON lintel.parent_told TO lintel_owner USING (true) WITH CHECK (true)`,
  `GRANT SELECT, INSERT (id, invitation_id, request_id, given_on, words, officer_id) ON lintel.parent_told TO lintel_workspace`,
  `CREATE POLICY members_read ON lintel.parent_told FOR SELECT TO lintel_workspace
     USING (EXISTS (SELECT FROM lintel.invitation i WHERE i.id = invitation_id))`,
  `CREATE POLICY members_record ON lintel.parent_told FOR INSERT TO lintel_workspace
     WITH CHECK (scope.changes_invitation(invitation_id) AND officer_id = scope.officer() AND EXISTS (
       SELECT FROM lintel.person_request r WHERE r.id = request_id AND r.invitation_id = parent_told.invitation_id
         AND r.parent IN ('later', 'not-told')
         AND (given_on IS NULL OR given_on BETWEEN (r.made_at AT TIME ZONE 'Europe/London')::date AND (now() AT TIME ZONE 'Europe/London')::date)))`,
  OWED,
  'REVOKE EXECUTE ON FUNCTION lintel.parent_is_owed_notice(uuid) FROM PUBLIC',
  'GRANT EXECUTE ON FUNCTION lintel.parent_is_owed_notice(uuid) TO lintel_workspace',
  anew(SILENT),
  anew(ON_RECORD),
  APPEND,
  anew(FORGET),
  `CREATE CONSTRAINT TRIGGER telling_has_event AFTER INSERT ON lintel.parent_told
     DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lintel.has_event('parent-told', 'record')`,
];

const DOWN = [
  APPEND_BEFORE,
  anew(ON_RECORD_BEFORE),
  anew(FORGET_BEFORE),
  anew(IS_SILENT),
  'DROP FUNCTION lintel.parent_is_owed_notice(uuid)',
  'DROP TABLE lintel.parent_told',
  `ALTER TABLE lintel.person_request DROP CONSTRAINT person_request_whole_agreement, DROP COLUMN agrees_for, DROP COLUMN relation,
     DROP COLUMN nobody_closer, DROP COLUMN own_views, DROP COLUMN own_views_words, DROP COLUMN parent, DROP COLUMN parent_words`,
];

export class AgreesFor1770000000790 implements MigrationInterface {
  readonly name = 'AgreesFor1770000000790';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
