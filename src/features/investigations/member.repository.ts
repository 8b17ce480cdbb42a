import { Injectable } from '@nestjs/common';
import type { InvestigationId, OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { Role } from '../identity';

export interface Member {
  /** The officer's. */
  readonly id: OfficerId;
  readonly displayName: string;
  readonly email: string;
  readonly role: Role;
  /** `false` once the account is closed: the officer is a member still, and cannot come in. */
  readonly active: boolean;
  readonly addedAt: Date;
}

@Injectable()
export class MemberRepository {
  /** By name. */
  async all(tx: Transaction, id: InvestigationId, limit: number, after?: OfficerId): Promise<Member[]> {
    return tx.query<Member>(
      `SELECT o.id, o.display_name AS "displayName", o.email, o.role, o.disabled_at IS NULL AS active, m.added_at AS "addedAt"
         FROM lintel.investigation_member m JOIN lintel.officer o ON o.id = m.officer_id
        WHERE m.investigation_id = $1 AND m.removed_at IS NULL
          AND ($3::uuid IS NULL OR (o.display_name, o.id) > (SELECT l.display_name, l.id FROM lintel.officer l WHERE l.id = $3))
        ORDER BY o.display_name, o.id LIMIT $2`,
      [id, limit, after ?? null],
    );
  }

  async count(tx: Transaction, id: InvestigationId): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM lintel.investigation_member WHERE investigation_id = $1 AND removed_at IS NULL',
      [id],
    );
    return row?.count ?? 0;
  }

  async roleOf(tx: Transaction, officer: OfficerId): Promise<Role | undefined> {
    const [row] = await tx.query<{ role: Role }>('SELECT role FROM lintel.officer WHERE id = $1', [officer]);
    return row?.role;
  }

  /** `false` when the officer already is a member. */
  async add(tx: Transaction, id: InvestigationId, officer: OfficerId, by: OfficerId): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO lintel.investigation_member AS m (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)
       ON CONFLICT (investigation_id, officer_id) DO UPDATE
         SET removed_at = NULL, added_by = excluded.added_by, added_at = now() WHERE m.removed_at IS NOT NULL
       RETURNING officer_id`,
      [id, officer, by],
    );
    return rows.length === 1;
  }

  /** Holds the seat until `tx` ends; `false` when the officer has none. */
  async hold(tx: Transaction, id: InvestigationId, officer: OfficerId): Promise<boolean> {
    const rows = await tx.query(
      `SELECT officer_id FROM lintel.investigation_member
        WHERE investigation_id = $1 AND officer_id = $2 AND removed_at IS NULL FOR UPDATE`,
      [id, officer],
    );
    return rows.length === 1;
  }

  async remove(tx: Transaction, id: InvestigationId, officer: OfficerId): Promise<void> {
    await tx.query(
      `UPDATE lintel.investigation_member SET removed_at = now()
        WHERE investigation_id = $1 AND officer_id = $2 AND removed_at IS NULL`,
      [id, officer],
    );
  }
}
