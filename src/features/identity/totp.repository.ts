import { Injectable } from '@nestjs/common';
import type { OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';

export interface TotpRow {
  readonly sealedSecret: Buffer;
  readonly confirmedAt: Date | null;
  readonly lastStep: number;
}

@Injectable()
export class TotpRepository {
  async find(tx: Transaction, id: OfficerId): Promise<TotpRow | undefined> {
    const [row] = await tx.query<TotpRow>(
      `SELECT sealed_secret AS "sealedSecret", confirmed_at AS "confirmedAt", last_step::float8 AS "lastStep"
         FROM lintel.officer_totp WHERE officer_id = $1`,
      [id],
    );
    return row;
  }

  /** `false` when there is a confirmed one, which stays. */
  async put(tx: Transaction, id: OfficerId, sealedSecret: Buffer): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO lintel.officer_totp AS t (officer_id, sealed_secret) VALUES ($1, $2)
       ON CONFLICT (officer_id) DO UPDATE SET sealed_secret = excluded.sealed_secret, created_at = now(), last_step = 0
         WHERE t.confirmed_at IS NULL RETURNING officer_id`,
      [id, sealedSecret],
    );
    return rows.length === 1;
  }

  async confirm(tx: Transaction, id: OfficerId): Promise<void> {
    await tx.query('UPDATE lintel.officer_totp SET confirmed_at = now() WHERE officer_id = $1', [id]);
  }

  /** `false` when a code of this step or a later one was taken meanwhile. */
  async useStep(tx: Transaction, id: OfficerId, step: number): Promise<boolean> {
    const rows = await tx.query(
      'UPDATE lintel.officer_totp SET last_step = $2 WHERE officer_id = $1 AND last_step < $2 RETURNING officer_id',
      [id, step],
    );
    return rows.length === 1;
  }

  async remove(tx: Transaction, id: OfficerId): Promise<boolean> {
    await tx.query('DELETE FROM lintel.recovery_code WHERE officer_id = $1', [id]);
    const rows = await tx.query(
      'DELETE FROM lintel.officer_totp WHERE officer_id = $1 RETURNING officer_id',
      [id],
    );
    return rows.length === 1;
  }

  async replaceCodes(tx: Transaction, id: OfficerId, hashes: readonly Buffer[]): Promise<void> {
    await tx.query('DELETE FROM lintel.recovery_code WHERE officer_id = $1', [id]);
    await tx.query(
      'INSERT INTO lintel.recovery_code (officer_id, code_hash) SELECT $1, h FROM unnest($2::bytea[]) AS h',
      [id, hashes],
    );
  }

  /** `false` when there is no such code, or it was used before. */
  async useCode(tx: Transaction, id: OfficerId, hash: Buffer): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE lintel.recovery_code SET used_at = now()
        WHERE officer_id = $1 AND code_hash = $2 AND used_at IS NULL RETURNING officer_id`,
      [id, hash],
    );
    return rows.length === 1;
  }

  async codesLeft(tx: Transaction, id: OfficerId): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM lintel.recovery_code WHERE officer_id = $1 AND used_at IS NULL',
      [id],
    );
    return row?.count ?? 0;
  }
}
