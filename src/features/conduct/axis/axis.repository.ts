import { Injectable } from '@nestjs/common';
import type { ClipId, IncidentId, InvestigationId, OccasionId } from '../../../kernel/ids';
import type { Transaction } from '../../../platform/database';
import { incidentName, readWhen, type Answers } from '../../diary';
import type { Holder } from '../../invitations';
import { momentOfIncident } from '../domain/moment';
import { momentText } from '../words';

export interface Bounds {
  readonly first: Date | null;
  readonly last: Date | null;
  readonly undatedClips: number;
  readonly undatedIncidents: number;
}

/** Of the axis, in which something lies. */
export interface Step {
  /** From 0. */
  readonly step: number;
  readonly clips: number;
  readonly incidents: number;
  readonly first: ClipId | null;
}

export interface AxisOccasion {
  readonly id: OccasionId;
  readonly number: number;
  readonly at: Date;
  readonly counts: boolean | null;
}

/** A clip or an incident with its time, as the list below the axis shows it. */
export interface AxisItem {
  readonly kind: 'clip' | 'incident';
  readonly id: ClipId | IncidentId;
  /** Of a file, or of the incident. */
  readonly name: string;
  readonly exhibit: string | null;
  /** Of a clip: whose private link it came by; `null` of what an officer added, and in an emergency. */
  readonly sentBy: Holder | null;
  readonly at: Date;
  /** Of an incident: when it was, as far as the victim said. */
  readonly said: string | null;
  readonly chosen: boolean;
  readonly occasion: number | null;
  /** Its footage is gone: it can be put into no occasion any more. */
  readonly erased: boolean;
}

type ItemRow = Omit<AxisItem, 'said'> & {
  readonly number: number | null;
  readonly reference: string | null;
  readonly when: Answers['when'] | null;
  readonly sentAt: Date;
};

const itemOf = ({ number, reference, when, sentAt, ...row }: ItemRow): AxisItem =>
  number === null
    ? { ...row, said: null }
    : {
        ...row,
        name: incidentName(number, reference),
        said: momentText(momentOfIncident(readWhen(when ?? undefined, sentAt))),
      };

const ITEMS = `SELECT * FROM (
  (SELECT 'clip' AS kind, c.id, c.file_name AS name, e.reference AS exhibit,
      (SELECT v.holder FROM lintel.invitation v WHERE v.id = c.invitation_id) AS "sentBy", c.event_at AS at, c.event_by = 'chosen' AS chosen, o.number AS occasion, c.erased_at IS NOT NULL AS erased,
      NULL::int AS number, NULL AS reference, NULL::jsonb AS when, c.sent_at AS "sentAt"
     FROM lintel.clip c LEFT JOIN lintel.exhibit e ON e.clip_id = c.id
     LEFT JOIN lintel.occasion_part p ON p.clip_id = c.id AND p.removed_at IS NULL LEFT JOIN lintel.occasion o ON o.id = p.occasion_id
    WHERE c.investigation_id = $1 AND c.sent_at IS NOT NULL AND c.derived_from IS NULL AND NOT c.written AND c.event_at >= $2 AND c.event_at < $3
      AND c.decided IS DISTINCT FROM 'declined'
    ORDER BY c.event_at, c.id LIMIT $4)
  UNION ALL
  (SELECT 'incident', i.id, '', NULL, NULL, i.said_at, false, o.number, false, i.number, s.reference, i.answers -> 'when', i.sent_at
     FROM lintel.incident i LEFT JOIN lintel.submission s ON s.id = i.submission_id LEFT JOIN lintel.occasion_part p ON p.incident_id = i.id AND p.removed_at IS NULL
     LEFT JOIN lintel.occasion o ON o.id = p.occasion_id
    WHERE i.investigation_id = $1 AND i.said_at >= $2 AND i.said_at < $3 ORDER BY i.said_at, i.id LIMIT $4)) both_kinds
  ORDER BY at, id LIMIT $4`;

/** The series on one axis. Counts come from functions of the database, which ask once whether the officer may read it. */
@Injectable()
export class AxisRepository {
  async bounds(tx: Transaction, id: InvestigationId): Promise<Bounds> {
    const [row] = await tx.query<Bounds>(
      `SELECT first, last, undated_clips AS "undatedClips", undated_incidents AS "undatedIncidents" FROM lintel.series_bounds($1)`,
      [id],
    );
    return row ?? { first: null, last: null, undatedClips: 0, undatedIncidents: 0 };
  }

  async steps(tx: Transaction, id: InvestigationId, from: Date, until: Date, steps: number): Promise<Step[]> {
    return tx.query<Step>('SELECT step, clips, incidents, first FROM lintel.series_steps($1, $2, $3, $4)', [
      id,
      from,
      until,
      steps,
    ]);
  }

  /** Each at its first dated footage, else at what the victim said. */
  async occasions(
    tx: Transaction,
    id: InvestigationId,
    from: Date,
    until: Date,
    limit: number,
  ): Promise<AxisOccasion[]> {
    return tx.query<AxisOccasion>(
      `SELECT o.id, o.number, m.at, (SELECT d.counts FROM lintel.occasion_decision d WHERE d.occasion_id = o.id ORDER BY d.place DESC LIMIT 1) AS counts
         FROM lintel.occasion o
         JOIN (SELECT p.occasion_id, coalesce(min(c.event_at), min(i.said_at)) AS at
                 FROM lintel.occasion_part p JOIN lintel.occasion k ON k.id = p.occasion_id AND k.investigation_id = $1
                 LEFT JOIN lintel.clip c ON c.id = p.clip_id LEFT JOIN lintel.incident i ON i.id = p.incident_id
                WHERE p.removed_at IS NULL GROUP BY p.occasion_id) m ON m.occasion_id = o.id
        WHERE m.at >= $2 AND m.at < $3 ORDER BY m.at, o.number LIMIT $4`,
      [id, from, until, limit],
    );
  }

  async items(
    tx: Transaction,
    id: InvestigationId,
    from: Date,
    until: Date,
    limit: number,
  ): Promise<AxisItem[]> {
    return (await tx.query<ItemRow>(ITEMS, [id, from, until, limit])).map(itemOf);
  }
}
