import { setTimeout as sleep } from 'node:timers/promises';
import { NoProofYet } from '../../../custody';
import type { Database, Transaction } from '../../../platform/database';

const TRIES = 200;
const WAIT_MS = 50;

/**
 * Reads the log at one moment, and again until what was logged a moment ago is signed.
 * @throws NoProofYet when that takes too long
 */
export async function untilSigned<T>(database: Database, read: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await database.snapshot(read);
    } catch (error) {
      if (!(error instanceof NoProofYet) || tries === TRIES) throw error;
      await sleep(WAIT_MS);
    }
  }
}
