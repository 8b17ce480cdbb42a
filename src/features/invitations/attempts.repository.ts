import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database';

/** What an address (kept only as a hash) has got wrong in this hour. */
@Injectable()
export class AttemptsRepository {
  async failures(tx: Transaction, addressHash: Buffer): Promise<number> {
    const [row] = await tx.query<{ failures: number }>('SELECT lintel.entry_failures($1) AS failures', [
      addressHash,
    ]);
    return row?.failures ?? 0;
  }

  /** Gives how many they are now; 0 when so many addresses are counted in this hour that no further one is. */
  async countFailure(tx: Transaction, addressHash: Buffer): Promise<number> {
    const [row] = await tx.query<{ failures: number }>('SELECT lintel.count_entry_failure($1) AS failures', [
      addressHash,
    ]);
    return row?.failures ?? 0;
  }
}
