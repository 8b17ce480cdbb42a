import { ofBaseline } from './baseline-function';
import { APPEND_RECEIPTS } from './1770000000650-receipt-proofs';

/** What was there before, and has to ask whose a link is since links are not of victims alone. */

/** A function with more in it, at a place that it has once. */
export function withMore(text: string, [place, more]: readonly [string, string]): string {
  if (text.split(place).length !== 2) throw new Error(`a function does not have once: ${place}`);
  return text.replace(place, () => more);
}

/** Of links: which holder alone may say it; empty: whoever has one. */
export const EVENTS_OF_HOLDERS = `ALTER TABLE custody.event_type ADD COLUMN holder text CHECK (holder IN ('victim', 'other'))`;

const RIGHTS = 't.secret_keys, t.officer_rights,';
export const MAY_STATE = 'ELSE custody.may_state(who, said.officer_rights, subject) END) IS NOT TRUE';
/** A link is spoken of from its own sessions alone, and nobody says what is another holder's to say. */
export const APPEND_OF_HOLDERS = withMore(withMore(APPEND_RECEIPTS, [RIGHTS, `${RIGHTS} t.holder,`]), [
  MAY_STATE,
  `${MAY_STATE}
        OR who.kind = 'victim' AND (detail -> 'invitation' <> to_jsonb(who.id::text)
          OR said.holder IS NOT NULL
             AND (said.holder = 'victim') <> (SELECT i.holder = 'victim' FROM lintel.invitation i WHERE i.id = who.id))`,
]);

/** Nothing leaves under a request that the person was not shown. The lock comes first: what is read after it is of now. */
export const SEND = withMore(ofBaseline('submissions/functions.sql', 'lintel.send_submission'), [
  `  at CONSTANT timestamptz := now();\nBEGIN`,
  `  at CONSTANT timestamptz := now();
  link CONSTANT uuid := scope.own_invitation();
  whose text;
BEGIN
  SELECT i.holder INTO whose FROM lintel.invitation i WHERE i.id = link FOR NO KEY UPDATE;
  IF whose <> 'victim' AND NOT EXISTS (
    SELECT FROM (SELECT r.id FROM lintel.person_request r WHERE r.invitation_id = link ORDER BY r.made_at DESC, r.id DESC LIMIT 1) newest
      JOIN lintel.notice_confirmation n ON n.invitation_id = link AND split_part(n.notice_version, '.', 2) = newest.id::text) THEN
    RAISE EXCEPTION 'what this person is asked now was not confirmed' USING ERRCODE = 'LN026';
  END IF;`,
]);

/** With the last item of another person's link goes what was recorded of that person, and the link has run out. */
export const ERASE_PERSON = `CREATE FUNCTION lintel.erase_person(item uuid) RETURNS void
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     gone CONSTANT text := '(erased)';
     link uuid;
     about uuid;
   BEGIN
     SELECT i.id, i.investigation_id INTO link, about FROM lintel.clip c JOIN lintel.invitation i ON i.id = c.invitation_id
      WHERE c.id = item AND i.holder <> 'victim' FOR NO KEY UPDATE OF i;
     IF link IS NULL OR EXISTS (SELECT FROM lintel.clip c
          WHERE c.investigation_id = about AND c.invitation_id = link AND c.erased_at IS NULL) THEN RETURN; END IF;
     UPDATE lintel.invitation SET expires_at = least(expires_at, now()) WHERE id = link;
     UPDATE lintel.person_request r SET person_name = gone, asked = gone, reason = gone,
         organisation = CASE WHEN r.organisation <> '' THEN gone ELSE '' END,
         ask = CASE WHEN r.ask <> '' THEN gone ELSE '' END,
         correction = CASE WHEN r.correction <> '' THEN gone ELSE '' END,
         enquiry = CASE WHEN r.enquiry <> '' THEN gone END, necessity = CASE WHEN r.necessity <> '' THEN gone END,
         alternatives = CASE WHEN r.alternatives <> '' THEN gone END,
         views_words = CASE WHEN r.views_words <> '' THEN gone END, told_words = CASE WHEN r.told_words <> '' THEN gone END
       WHERE r.invitation_id = link;
     DELETE FROM lintel.opening o USING custody.record e
       WHERE e.id = o.event_id AND e.investigation = about AND e.type = 'person-asked'
         AND e.event::jsonb #>> '{detail,invitation}' = link::text;
   END $$`;

export const ERASE_ITEM = withMore(ofBaseline('retention/functions.sql', 'lintel.erase_item'), [
  '  RETURN true;\n',
  '  PERFORM lintel.erase_person(item);\n  RETURN true;\n',
]);

const openings = (view: string, id: string): string =>
  `ALTER POLICY officers_read ON lintel.opening USING (CASE
     WHEN subject LIKE 'clip:%' THEN EXISTS (SELECT FROM lintel.clip WHERE id = substr(subject, 6)::uuid)
     WHEN subject LIKE 'investigation:%' THEN (SELECT true FROM ${view} WHERE ${id} = substr(subject, 15)::uuid LIMIT 1)
     ELSE false END)`;

/** What was said of people, how they are reached and why they are asked is for members: in an emergency nobody reads it. */
export const OPENINGS_OF_MEMBERS = openings('scope.changeable', 'changeable_id');
export const OPENINGS_OF_READERS = openings('scope.readable', 'readable_id');
