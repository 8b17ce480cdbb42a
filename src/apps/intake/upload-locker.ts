import { setTimeout as sleep } from 'node:timers/promises';
import type { Lock, Locker } from '@tus/server';
import { DomainError } from '../../kernel/errors';
import type { SharedLocks } from '../../platform/database';

const LONGEST_MS = 30_000;
const AGAIN_MS = 50;

/** Another request writes this upload and does not end: the same may be asked again. */
class UploadBusy extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'upload-busy';
  constructor() {
    super('This file is being received by another connection. Please try again.');
  }
}

/**
 * One request at a time writes an upload, whichever intake it comes to. A newer request is the better line: the older one
 * is asked to end, as tus wants it.
 */
export class UploadLocker implements Locker {
  /** @param idle when the request at hand writes nothing of an upload any more: the lock is not given back before. */
  constructor(
    private readonly locks: SharedLocks,
    private readonly idle: (id: string) => Promise<void>,
  ) {}

  newLock(id: string): Lock {
    return {
      lock: (signal, cancel) => this.lock(id, signal, cancel),
      unlock: async () => {
        await this.idle(id);
        // Not waited for: on its one line it goes before whatever is asked of a lock later, and with the process it goes, too.
        void this.locks.giveBack(id);
      },
    };
  }

  private async lock(id: string, signal: AbortSignal, cancel: () => Promise<void> | void): Promise<void> {
    const deadline = Date.now() + LONGEST_MS;
    while (!(await this.locks.take(id, () => void cancel()))) {
      if (signal.aborted || Date.now() > deadline) throw new UploadBusy();
      await this.locks.ask(id);
      await sleep(AGAIN_MS);
    }
  }
}

/** Does something with an upload that no request writes meanwhile, whichever intake it came to. @throws UploadBusy */
export async function whileNobodyWrites<T>(
  locks: SharedLocks,
  id: string,
  work: () => Promise<T>,
): Promise<T> {
  const lock = new UploadLocker(locks, () => Promise.resolve()).newLock(id);
  // It is short: nobody needs to ask for its end.
  await lock.lock(new AbortController().signal, () => undefined);
  try {
    return await work();
  } finally {
    await lock.unlock();
  }
}
