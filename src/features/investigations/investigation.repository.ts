import { Injectable } from '@nestjs/common';
import type { InvestigationId, OfficerId } from '../../kernel/ids';
import { seenOf, type Seen } from '../../kernel/seen';
import type { Transaction } from '../../platform/database';
import { asked, SEARCH_OF_MINE, type Filter } from './investigation.search';

export interface Investigation {
  readonly id: InvestigationId;
  readonly urn: string;
  readonly offence: string;
  /** Empty when it belongs to no team. */
  readonly team: string;
  readonly oicId: OfficerId;
  readonly oicName: string;
  /** Whether that officer's account is on. */
  readonly oicActive: boolean;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
}

/** What may be known of an investigation by somebody who is no member: nothing of what it is about. */
export type Heading = Pick<
  Investigation,
  'id' | 'urn' | 'team' | 'oicId' | 'oicName' | 'oicActive' | 'closedAt'
>;

export interface Details {
  readonly offence: string;
  readonly team: string;
  readonly oicId: OfficerId;
  readonly state: 'open' | 'closed';
}

/** What the pages show of what they change. */
export const detailsSeen = ({ offence, team, oicId, closedAt }: Investigation): Seen =>
  seenOf([offence, team, oicId, closedAt === null]);
export const headingSeen = ({ team, oicId }: Heading): Seen => seenOf([team, oicId]);

const FIELDS = `i.id, i.urn, i.offence, i.team, i.oic_id AS "oicId", o.display_name AS "oicName", o.disabled_at IS NULL AS "oicActive",
  i.created_at AS "createdAt", i.closed_at AS "closedAt"`;
const MINE = `JOIN lintel.officer o ON o.id = i.oic_id
  JOIN lintel.investigation_member m ON m.investigation_id = i.id AND m.officer_id = $1 AND m.removed_at IS NULL`;

const HEADING = `SELECT i.id, i.urn, i.team, i.oic_id AS "oicId", o.display_name AS "oicName", o.disabled_at IS NULL AS "oicActive", i.closed_at AS "closedAt"
  FROM lintel.investigation_heading i JOIN lintel.officer o ON o.id = i.oic_id`;

/** Officer $1 is a member of investigation $2, or is let in in an emergency that has not ended. */
const MAY_ENTER = `EXISTS (SELECT FROM lintel.investigation_member m
      WHERE m.investigation_id = $2 AND m.officer_id = $1 AND m.removed_at IS NULL)
  OR EXISTS (SELECT FROM lintel.emergency_access e
      WHERE e.investigation_id = $2 AND e.officer_id = $1 AND e.ended_at IS NULL AND e.ends_at > now())`;

@Injectable()
export class InvestigationRepository {
  /** With the acting officer as officer in the case and first member. `false` when the URN is taken. */
  async open(tx: Transaction, row: Pick<Investigation, 'id' | 'urn' | 'offence' | 'team'>): Promise<boolean> {
    const [answer] = await tx.query<{ opened: boolean }>(
      'SELECT lintel.open_investigation($1, $2, $3, $4) AS opened',
      [row.id, row.urn, row.offence, row.team],
    );
    return answer?.opened === true;
  }

  /** By URN. */
  async mine(
    tx: Transaction,
    filter: Filter,
    limit: number,
    after?: InvestigationId,
  ): Promise<Investigation[]> {
    return tx.query<Investigation>(
      `SELECT ${FIELDS} FROM ${SEARCH_OF_MINE} i JOIN lintel.officer o ON o.id = i.oic_id ORDER BY i.urn LIMIT $9`,
      asked(filter, limit, after),
    );
  }

  async mineById(
    tx: Transaction,
    officer: OfficerId,
    id: InvestigationId,
  ): Promise<Investigation | undefined> {
    const [row] = await tx.query<Investigation>(
      `SELECT ${FIELDS} FROM lintel.investigation i JOIN lintel.officer o ON o.id = i.oic_id
        WHERE i.id = $2 AND (${MAY_ENTER})`,
      [officer, id],
    );
    return row;
  }

  async mineByUrn(tx: Transaction, officer: OfficerId, urn: string): Promise<Investigation | undefined> {
    const [row] = await tx.query<Investigation>(
      `SELECT ${FIELDS} FROM lintel.investigation i ${MINE} WHERE i.urn = $2`,
      [officer, urn],
    );
    return row;
  }

  /** Of any investigation, for a supervisor; of their own, for others. */
  async heading(tx: Transaction, id: InvestigationId): Promise<Heading | undefined> {
    const [row] = await tx.query<Heading>(`${HEADING} WHERE i.id = $1`, [id]);
    return row;
  }

  /** The same; capitals do not matter where they do not tell two apart. */
  async headingByUrn(tx: Transaction, urn: string): Promise<Heading | undefined> {
    const [row] = await tx.query<Heading>(`${HEADING} WHERE i.id = lintel.investigation_by_urn($1)`, [urn]);
    return row;
  }

  /** Until the transaction ends nobody else changes who leads it, or what it is called. */
  async lockDetails(tx: Transaction, id: InvestigationId): Promise<void> {
    await tx.query(`SELECT lintel.in_turn('details', $1)`, [id]);
  }

  async change(tx: Transaction, id: InvestigationId, details: Details): Promise<void> {
    await tx.query(
      `UPDATE lintel.investigation SET offence = $2, team = $3, oic_id = $4,
              closed_at = CASE WHEN $5 THEN coalesce(closed_at, now()) END WHERE id = $1`,
      [id, details.offence, details.team, details.oicId, details.state === 'closed'],
    );
  }

  /** A supervisor's say. `false` when the new officer in the case is no member. */
  async assign(tx: Transaction, id: InvestigationId, team: string, oic: OfficerId): Promise<boolean> {
    const [answer] = await tx.query<{ assigned: boolean }>(
      'SELECT lintel.assign_investigation($1, $2, $3) AS assigned',
      [id, team, oic],
    );
    return answer?.assigned === true;
  }

  async isMember(tx: Transaction, officer: OfficerId, id: InvestigationId): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM lintel.investigation_member WHERE investigation_id = $1 AND officer_id = $2 AND removed_at IS NULL`,
      [id, officer],
    );
    return rows.length === 1;
  }

  async mayEnter(tx: Transaction, officer: OfficerId, id: InvestigationId): Promise<boolean> {
    const [row] = await tx.query<{ may: boolean }>(`SELECT ${MAY_ENTER} AS may`, [officer, id]);
    return row?.may === true;
  }
}
