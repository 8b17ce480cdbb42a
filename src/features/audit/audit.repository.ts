import { Injectable } from '@nestjs/common';
import type { Actor, EventType } from '../../custody';
import type { ClipId, EventId, ExhibitRef, InvestigationId, OfficerId } from '../../kernel/ids';
import type { JsonObject } from '../../kernel/json';
import type { Transaction } from '../../platform/database';
import { idBounds, type AuditSearch } from './domain/search';

/** One event as auditors see it: who did what and when, and nothing of what the footage shows or is called. */
export interface AuditEvent {
  readonly id: EventId;
  readonly subject: string;
  readonly seq: number;
  readonly at: string;
  readonly type: EventType;
  readonly category: string;
  readonly actor: Actor;
  readonly officerName: string | null;
  readonly investigationId: InvestigationId | null;
  readonly urn: string | null;
  readonly clipId: ClipId | null;
  readonly exhibit: ExhibitRef | null;
  readonly detail: JsonObject;
  /** Why it was done, where a reason was asked for. */
  readonly reason: string | null;
}

export interface TrailLine {
  readonly type: EventType;
  readonly times: number;
  readonly firstId: EventId;
  readonly lastId: EventId;
}

interface Row extends Omit<AuditEvent, 'at' | 'type' | 'category' | 'actor' | 'detail'> {
  readonly event: string;
}

const found = (name: string, columns: string, table: string, condition: string): string =>
  `LEFT JOIN LATERAL (SELECT ${columns} FROM lintel.${table} t WHERE ${condition} LIMIT 1) ${name} ON true`;

/**
 * Who was refused without an account is `unknown`, and no id. What belongs to an event is looked up event by event: how many the
 * function gives is not known beforehand, and the database would read whole tables for them. Auditors are members of nothing:
 * they see the headings of investigations and exhibits.
 */
const EVENTS = `SELECT s.id, s.subject, s.seq::float8 AS seq, s.event, o.display_name AS "officerName",
    i.id AS "investigationId", i.urn, CASE WHEN s.subject LIKE 'clip:%' THEN substr(s.subject, 6)::uuid END AS "clipId",
    e.reference AS exhibit, w.value #>> '{}' AS reason
  FROM lintel.search_log($1, $2, $3, $4, $5, $6, $7) s
  ${found(
    'o',
    't.display_name',
    'officer',
    `t.id = CASE WHEN s.event::jsonb #>> '{actor,kind}' = 'officer' THEN NULLIF(s.event::jsonb #>> '{actor,id}', 'unknown')::uuid END`,
  )}
  ${found('i', 't.id, t.urn', 'investigation_heading', `t.id = (s.event::jsonb ->> 'investigation')::uuid`)}
  ${found('e', 't.reference', 'exhibit_heading', `t.clip_id = CASE WHEN s.subject LIKE 'clip:%' THEN substr(s.subject, 6)::uuid END`)}
  ${found('w', 't.value', 'opening', `t.event_id = s.id AND t.field = 'reason'`)}
  ORDER BY s.id DESC`;

function eventOf({ event, ...row }: Row): AuditEvent {
  const { at, type, category, actor, detail } = JSON.parse(event) as Pick<
    AuditEvent,
    'at' | 'type' | 'category' | 'actor' | 'detail'
  >;
  return { ...row, at, type, category, actor, detail };
}

const earlier = (left: EventId | null, right: EventId | null): EventId | null =>
  left === null ? right : right === null || left < right ? left : right;

@Injectable()
export class AuditRepository {
  /** Newest first; `after` is the last event of the page before. */
  async search(tx: Transaction, search: AuditSearch, most: number, after?: EventId): Promise<AuditEvent[]> {
    const { since, before } = idBounds(search);
    const rows = await tx.query<Row>(EVENTS, [
      search.officer ?? null,
      search.investigation ?? null,
      search.clip === undefined ? null : `clip:${search.clip}`,
      search.type === undefined ? null : [search.type],
      since,
      earlier(before, after ?? null),
      most,
    ]);
    return rows.map(eventOf);
  }

  /** How often a person did what. */
  async trail(tx: Transaction, officer: OfficerId): Promise<TrailLine[]> {
    return tx.query<TrailLine>(
      `SELECT type, times::float8 AS times, first_id AS "firstId", last_id AS "lastId" FROM lintel.trail_of($1)`,
      [officer],
    );
  }

  async investigationByUrn(tx: Transaction, urn: string): Promise<InvestigationId | undefined> {
    const [row] = await tx.query<{ id: InvestigationId }>(
      'SELECT id FROM lintel.investigation_heading WHERE urn = $1',
      [urn],
    );
    return row?.id;
  }

  async urnOf(tx: Transaction, id: InvestigationId): Promise<string | undefined> {
    const [row] = await tx.query<{ urn: string }>(
      'SELECT urn FROM lintel.investigation_heading WHERE id = $1',
      [id],
    );
    return row?.urn;
  }

  async clipOfExhibit(tx: Transaction, id: InvestigationId, reference: string): Promise<ClipId | undefined> {
    const [row] = await tx.query<{ id: ClipId }>(
      'SELECT clip_id AS id FROM lintel.exhibit_heading WHERE investigation_id = $1 AND reference = $2',
      [id, reference],
    );
    return row?.id;
  }

  async exhibitOfClip(tx: Transaction, id: ClipId): Promise<ExhibitRef | undefined> {
    const [row] = await tx.query<{ reference: ExhibitRef }>(
      'SELECT reference FROM lintel.exhibit_heading WHERE clip_id = $1',
      [id],
    );
    return row?.reference;
  }
}
