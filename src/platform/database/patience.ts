import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '../../kernel/errors';

/** Whoever changes a table waits so long for it at most: behind them waits everybody who wants to read it. Milliseconds. */
export const LOCK_TIMEOUT_MS = 3_000;
/** In which all who waited behind have their turn. */
const PAUSE_MS = 2_000;
const TRIES = 24;

/** The lock was not to be had in time; a deadlock with those who serve. */
const TAKEN = new Set(['55P03', '40P01']);

class TablesInUse extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'tables-in-use';
  constructor(cause: unknown) {
    super(
      'A table that is to be changed was in use all the time: run lintel migrate again once long readings (verify --live, a dump) have ended.',
      { cause },
    );
  }
}

/** Tries again what would have to wait long for a table, for about two minutes. `work` is safe to repeat. @throws TablesInUse */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (!TAKEN.has(String((error as { code?: unknown }).code))) throw error;
      if (tried === TRIES) throw new TablesInUse(error);
      await sleep(PAUSE_MS);
    }
  }
}
