import { createReadStream } from 'node:fs';
import type { Sha256Hex } from '../../kernel/ids';
import { digestStream, type Digest } from '../../platform/digest';
import { alsoTo, type Scan, type Verdict } from '../../platform/malware';
import {
  CorruptRead,
  withLocalFile,
  type IncomingKey,
  type IncomingStore,
} from '../../platform/object-store';

const TRIES = 3;
const READ_BYTES = 1024 ** 2;

const UNREAD: Scan = {
  write: () => Promise.resolve(),
  end: () => Promise.resolve({ state: 'not-scanned', reason: 'no-scanner', by: null }),
  abandon: () => undefined,
};

/** What is known of some bytes once they have been read: what they hash to, and what a scanner says of the same bytes. */
interface Read<T> {
  readonly value: T;
  readonly scanned: Verdict;
}

/**
 * Reads what arrived until it is sure what it is: as the device had it, or the same twice. A bit can flip between a store and
 * its reader, and what is written down here is what the original is held against for ever. `work` is given a local file
 * with those bytes, while a scanner that was given them in the same pass looks into them. From then on it is out of the reach of
 * who received it.
 * @throws CorruptRead when each reading gives other bytes
 */
export async function readSurely<T>(
  store: IncomingStore,
  key: IncomingKey,
  device: Sha256Hex | null,
  work: (path: string, digest: Digest) => Promise<T>,
  begin: () => Promise<Scan> = () => Promise.resolve(UNREAD),
): Promise<Read<T>> {
  await store.take(key);
  for (let left = TRIES - 1; ; left -= 1) {
    const done = await withLocalFile(store, key, async (path) => {
      const scan = await begin();
      try {
        const bytes = createReadStream(path, { highWaterMark: READ_BYTES });
        const found = await digestStream(alsoTo(scan, bytes));
        if (found.sha256 !== device) {
          // No device has said so: another reading has to. What it said otherwise is believed only after all tries.
          if (device !== null && left > 0) return undefined;
          if ((await digestStream(await store.read(key))).sha256 !== found.sha256) return undefined;
        }
        const scanned = scan.end();
        return { value: await work(path, found), scanned: await scanned };
      } finally {
        scan.abandon();
      }
    });
    if (done !== undefined) return done;
    if (left === 0) throw new CorruptRead();
  }
}
