import { Injectable } from '@nestjs/common';
import type { Sha256Hex } from '../../../kernel/ids';
import type { Transaction } from '../../../platform/database';
import type { TimeStamp } from './domain/time-stamp';

/** What was stamped. */
export type Stamped = { readonly what: 'checkpoint'; readonly size: number } | { readonly what: 'manifest' };

@Injectable()
export class TimestampsRepository {
  /** DER of the token over what has this SHA-256; `undefined` when there is none. */
  async token(tx: Transaction, what: Stamped['what'], imprint: Sha256Hex): Promise<Buffer | undefined> {
    const [row] = await tx.query<{ token: Buffer }>(
      'SELECT token FROM lintel.custody_timestamp WHERE what = $1 AND imprint = $2',
      [what, imprint],
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
    row: { readonly id: string; readonly key: string; readonly of: Stamped; readonly stamp: TimeStamp },
  ): Promise<boolean> {
    const { token, imprint, at, serial, policy, signer, anchored } = row.stamp;
    const size = row.of.what === 'checkpoint' ? row.of.size : null;
    const rows = await tx.query(
      `INSERT INTO lintel.custody_timestamp
         (id, what, checkpoint_size, imprint, token, object_key, at, serial, policy, signer, anchored)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (what, imprint) DO NOTHING RETURNING id`,
      [row.id, row.of.what, size, imprint, token, row.key, at, serial, policy, signer, anchored],
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
