import type { ClipId, InvestigationId, InvitationId, SubmissionId } from '../../kernel/ids';
import { keptByNobody } from '../retention';

/**
 * `messages`: did not reach the victim, or nobody knows. `submissions`: came and are not decided. `failing`: clips with which something went wrong. `deletions`: the doorbell's own,
 * better copy is about to be deleted. `checks`: what an officer still has to see to. `reviews`: what no rule keeps any longer, so
 * that a person decides, and disposals that wait for a second person. `notices`: the victim is still to be told that another person is asked.
 * `parents`: a parent is still to be told that another adult agrees for the child.
 */
export const WORK_KINDS = [
  'messages',
  'submissions',
  'failing',
  'deletions',
  'checks',
  'notices',
  'parents',
  'reviews',
] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

export const WORK_MATTERS = [
  'message-failed',
  'message-refused',
  'message-uncertain',
  'to-decide',
  'diary-only',
  'not-locked',
  'no-copies',
  'object-missing',
  'damaged',
  'bundle-damaged',
  'differs',
  'undecodable',
  'deletion',
  'safe-contact',
  'time',
  'victim-to-tell',
  'parent-to-tell',
  'disposal-to-agree',
  'review-due',
] as const;
export type WorkMatter = (typeof WORK_MATTERS)[number];

/** One thing to see to, in one of the officer's investigations. */
export interface WorkLine {
  /** Of the message, submission, clip or invitation that it is about. */
  readonly id: string;
  readonly matter: WorkMatter;
  readonly investigationId: InvestigationId;
  readonly urn: string;
  /** Since when; of a deletion: from when the copy may be gone. */
  readonly at: Date;
  /** File name, exhibit reference or reference of the submission. */
  readonly name: string;
  /** Clips that wait. */
  readonly count: number | null;
  readonly clipId: ClipId | null;
  readonly submissionId: SubmissionId | null;
  readonly invitationId: InvitationId | null;
}

const line = (
  parts: Record<'id' | 'matter' | 'at' | 'name', string> &
    Partial<Record<'count' | 'clip' | 'submission' | 'invitation', string>>,
): string =>
  `${parts.id} AS id, ${parts.matter} AS matter, i.id AS "investigationId", i.urn, ${parts.at} AS at, ${parts.name} AS name,
   ${parts.count ?? 'NULL::int'} AS count, ${parts.clip ?? 'NULL::uuid'} AS "clipId",
   ${parts.submission ?? 'NULL::uuid'} AS "submissionId", ${parts.invitation ?? 'NULL::uuid'} AS "invitationId"`;

const mineAlsoClosed = (of: string): string =>
  `JOIN scope.changeable m ON m.changeable_id = ${of}.investigation_id
   JOIN lintel.investigation i ON i.id = m.changeable_id`;
const mine = (of: string): string => `${mineAlsoClosed(of)} AND i.closed_at IS NULL`;

/*
 * What must not be there is asked for row by row, so that the database never reads a whole table to answer for the few rows
 * of a page. As a CASE it is taken for as likely as not; a bare IS NULL would be taken for rare, and the joins chosen badly.
 */
const lacks = (select: string): string => `CASE WHEN (${select}) IS NULL THEN true ELSE false END`;

/** A sending with diary entries alone has nothing to decide; it stays in view for so long. */
const DIARY_DAYS = 14;
/** Times are asked for of exhibits that are not older. */
const TIME_DAYS = 28;
/** So long a clip without a picture counts as a new problem; its sending waits for its decision in any case. */
const UNDECODABLE_DAYS = 90;

/**
 * The first rows of each of the officer's open investigations, and of those the first: as many look-ups as they have investigations,
 * whatever else the force holds, by a plan that is the same for whoever has few and whoever has many. `rows` select `id`, `at` and what
 * `parts` name of the investigation `m.id`. Whether that is open, and what it is called, is asked of those alone that come first.
 */
const firstOfMine = (
  rows: string,
  parts: Partial<Parameters<typeof line>[0]> & { readonly matter: string; readonly name: string },
  {
    newestFirst = false,
    alsoClosed = false,
    counted = '',
  }: { readonly newestFirst?: boolean; readonly alsoClosed?: boolean; readonly counted?: string } = {},
): string => {
  const inOrder = newestFirst ? 'ORDER BY r.at DESC, r.id DESC' : 'ORDER BY r.at, r.id';
  return `
SELECT ${line({ id: 'r.id', at: 'r.at', ...parts })}
  FROM (SELECT r.*, m.id AS case_id
          FROM (SELECT changeable_id AS id FROM scope.changeable OFFSET 0) m
         CROSS JOIN LATERAL (SELECT r.* FROM (${rows}) r ${inOrder} LIMIT $1) r
         ${inOrder} OFFSET 0) r
 CROSS JOIN LATERAL (SELECT i.id, i.urn FROM lintel.investigation i WHERE i.id = r.case_id${alsoClosed ? '' : ' AND i.closed_at IS NULL'} OFFSET 0) i
 ${counted}${inOrder} LIMIT $1`;
};

/** A sending is `sent` until its last clip is decided. */
const SUBMISSIONS = firstOfMine(
  `SELECT s.id, s.sent_at AS at, s.reference FROM lintel.submission s
    WHERE s.investigation_id = m.id AND s.state = 'sent'
      AND (s.sent_at > now() - interval '${DIARY_DAYS} days' OR (SELECT c.id FROM lintel.clip c WHERE c.submission_id = s.id LIMIT 1) IS NOT NULL)
      AND ($2::uuid IS NULL OR (s.sent_at, s.id) > (SELECT l.sent_at, l.id FROM lintel.submission l WHERE l.id = $2))`,
  {
    matter: `CASE WHEN n.clips > 0 THEN 'to-decide' ELSE 'diary-only' END`,
    name: 'r.reference',
    count: 'n.waiting',
    submission: 'r.id',
  },
  {
    counted: `CROSS JOIN LATERAL (
      SELECT count(*)::int AS clips, count(*) FILTER (WHERE t.clip_id IS NULL)::int AS waiting
        FROM lintel.clip c LEFT JOIN lintel.triage t ON t.clip_id = c.id
       WHERE c.submission_id = r.id AND c.derived_from IS NULL) n `,
  },
);

/** Until an officer has looked at it. */
const MESSAGES = firstOfMine(
  `SELECT g.id, g.state_at AS at, g.state, g.invitation_id FROM lintel.message g
    WHERE g.investigation_id = m.id AND g.state IN ('failed', 'refused', 'uncertain') AND g.seen_at IS NULL
      AND ($2::uuid IS NULL OR (g.state_at, g.id) > (SELECT l.state_at, l.id FROM lintel.message l WHERE l.id = $2))`,
  { matter: `'message-' || r.state`, name: 'i.urn', invitation: 'r.invitation_id' },
);

/** Of each clip since when something is wrong with it, and the gravest of it. */
const troubled = (known: string, without: string): string => `
SELECT w.clip_id AS id, min(w.at) AS at, (array_agg(w.matter ORDER BY w.rank))[1] AS matter
  FROM (SELECT x.clip_id, x.since AS at, x.kind AS matter,
               CASE x.kind WHEN 'object-missing' THEN 0 WHEN 'damaged' THEN 0 WHEN 'differs' THEN 0 WHEN 'not-locked' THEN 1 ELSE 2 END AS rank
          FROM lintel.clip_trouble x WHERE ${known}
        UNION ALL
        SELECT u.id, u.undecodable_at, 'undecodable', 3 FROM lintel.clip u
         WHERE ${without} AND u.undecodable_at > now() - interval '${UNDECODABLE_DAYS} days' AND (u.decided IS NULL OR u.submission_id IS NULL)) w
 GROUP BY w.clip_id`;

const FAILING = `
WITH b AS (
  SELECT r.bundle_id, r.damaged_since AS at FROM lintel.bundle_reading r WHERE r.damaged_since IS NOT NULL
     AND (SELECT s.state FROM lintel.bundle_state s WHERE s.bundle_id = r.bundle_id ORDER BY s.place DESC LIMIT 1) IN ('sealed', 'superseded')),
p AS (SELECT coalesce((SELECT l.at FROM (${troubled('x.clip_id = $2', 'u.id = $2')}) l), (SELECT l.at FROM b l WHERE l.bundle_id = $2)) AS at)
(${firstOfMine(
  `SELECT w.* FROM (${troubled('x.investigation_id = m.id', 'u.investigation_id = m.id')}) w
    WHERE $2::uuid IS NULL OR (w.at, w.id) > ((SELECT p.at FROM p), $2)`,
  { matter: 'r.matter', name: '(SELECT c.file_name FROM lintel.clip c WHERE c.id = r.id)', clip: 'r.id' },
)})
UNION ALL
(SELECT ${line({ id: 'u.id', matter: `'bundle-damaged'`, at: 'b.at', name: 'u.folder' })}
   FROM b JOIN lintel.bundle u ON u.id = b.bundle_id ${mine('u')}
  WHERE $2::uuid IS NULL OR (b.at, u.id) > ((SELECT p.at FROM p), $2)
  ORDER BY b.at, u.id LIMIT $1)
ORDER BY at, id LIMIT $1`;

const DELETIONS = firstOfMine(
  `SELECT c.id, c.deletion_until AS at, c.deletion_from, c.file_name FROM lintel.clip c
    WHERE c.investigation_id = m.id AND c.deletion_until > now() AND c.deletion_from < now() + make_interval(days => $3)
      AND ($2::uuid IS NULL OR (c.deletion_until, c.id) > (SELECT l.deletion_until, l.id FROM lintel.clip l WHERE l.id = $2))
      AND ${lacks(`SELECT o.id FROM lintel.note o WHERE o.clip_id = c.id AND o.kind = 'ask-original'`)}
      AND ${lacks(`SELECT b.id FROM lintel.clip b WHERE b.replaces = c.id LIMIT 1`)}
      AND (SELECT t.outcome FROM lintel.triage t WHERE t.clip_id = c.id) IS DISTINCT FROM 'declined'`,
  { matter: `'deletion'`, at: 'r.deletion_from', name: 'r.file_name', clip: 'r.id' },
);

/** The newest first, of either matter no more than are asked for. What was chosen at the same moment may still be `time_open`. */
const CHECKS = `
WITH p AS (SELECT coalesce((SELECT l.created_at FROM lintel.invitation l WHERE l.id = $2),
                           (SELECT l.registered_at FROM lintel.exhibit l WHERE l.clip_id = $2)) AS at)
(${firstOfMine(
  `SELECT v.id, v.created_at AS at FROM lintel.invitation v
    WHERE v.investigation_id = m.id AND v.contact_open AND v.holder = 'victim' AND v.revoked_at IS NULL AND v.expires_at > now()
      AND ($2::uuid IS NULL OR (v.created_at, v.id) < ((SELECT p.at FROM p), $2))
      AND ${lacks(`SELECT s.id FROM lintel.safe_contact s WHERE s.invitation_id = v.id LIMIT 1`)}`,
  { matter: `'safe-contact'`, name: 'i.urn', invitation: 'r.id' },
  { newestFirst: true },
)})
UNION ALL
(${firstOfMine(
  `SELECT e.clip_id AS id, e.registered_at AS at, e.reference FROM lintel.exhibit e
    WHERE e.investigation_id = m.id AND e.time_open AND e.registered_at > now() - interval '${TIME_DAYS} days'
      AND ($2::uuid IS NULL OR (e.registered_at, e.clip_id) < ((SELECT p.at FROM p), $2))
      AND ${lacks(`SELECT t.id FROM lintel.time_choice t WHERE t.clip_id = e.clip_id LIMIT 1`)}`,
  { matter: `'time'`, name: 'r.reference', clip: 'r.id' },
  { newestFirst: true },
)})
ORDER BY at DESC, id DESC LIMIT $1`;

/**
 * Oldest first, also in closed investigations and of links that have ended: whoever is to be told is told all the same. What `lintel.victim_is_owed_notice` and
 * `lintel.parent_is_owed_notice` answer of one link stands here as part of the statement: each call of them makes its own statement ready, 60 microseconds for each link.
 */
const toTell = (matter: WorkMatter, later: 'told' | 'parent', done: 'victim_told' | 'parent_told'): string =>
  firstOfMine(
    `SELECT n.id, n.made_at AS at, n.person_name, v.id AS invitation_id
       FROM lintel.invitation v
      CROSS JOIN LATERAL (SELECT q.* FROM lintel.person_request q WHERE q.invitation_id = v.id ORDER BY q.made_at DESC, q.id DESC LIMIT 1) n
      WHERE v.investigation_id = m.id AND v.holder <> 'victim' AND n.${later} = 'later'
        AND ${lacks(`SELECT t.given_on FROM lintel.${done} t WHERE t.request_id = n.id ORDER BY t.made_at DESC, t.id DESC LIMIT 1`)}
        AND ($2::uuid IS NULL OR (n.made_at, n.id) > (SELECT l.made_at, l.id FROM lintel.person_request l WHERE l.id = $2))`,
    { matter: `'${matter}'`, name: 'r.person_name', invitation: 'r.invitation_id' },
    { alsoClosed: true },
  );
const NOTICES = toTell('victim-to-tell', 'told', 'victim_told');
const PARENTS = toTell('parent-to-tell', 'parent', 'parent_told');

/** Also in closed investigations: there above all. A proposal is for supervisors, and not for the one who made it. */
const REVIEWS = `
WITH p AS (SELECT coalesce((SELECT l.proposed_at FROM lintel.disposal l WHERE l.id = $2),
                           (SELECT l.due::timestamptz FROM lintel.retention_due l WHERE l.investigation_id = $2)) AS at)
(SELECT ${line({
  id: 'd.id',
  matter: `'disposal-to-agree'`,
  at: 'd.proposed_at',
  name: 'coalesce(e.reference, c.file_name)',
  clip: 'd.clip_id',
})}
   FROM lintel.disposal d JOIN lintel.clip c ON c.id = d.clip_id LEFT JOIN lintel.exhibit e ON e.clip_id = c.id ${mineAlsoClosed('d')}
     WHERE d.state = 'proposed' AND d.proposed_by <> (SELECT scope.officer()) AND (SELECT scope.role_in('supervisor'))
    AND ($2::uuid IS NULL OR (d.proposed_at, d.id) > ((SELECT p.at FROM p), $2))
  ORDER BY d.proposed_at, d.id LIMIT $1)
UNION ALL
(SELECT ${line({ id: 'i.id', matter: `'review-due'`, at: 'd.due::timestamptz', name: 'i.urn', count: 'n.waiting' })}
   FROM lintel.retention_due d ${mineAlsoClosed('d')}
   CROSS JOIN LATERAL (
     SELECT count(*)::int AS waiting FROM lintel.clip c
      WHERE c.investigation_id = d.investigation_id AND c.derived_from IS NULL AND c.erased_at IS NULL AND c.state = 'master'
        AND ${keptByNobody('c', 'd.investigation_id')}
        AND NOT EXISTS (SELECT FROM lintel.disposal x WHERE x.clip_id = c.id AND x.state IN ('proposed', 'approved', 'erasing'))) n
  WHERE d.due <= current_date AND n.waiting > 0
    AND NOT EXISTS (SELECT FROM lintel.retention_hold h
      WHERE h.investigation_id = d.investigation_id AND h.clip_id IS NULL AND h.lifted_at IS NULL)
    AND ($2::uuid IS NULL OR (d.due::timestamptz, d.investigation_id) > ((SELECT p.at FROM p), $2))
  ORDER BY d.due, d.investigation_id LIMIT $1)
ORDER BY at, id LIMIT $1`;

export const QUERIES: Readonly<Record<WorkKind, { readonly sql: string; readonly usesDays: boolean }>> = {
  messages: { sql: MESSAGES, usesDays: false },
  submissions: { sql: SUBMISSIONS, usesDays: false },
  failing: { sql: FAILING, usesDays: false },
  deletions: { sql: DELETIONS, usesDays: true },
  checks: { sql: CHECKS, usesDays: false },
  notices: { sql: NOTICES, usesDays: false },
  parents: { sql: PARENTS, usesDays: false },
  reviews: { sql: REVIEWS, usesDays: false },
};
