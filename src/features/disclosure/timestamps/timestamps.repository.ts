import { Injectable } from '@nestjs/common';
import type { Sha256Hex } from '../../../kernel/ids';
import type { Transaction } from '../../../platform/database';
import type { TimeStamp } from '../../../platform/time-stamps';

@Injectable()
export class TimestampsRepository {
  /** DER of the token over the checkpoint that has this SHA-256; `undefined` when there is none. */
  async token(tx: Transaction, imprint: Sha256Hex): Promise<Buffer | undefined> {
    const [row] = await tx.query<{ token: Buffer }>(
      `SELECT token FROM lintel.custody_timestamp WHERE what = 'checkpoint' AND imprint = $1`,
      [imprint],
    );
    return row?.token;
  }

  /** When the newest token over a checkpoint was stored. */
  async newest(tx: Transaction): Promise<Date | undefined> {
    const [row] = await tx.query<{ at: Date }>(
      `SELECT stored_at AS at FROM lintel.custody_timestamp WHERE what = 'checkpoint' ORDER BY place DESC LIMIT 1`,
    );
    return row?.at;
  }

  /** `false` when there is one already. */
  async insert(
    tx: Transaction,
    row: { readonly id: string; readonly key: string; readonly size: number; readonly stamp: TimeStamp },
  ): Promise<boolean> {
    const { token, imprint, at, serial, policy, signer, anchored } = row.stamp;
    const rows = await tx.query(
      `INSERT INTO lintel.custody_timestamp
         (id, what, checkpoint_size, imprint, token, object_key, at, serial, policy, signer, anchored)
       VALUES ($1, 'checkpoint', $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (what, imprint) DO NOTHING RETURNING id`,
      [row.id, row.size, imprint, token, row.key, at, serial, policy, signer, anchored],
    );
    return rows.length === 1;
  }

  /** The checkpoint over so many leaves, verbatim. */
  async checkpoint(tx: Transaction, size: number): Promise<string | undefined> {
    const [row] = await tx.query<{ note: string }>('SELECT note FROM custody.checkpoint WHERE size = $1', [
      size,
    ]);
    return row?.note;
  }
}
