import { Injectable } from '@nestjs/common';
import type { BundleId, OfficerId, ViewingId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';

/** One download of a bundle by one officer. */
export interface BundleTicket {
  readonly id: ViewingId;
  readonly bundleId: BundleId;
  readonly officerId: OfficerId;
  readonly reason: string;
  readonly expiresAt: Date;
}

@Injectable()
export class TicketsRepository {
  async insert(tx: Transaction, ticket: BundleTicket): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.bundle_ticket (id, bundle_id, officer_id, reason, expires_at) VALUES ($1, $2, $3, $4, $5)`,
      [ticket.id, ticket.bundleId, ticket.officerId, ticket.reason, ticket.expiresAt],
    );
  }

  /** A live ticket of this officer for this bundle. */
  async isLive(tx: Transaction, id: ViewingId, bundle: BundleId, officer: OfficerId): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM lintel.bundle_ticket WHERE id = $1 AND bundle_id = $2 AND officer_id = $3 AND expires_at > now()`,
      [id, bundle, officer],
    );
    return rows.length === 1;
  }
}
