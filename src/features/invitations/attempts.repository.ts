import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database';

/** What a link leads to, and what counts the wrong codes for it. */
export type DoorTable = 'invitation' | 'bundle_issue';

/** Wrong codes by door, wrong links by address: the same for her link and for a recipient's. */
@Injectable()
export class AttemptsRepository {
  async addressFailures(tx: Transaction, addressHash: Buffer): Promise<number> {
    const [row] = await tx.query<{ failures: number }>('SELECT lintel.entry_failures($1) AS failures', [
      addressHash,
    ]);
    return row?.failures ?? 0;
  }

  async countAddressFailure(tx: Transaction, addressHash: Buffer): Promise<void> {
    await tx.query('SELECT lintel.count_entry_failure($1)', [addressHash]);
  }

  /** Counts one wrong code; gives the failures so far, or `undefined` when it had been locked meanwhile. */
  async countFailure(tx: Transaction, table: DoorTable, id: string): Promise<number | undefined> {
    const [row] = await tx.query<{ failed: number }>(
      `UPDATE lintel.${table} SET failed_attempts = failed_attempts + 1
        WHERE id = $1 AND locked_at IS NULL RETURNING failed_attempts AS failed`,
      [id],
    );
    return row?.failed;
  }

  async lock(tx: Transaction, table: DoorTable, id: string): Promise<void> {
    await tx.query(`UPDATE lintel.${table} SET locked_at = now() WHERE id = $1`, [id]);
  }
}
