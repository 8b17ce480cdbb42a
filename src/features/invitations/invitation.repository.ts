import { Injectable } from '@nestjs/common';
import type { InvestigationId, InvitationId, OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { Holder } from './domain/holder';

/** An invitation as officers see it: neither token nor code can be read back. */
export interface Invitation {
  readonly id: InvitationId;
  readonly investigationId: InvestigationId;
  /** What officers call it, to tell it from others; empty when it has no name. */
  readonly name: string;
  readonly holder: Holder;
  /** The name of another person, as it was recorded last; `null` for the victim. */
  readonly person: string | null;
  /** When another person last said that they give nothing. */
  readonly declinedAt: Date | null;
  /** When they last sent something after that. */
  readonly sentSince: Date | null;
  readonly state: 'open' | 'locked' | 'expired' | 'revoked';
  readonly openedAt: Date | null;
  /** Since when so many codes were wrong that new places have to wait; a new code ends it. */
  readonly guessedAt: Date | null;
  readonly expiresAt: Date;
  readonly createdAt: Date;
}

interface NewRow {
  readonly id: InvitationId;
  readonly investigationId: InvestigationId;
  readonly name: string;
  readonly holder: Holder;
  readonly tokenHash: Buffer;
  readonly codeHash: string;
  readonly expiresAt: Date;
  readonly createdBy: OfficerId;
}

const FIELDS = `id, investigation_id AS "investigationId", name, holder, declined_at AS "declinedAt",
  (SELECT max(s.sent_at) FROM lintel.submission s WHERE s.invitation_id = invitation.id AND s.sent_at > invitation.declined_at) AS "sentSince",
  (SELECT r.person_name FROM lintel.person_request r WHERE r.invitation_id = invitation.id ORDER BY r.made_at DESC, r.id DESC LIMIT 1) AS person, opened_at AS "openedAt", guessed_at AS "guessedAt", expires_at AS "expiresAt",
  created_at AS "createdAt", CASE WHEN revoked_at IS NOT NULL THEN 'revoked' WHEN expires_at <= now() THEN 'expired'
    WHEN locked_at IS NOT NULL THEN 'locked' ELSE 'open' END AS state`;

/** The officers' view of invitations. */
@Injectable()
export class InvitationRepository {
  async insert(tx: Transaction, row: NewRow): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.invitation (id, investigation_id, token_hash, code_hash, expires_at, created_by, name, holder)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        row.id,
        row.investigationId,
        row.tokenHash,
        row.codeHash,
        row.expiresAt,
        row.createdBy,
        row.name,
        row.holder,
      ],
    );
  }

  /** Newest first; `after` is the last one of the page before. */
  async ofInvestigation(
    tx: Transaction,
    id: InvestigationId,
    limit: number,
    after?: InvitationId,
  ): Promise<Invitation[]> {
    return tx.query<Invitation>(
      `SELECT ${FIELDS} FROM lintel.invitation WHERE investigation_id = $1 AND ($3::uuid IS NULL OR
          (created_at, id) < (SELECT l.created_at, l.id FROM lintel.invitation l WHERE l.id = $3))
        ORDER BY created_at DESC, id DESC LIMIT $2`,
      [id, limit, after ?? null],
    );
  }

  async byId(tx: Transaction, id: InvitationId): Promise<Invitation | undefined> {
    const [row] = await tx.query<Invitation>(`SELECT ${FIELDS} FROM lintel.invitation WHERE id = $1`, [id]);
    return row;
  }

  async insertPass(
    tx: Transaction,
    row: {
      readonly tokenHash: Buffer;
      readonly invitationId: InvitationId;
      readonly officerId: OfficerId;
      readonly place: string;
      readonly expiresAt: Date;
    },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.assisted_pass (token_hash, invitation_id, officer_id, place, expires_at)
       VALUES ($1, $2, $3, $4, $5)`,
      [row.tokenHash, row.invitationId, row.officerId, row.place, row.expiresAt],
    );
  }

  /** `false` when it already was revoked. */
  async revoke(tx: Transaction, id: InvitationId): Promise<boolean> {
    const rows = await tx.query(
      'UPDATE lintel.invitation SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL RETURNING id',
      [id],
    );
    return rows.length === 1;
  }

  async extend(
    tx: Transaction,
    row: {
      readonly id: InvitationId;
      readonly by: OfficerId;
      readonly from: Date;
      readonly until: Date;
      readonly reason: string;
    },
  ): Promise<void> {
    await tx.query('UPDATE lintel.invitation SET expires_at = $2 WHERE id = $1', [row.id, row.until]);
    await tx.query(
      `INSERT INTO lintel.invitation_extension (invitation_id, officer_id, expired_at, expires_at, reason)
       VALUES ($1, $2, $3, $4, $5)`,
      [row.id, row.by, row.from, row.until, row.reason],
    );
  }

  /** The newest record of what another person is asked has been erased. */
  async isForgotten(tx: Transaction, id: InvitationId): Promise<boolean> {
    const [row] = await tx.query<{ forgotten: boolean }>(
      `SELECT forgotten_at IS NOT NULL AS forgotten FROM lintel.person_request
        WHERE invitation_id = $1 ORDER BY made_at DESC, id DESC LIMIT 1`,
      [id],
    );
    return row?.forgotten === true;
  }

  /**
   * A new code and a new end. PostgreSQL unlocks the link, and sets apart what was not sent under the code before. False, and nothing is done,
   * where it ends at another time than `known`.
   */
  async renew(
    tx: Transaction,
    id: InvitationId,
    codeHash: string,
    expiresAt: Date,
    known: Date | undefined,
  ): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE lintel.invitation SET code_hash = $2, expires_at = $3
        WHERE id = $1 AND ($4::timestamptz IS NULL OR date_trunc('milliseconds', expires_at) = $4) RETURNING id`,
      [id, codeHash, expiresAt, known ?? null],
    );
    return rows.length > 0;
  }
}
