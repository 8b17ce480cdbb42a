import { Injectable } from '@nestjs/common';
import type { ClipId, ExhibitRef, IncidentId, InvestigationId } from '../../../kernel/ids';
import { PLANNED_EACH_TIME, type Transaction } from '../../../platform/database';
import { afterItem, beforeItem, EVENT_ORDER, EVENT_ORDER_BACK, makeInSql } from '../../footage';
import type { Holder } from '../../invitations';
import type { AdditionKind } from '../additions/domain';
import type { ItemFilter, ItemSort } from './filter';

/** An item in a list, with what tells it from others at a glance. */
export interface ItemRow {
  readonly id: ClipId;
  readonly fileName: string;
  readonly sentAt: Date;
  readonly eventAt: Date | null;
  readonly eventBy: 'chosen' | 'likely' | null;
  readonly locked: boolean;
  readonly erased: boolean;
  readonly lost: boolean;
  readonly proxy: 'made' | 'failed' | null;
  readonly sheet: boolean;
  /** Why there is no viewing copy. */
  readonly why: string | null;
  readonly seconds: number | null;
  /** A recording of sound without any picture. */
  readonly soundAlone: boolean;
  readonly make: string | null;
  readonly addedAs: AdditionKind | null;
  /** Whose private link it came by; `null` of what an officer added, and in an emergency. */
  readonly sentBy: Holder | null;
  readonly outcome: 'accepted' | 'declined' | null;
  readonly exhibit: ExhibitRef | null;
  readonly description: string | null;
  readonly incidentId: IncidentId | null;
  readonly incident: number | null;
  /** Of the sending with which the incident came. */
  readonly incidentReference: string | null;
  readonly differs: boolean;
  readonly asked: boolean;
  /** Malware was found in it, and nobody has decided yet. */
  readonly quarantined: boolean;
}

/** An item beside another in the order of events. */
export interface Beside {
  readonly id: ClipId;
  /** Its viewing copy is there. */
  readonly watchable: boolean;
}

export interface ItemCounts {
  readonly waiting: number;
  readonly accepted: number;
  readonly declined: number;
  readonly items: number;
}

const MAKE = makeInSql('c');
const TROUBLE = `SELECT FROM lintel.clip_trouble x WHERE x.clip_id = c.id`;
const QUARANTINED = `EXISTS (SELECT FROM lintel.malware_state m WHERE m.clip_id = c.id AND m.quarantined)`;
const ASKED = `EXISTS (SELECT FROM lintel.note n WHERE n.clip_id = c.id AND n.kind = 'ask-original' AND n.answered_at IS NULL)`;

/** What the victim wrote, as the search of all pages reads it: no name of a question, nothing that was ticked. A line goes on in the next one. */
const VICTIM_WORDS = `regexp_replace(lower(lintel.diary_words(i.answers)), '\\s+', ' ', 'g')`;

/** Planned with what is asked for: what is not asked costs nothing. $1 to $7 are `conditions`. */
const MATCHES = `c.investigation_id = $1 AND c.sent_at IS NOT NULL AND c.derived_from IS NULL AND NOT c.written
  AND ($2::text IS NULL OR CASE $2
    WHEN 'waiting' THEN c.erased_at IS NULL AND c.submission_id IS NOT NULL AND c.decided IS NULL
    WHEN 'accepted' THEN c.decided = 'accepted'
    WHEN 'declined' THEN c.decided = 'declined'
    WHEN 'making' THEN c.erased_at IS NULL AND NOT EXISTS (SELECT FROM lintel.rendition r WHERE r.clip_id = c.id AND r.kind = 'proxy')
    WHEN 'no-picture' THEN EXISTS (SELECT FROM lintel.rendition r WHERE r.clip_id = c.id AND r.kind = 'proxy' AND r.state = 'failed')
    ELSE c.erased_at IS NOT NULL END)
  AND ($3::text IS NULL OR CASE $3
    WHEN 'differs' THEN c.device_sha256 <> c.stored_sha256
    WHEN 'asked' THEN ${ASKED}
    WHEN 'quarantined' THEN ${QUARANTINED}
    WHEN 'trouble' THEN EXISTS (${TROUBLE})
    WHEN 'no-time' THEN c.event_at IS NULL
    WHEN 'time-not-chosen' THEN c.event_by IS DISTINCT FROM 'chosen'
    ELSE NOT EXISTS (SELECT FROM lintel.incident_clip k WHERE k.clip_id = c.id) END)
  AND ($4::text IS NULL OR ${MAKE} = $4)
  AND ($5::timestamptz IS NULL OR c.placed_at >= $5) AND ($6::timestamptz IS NULL OR c.placed_at < $6)
  AND ($7::text IS NULL OR strpos(lower(c.file_name), $7) > 0
    OR EXISTS (SELECT FROM lintel.exhibit e WHERE e.clip_id = c.id AND (strpos(lower(e.reference), $7) > 0 OR strpos(lower(e.description), $7) > 0))
    OR EXISTS (SELECT FROM lintel.incident_clip k JOIN lintel.incident i ON i.id = k.incident_id
                WHERE k.clip_id = c.id AND strpos(${VICTIM_WORDS}, regexp_replace($7, '\\s+', ' ', 'g')) > 0))`;

const conditions = (id: InvestigationId, filter: ItemFilter): unknown[] => [
  id,
  filter.state ?? null,
  filter.flag ?? null,
  filter.make ?? null,
  filter.from ?? null,
  filter.until ?? null,
  filter.words?.toLowerCase() ?? null,
];

const NAME_PLACE = '((SELECT l.name_key FROM lintel.clip l WHERE l.id = $9), $9::uuid)';

/** What is shown of each, looked up for the page alone. */
const SHOWN = `SELECT c.id, c.file_name AS "fileName", c.sent_at AS "sentAt", c.event_at AS "eventAt", c.event_by AS "eventBy",
    c.master_at IS NOT NULL AS locked, c.erased_at IS NOT NULL AS erased,
    EXISTS (${TROUBLE} AND x.kind IN ('object-missing', 'damaged')) AS lost, p.state AS proxy, s.clip_id IS NOT NULL AS sheet, p.why,
    (c.media->>'duration')::float8 AS seconds, c.media->>'audio' IS NOT NULL AND c.media->>'video' IS NULL AS "soundAlone", ${MAKE} AS make, a.kind AS "addedAs", t.outcome,
    (SELECT v.holder FROM lintel.invitation v WHERE v.id = c.invitation_id) AS "sentBy",
    e.reference AS exhibit, e.description, i.id AS "incidentId", i.number AS incident, b.reference AS "incidentReference",
    coalesce(c.device_sha256 <> c.stored_sha256, false) AS differs, ${ASKED} AS asked,
    ${QUARANTINED} AS quarantined
  FROM page JOIN lintel.clip c ON c.id = page.id
  LEFT JOIN lintel.addition a ON a.clip_id = c.id
  LEFT JOIN lintel.triage t ON t.clip_id = c.id
  LEFT JOIN lintel.exhibit e ON e.clip_id = c.id
  LEFT JOIN lintel.incident_clip k ON k.clip_id = c.id
  LEFT JOIN lintel.incident i ON i.id = k.incident_id
  LEFT JOIN lintel.submission b ON b.id = i.submission_id
  LEFT JOIN lintel.rendition p ON p.clip_id = c.id AND p.kind = 'proxy'
  LEFT JOIN lintel.rendition s ON s.clip_id = c.id AND s.kind = 'contact-sheet' AND s.state = 'made'`;

const paged = (after: string, order: string): string =>
  `${PLANNED_EACH_TIME} WITH page AS MATERIALIZED (SELECT c.id FROM lintel.clip c
     WHERE ${MATCHES} AND ($9::uuid IS NULL OR ${after}) ORDER BY ${order} LIMIT $8) ${SHOWN} ORDER BY ${order}`;

const IN_EVENT_ORDER = paged(afterItem('$9'), EVENT_ORDER);
const NEWEST_FIRST = paged(beforeItem('$9'), EVENT_ORDER_BACK);
const BY_NAME = paged(`(c.name_key, c.id) > ${NAME_PLACE}`, 'c.name_key, c.id');

const BESIDE = `SELECT c.id, c.erased_at IS NULL AND EXISTS (SELECT FROM lintel.rendition r
    WHERE r.clip_id = c.id AND r.kind = 'proxy' AND r.state = 'made') AND NOT lintel.is_held(c.id) AS watchable
  FROM lintel.clip c WHERE c.investigation_id = $1 AND c.sent_at IS NOT NULL AND c.derived_from IS NULL AND NOT c.written`;

/** Everything that was sent or added to an investigation, as lists show it. */
@Injectable()
export class ItemsViewRepository {
  async page(
    tx: Transaction,
    id: InvestigationId,
    filter: ItemFilter,
    sort: ItemSort,
    limit: number,
    after?: ClipId,
  ): Promise<ItemRow[]> {
    return tx.query<ItemRow>(sort === 'event' ? IN_EVENT_ORDER : sort === 'name' ? BY_NAME : NEWEST_FIRST, [
      ...conditions(id, filter),
      limit,
      after ?? null,
    ]);
  }

  /** All that match, in the order of events. */
  async matching(tx: Transaction, id: InvestigationId, filter: ItemFilter, limit: number): Promise<ClipId[]> {
    const rows = await tx.query<{ id: ClipId }>(
      `${PLANNED_EACH_TIME} SELECT c.id FROM lintel.clip c WHERE ${MATCHES} ORDER BY ${EVENT_ORDER} LIMIT $8`,
      [...conditions(id, filter), limit],
    );
    return rows.map((row) => row.id);
  }

  async countMatching(tx: Transaction, id: InvestigationId, filter: ItemFilter): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      `${PLANNED_EACH_TIME} SELECT count(*)::int AS count FROM lintel.clip c WHERE ${MATCHES}`,
      conditions(id, filter),
    );
    return row?.count ?? 0;
  }

  async next(tx: Transaction, id: InvestigationId, clip: ClipId): Promise<Beside | undefined> {
    const [row] = await tx.query<Beside>(`${BESIDE} AND ${afterItem('$2')} ORDER BY ${EVENT_ORDER} LIMIT 1`, [
      id,
      clip,
    ]);
    return row;
  }

  async previous(tx: Transaction, id: InvestigationId, clip: ClipId): Promise<Beside | undefined> {
    const [row] = await tx.query<Beside>(
      `${BESIDE} AND ${beforeItem('$2')} ORDER BY ${EVENT_ORDER_BACK} LIMIT 1`,
      [id, clip],
    );
    return row;
  }

  async counts(tx: Transaction, id: InvestigationId): Promise<ItemCounts> {
    const [row] = await tx.query<ItemCounts>(
      'SELECT waiting, accepted, declined, items FROM lintel.evidence_counts($1)',
      [id],
    );
    return row ?? { waiting: 0, accepted: 0, declined: 0, items: 0 };
  }

  /** Of those, the ones with a small picture that may be shown, and which copy that is. */
  async pictured(
    tx: Transaction,
    id: InvestigationId,
    clips: readonly ClipId[],
  ): Promise<{ readonly id: ClipId; readonly content: 'thumbnail' | 'contact-sheet' }[]> {
    return tx.query(
      `SELECT DISTINCT ON (c.id) c.id, r.kind AS content FROM lintel.clip c JOIN lintel.rendition r ON r.clip_id = c.id AND r.state = 'made'
          AND (r.kind = 'thumbnail' OR r.kind = 'contact-sheet' AND c.media->>'kind' = 'picture')
        WHERE c.id = ANY($2::uuid[]) AND c.investigation_id = $1 AND c.erased_at IS NULL AND c.master_at IS NOT NULL
          AND NOT (EXISTS (SELECT FROM lintel.malware_scan i WHERE i.clip_id IN (c.id, c.derived_from) AND i.state = 'infected')
            AND lintel.is_held(c.id))
        ORDER BY c.id, r.kind DESC`,
      [id, clips],
    );
  }
}
