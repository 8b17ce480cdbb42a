import { APPEND_OF_HOLDERS, ERASE_PERSON, MAY_STATE, withMore } from './of-holders';

/** Functions of what other people are asked, as they stand since a row and its event are held to each other. */

/** Said only of a row that the same act made, as the row says it, and once. */
const OF_ROWS = `'person-asked', 'person-declined', 'victim-told', 'person-erased'`;
export const APPEND_OF_ROWS = withMore(APPEND_OF_HOLDERS, [
  MAY_STATE,
  `${MAY_STATE}
        OR said.type IN (${OF_ROWS}) AND NOT lintel.is_on_record(said.type, about, detail, who.id)`,
]);

const saidBefore = (key: string): string => `EXISTS (SELECT FROM custody.record e
         WHERE e.investigation = about AND e.type = is_on_record.type AND e.event::jsonb #>> '{detail,${key}}' = detail ->> '${key}')`;

export const IS_ON_RECORD = `CREATE FUNCTION lintel.is_on_record(type text, about uuid, detail jsonb, who uuid) RETURNS boolean
   LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF type = 'person-declined' THEN
       RETURN EXISTS (SELECT FROM lintel.invitation i WHERE i.id = who AND i.declined_at = now());
     END IF;
     IF type = 'person-erased' THEN
       RETURN EXISTS (SELECT FROM lintel.invitation i WHERE i.id::text = detail ->> 'invitation' AND i.investigation_id = about
         AND lintel.is_forgotten_now(i.id) AND NOT lintel.went_with_item(i.id));
     END IF;
     IF type = 'victim-told' THEN
       RETURN NOT ${saidBefore('record')} AND EXISTS (
         SELECT FROM lintel.invitation i JOIN lintel.victim_told t ON t.invitation_id = i.id
          WHERE i.investigation_id = about AND t.officer_id = who AND detail = jsonb_build_object(
            'invitation', i.id, 'request', t.request_id, 'record', t.id, 'told', t.given_on IS NOT NULL));
     END IF;
     RETURN NOT ${saidBefore('request')} AND EXISTS (
       SELECT FROM lintel.invitation i JOIN lintel.person_request r ON r.invitation_id = i.id
        WHERE i.investigation_id = about AND r.officer_id = who AND detail = jsonb_strip_nulls(jsonb_build_object(
          'invitation', i.id, 'request', r.id, 'holder', i.holder, 'victimTold', r.told, 'corrects', r.correction <> '',
          'basis', CASE WHEN r.enquiry IS NULL THEN 'voluntary' ELSE 'about-victim' END)));
   END $$`;

/** No link comes back that asks nothing any more. */
export const FORGOTTEN_ENDED = `CREATE FUNCTION lintel.forgotten_ended() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF (SELECT r.forgotten_at IS NOT NULL FROM lintel.person_request r
          WHERE r.invitation_id = NEW.id ORDER BY r.made_at DESC, r.id DESC LIMIT 1) THEN
       RAISE EXCEPTION 'what this link asked has been erased' USING ERRCODE = 'LN022';
     END IF;
     RETURN NEW;
   END $$`;

/** No row of a process stays without its event. Of the trigger: the type, and where its detail names the row. */
export const HAS_EVENT = `CREATE FUNCTION lintel.has_event() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF session_user = 'lintel_workspace' AND NOT EXISTS (
          SELECT FROM lintel.invitation i JOIN custody.record e ON e.investigation = i.investigation_id
           WHERE i.id = NEW.invitation_id AND e.type = TG_ARGV[0] AND e.event::jsonb #>> ARRAY['detail', TG_ARGV[1]] = NEW.id::text) THEN
       RAISE EXCEPTION 'what was recorded stands in no event: %', TG_ARGV[0] USING ERRCODE = 'LN028';
     END IF;
     RETURN NULL;
   END $$`;

/** The log allows its clock five seconds. */
export const DECLINE_HAS_EVENT = `CREATE FUNCTION lintel.decline_has_event() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF session_user = 'lintel_intake' AND NOT EXISTS (
          SELECT FROM custody.record e WHERE e.investigation = NEW.investigation_id AND e.type = 'person-declined'
             AND e.event::jsonb #>> '{detail,invitation}' = NEW.id::text
             AND (e.event::jsonb ->> 'at')::timestamptz >= NEW.declined_at - interval '5 s') THEN
       RAISE EXCEPTION 'what was recorded stands in no event: person-declined' USING ERRCODE = 'LN028';
     END IF;
     RETURN NULL;
   END $$`;

/** Nobody is forgotten without its event: of the last item that went in the same act, or of its own. */
export const FORGOTTEN_HAS_EVENT = `CREATE FUNCTION lintel.forgotten_has_event() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF session_user = 'lintel_worker' AND NOT lintel.went_with_item(NEW.invitation_id) AND NOT EXISTS (
          SELECT FROM lintel.invitation i JOIN custody.record e ON e.investigation = i.investigation_id
           WHERE i.id = NEW.invitation_id AND e.type = 'person-erased' AND e.event::jsonb #>> '{detail,invitation}' = i.id::text
             AND (e.event::jsonb ->> 'at')::timestamptz >= NEW.forgotten_at - interval '5 s') THEN
       RAISE EXCEPTION 'what was recorded stands in no event: person-erased' USING ERRCODE = 'LN028';
     END IF;
     RETURN NULL;
   END $$`;

/** In this transaction. */
export const IS_FORGOTTEN_NOW = `CREATE FUNCTION lintel.is_forgotten_now(link uuid) RETURNS boolean
   LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
     SELECT EXISTS (SELECT FROM lintel.person_request r WHERE r.invitation_id = link AND r.forgotten_at = now())
   $$`;
export const WENT_WITH_ITEM = `CREATE FUNCTION lintel.went_with_item(link uuid) RETURNS boolean
   LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
     SELECT EXISTS (SELECT FROM lintel.disposal d JOIN lintel.clip c ON c.id = d.clip_id
       WHERE c.invitation_id = link AND d.state = 'erased' AND d.erased_at = now())
   $$`;

const BLANK = ERASE_PERSON.slice(
  ERASE_PERSON.indexOf('     UPDATE lintel.invitation SET'),
  ERASE_PERSON.lastIndexOf('   END $$'),
);

/**
 * What was recorded of another person, and what they typed: gone. Rows, days and who recorded them stay, and so does a report of
 * pressure that a supervisor still deals with.
 */
export const FORGET_PERSON = `CREATE FUNCTION lintel.forget_person(link uuid, about uuid) RETURNS void
   LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     gone CONSTANT text := '(erased)';
   BEGIN
${BLANK}     UPDATE lintel.person_request SET forgotten_at = now() WHERE invitation_id = link;
     UPDATE lintel.invitation SET name = CASE WHEN name <> '' THEN gone ELSE '' END WHERE id = link;
     UPDATE lintel.invitation_extension SET reason = gone WHERE invitation_id = link;
     UPDATE lintel.victim_told SET words = gone WHERE invitation_id = link;
     UPDATE lintel.concern c SET words = gone WHERE c.invitation_id = link AND c.words <> '' AND NOT lintel.concern_stands(c);
     DELETE FROM lintel.opening o USING custody.record e
       WHERE e.id = o.event_id AND e.investigation = about AND e.type IN ('invitation-extended', 'victim-told')
         AND e.event::jsonb #>> '{detail,invitation}' = link::text;
     IF NOT EXISTS (SELECT FROM lintel.concern c WHERE c.invitation_id = link AND lintel.concern_stands(c)) THEN
       DELETE FROM lintel.opening o USING custody.record e
         WHERE e.id = o.event_id AND e.type = 'pressure-reported' AND e.event::jsonb #>> '{detail,invitation}' = link::text;
     END IF;
   END $$`;

export const CONCERN_STANDS = `CREATE FUNCTION lintel.concern_stands(said lintel.concern) RETURNS boolean
   LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
     SELECT CASE WHEN said.for_members THEN said.seen_at IS NULL ELSE coalesce((SELECT s.step FROM lintel.concern_step s
       WHERE s.concern_id = said.id ORDER BY s.at DESC, s.id LIMIT 1), 'new') <> 'closed' END
   $$`;

export const ERASE_PERSON_BEFORE = ERASE_PERSON.replace('CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION');
export const ERASE_PERSON_WHOLE = withMore(ERASE_PERSON_BEFORE, [
  BLANK,
  '     PERFORM lintel.forget_person(link, about);\n',
]);

/** Of an investigation: what the Code of Practice under the Criminal Procedure and Investigations Act 1996 asks for is over. */
export const STATUTORY_IS_OVER = `CREATE FUNCTION lintel.statutory_is_over(about uuid) RETURNS boolean
   LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
     SELECT coalesce((SELECT o.outcome <> 'open' AND NOT o.appeal_pending AND today.is >= CASE WHEN o.outcome <> 'convicted' THEN o.decided_on
         WHEN o.sentence = 'other' THEN (o.decided_on + interval '6 months')::date
         -- Without a day of release there is no end.
         ELSE greatest((o.decided_on + interval '6 months')::date, coalesce(o.released_on, 'infinity')) END
       FROM lintel.investigation_outcome o CROSS JOIN (SELECT (now() AT TIME ZONE 'UTC')::date AS is) today
      WHERE o.investigation_id = about ORDER BY o.place DESC LIMIT 1), false)
   $$`;

/** Whoever asks may wait longer, and never less. */
const LEAST_DAYS = 30;

/**
 * Whether a link gave nothing that is still here, ended so long ago that nobody is to be named any more, and nothing keeps what was
 * recorded: no proceedings, no hold, no report that a supervisor deals with, and no notice that the victim is owed.
 */
export const IS_SILENT = `CREATE FUNCTION lintel.is_silent(link uuid, days integer) RETURNS boolean
   LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
     SELECT EXISTS (SELECT FROM lintel.invitation i
       WHERE i.id = link AND i.holder <> 'victim'
         AND least(i.expires_at, i.revoked_at) < now() - make_interval(days => greatest(is_silent.days, ${LEAST_DAYS}))
         AND (EXISTS (SELECT FROM lintel.person_request r WHERE r.invitation_id = i.id AND r.forgotten_at IS NULL)
           OR EXISTS (SELECT FROM lintel.concern c WHERE c.invitation_id = i.id AND c.words NOT IN ('', '(erased)')))
         AND NOT EXISTS (SELECT FROM lintel.clip c
           WHERE c.investigation_id = i.investigation_id AND c.invitation_id = i.id AND c.erased_at IS NULL)
         AND lintel.statutory_is_over(i.investigation_id)
         AND NOT EXISTS (SELECT FROM lintel.retention_hold h
           WHERE h.investigation_id = i.investigation_id AND h.clip_id IS NULL AND h.lifted_at IS NULL)
         AND NOT EXISTS (SELECT FROM lintel.concern c WHERE c.invitation_id = i.id AND lintel.concern_stands(c))
         AND NOT lintel.victim_is_owed_notice(i.id))
   $$`;

/** The newest record of what is asked says that the victim is told later, and nobody has recorded that it was done. */
export const OWED_NOTICE = `CREATE FUNCTION lintel.victim_is_owed_notice(link uuid) RETURNS boolean
   LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
     SELECT coalesce((SELECT r.told = 'later' AND (
         SELECT t.given_on FROM lintel.victim_told t WHERE t.request_id = r.id ORDER BY t.made_at DESC, t.id DESC LIMIT 1) IS NULL
       FROM lintel.person_request r WHERE r.invitation_id = link ORDER BY r.made_at DESC, r.id DESC LIMIT 1), false)
   $$`;

/** The worker's, in turns by id. */
export const SILENT_PEOPLE = `CREATE FUNCTION lintel.silent_people(days integer, after uuid, how_many integer)
   RETURNS TABLE (invitation_id uuid, investigation_id uuid)
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT i.id, i.investigation_id FROM lintel.invitation i
      WHERE i.holder <> 'victim' AND (after IS NULL OR i.id > after) AND lintel.is_silent(i.id, days)
      ORDER BY i.id LIMIT how_many
   $$`;
export const FORGET_SILENT = `CREATE FUNCTION lintel.forget_silent_person(link uuid, days integer) RETURNS boolean
   LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     about uuid;
   BEGIN
     SELECT i.investigation_id INTO about FROM lintel.invitation i WHERE i.id = link FOR NO KEY UPDATE;
     IF NOT lintel.is_silent(link, days) THEN RETURN false; END IF;
     PERFORM lintel.forget_person(link, about);
     RETURN true;
   END $$`;
