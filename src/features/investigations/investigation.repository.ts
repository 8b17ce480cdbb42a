import { Injectable } from '@nestjs/common';
import type { InvestigationId, OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';

export interface Investigation {
  readonly id: InvestigationId;
  readonly urn: string;
  readonly offence: string;
  readonly oicId: OfficerId;
  readonly oicName: string;
  readonly createdAt: Date;
}

export interface Member {
  readonly officerId: OfficerId;
  readonly displayName: string;
  readonly email: string;
  readonly role: string;
  readonly addedAt: Date;
}

const FIELDS = `i.id, i.urn, i.offence, i.oic_id AS "oicId", o.display_name AS "oicName", i.created_at AS "createdAt"`;
const MINE = `JOIN lintel.officer o ON o.id = i.oic_id
  JOIN lintel.investigation_member m ON m.investigation_id = i.id AND m.officer_id = $1 AND m.removed_at IS NULL`;

@Injectable()
export class InvestigationRepository {
  /** `false` when the URN is taken. */
  async insert(
    tx: Transaction,
    row: Pick<Investigation, 'id' | 'urn' | 'offence' | 'oicId'>,
  ): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO lintel.investigation (id, urn, offence, oic_id) VALUES ($1, $2, $3, $4)
       ON CONFLICT (urn) DO NOTHING RETURNING id`,
      [row.id, row.urn, row.offence, row.oicId],
    );
    return rows.length === 1;
  }

  async mine(
    tx: Transaction,
    officer: OfficerId,
    limit: number,
    after?: InvestigationId,
  ): Promise<Investigation[]> {
    return tx.query<Investigation>(
      `SELECT ${FIELDS} FROM lintel.investigation i ${MINE}
        WHERE $3::uuid IS NULL OR i.urn > (SELECT l.urn FROM lintel.investigation l WHERE l.id = $3)
        ORDER BY i.urn LIMIT $2`,
      [officer, limit, after ?? null],
    );
  }

  async mineById(
    tx: Transaction,
    officer: OfficerId,
    id: InvestigationId,
  ): Promise<Investigation | undefined> {
    const [row] = await tx.query<Investigation>(
      `SELECT ${FIELDS} FROM lintel.investigation i ${MINE} WHERE i.id = $2`,
      [officer, id],
    );
    return row;
  }

  async members(tx: Transaction, id: InvestigationId): Promise<Member[]> {
    return tx.query<Member>(
      `SELECT m.officer_id AS "officerId", o.display_name AS "displayName", o.email, o.role, m.added_at AS "addedAt"
         FROM lintel.investigation_member m JOIN lintel.officer o ON o.id = m.officer_id
        WHERE m.investigation_id = $1 AND m.removed_at IS NULL ORDER BY o.display_name`,
      [id],
    );
  }

  async isMember(tx: Transaction, officer: OfficerId, id: InvestigationId): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM lintel.investigation_member WHERE investigation_id = $1 AND officer_id = $2 AND removed_at IS NULL`,
      [id, officer],
    );
    return rows.length === 1;
  }

  /** `false` when the officer already is a member. */
  async addMember(tx: Transaction, id: InvestigationId, officer: OfficerId, by: OfficerId): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO lintel.investigation_member AS m (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)
       ON CONFLICT (investigation_id, officer_id) DO UPDATE
         SET removed_at = NULL, added_by = excluded.added_by, added_at = now() WHERE m.removed_at IS NOT NULL
       RETURNING officer_id`,
      [id, officer, by],
    );
    return rows.length === 1;
  }

  async removeMember(tx: Transaction, id: InvestigationId, officer: OfficerId): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE lintel.investigation_member SET removed_at = now()
        WHERE investigation_id = $1 AND officer_id = $2 AND removed_at IS NULL RETURNING officer_id`,
      [id, officer],
    );
    return rows.length === 1;
  }
}
