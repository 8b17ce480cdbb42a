import { createReadStream } from 'node:fs';
import type { Sha256Hex } from '../../kernel/ids';
import { hashStream, type Hashed } from '../../platform/digest';
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

/** What is known of some bytes once they have been read: what they hash to, what they are, and what a scanner says of the same bytes. */
interface Read<T> {
  readonly digest: Hashed;
  readonly value: T;
  readonly scanned: Verdict;
}

/**
 * Reads what arrived until it is sure what it is: as the device had it, or the same twice. A bit can flip between a store and
 * its reader, and what is written down here is what the original is held against for ever. `look` is given a local file with
 * those bytes, and a scanner the bytes of the same pass. All three begin together: where the reading is not believed, what the
 * others saw of it is not either. From the first on it is out of the reach of who received it.
 * @throws CorruptRead when each reading gives other bytes
 */
export async function readSurely<T>(
  store: IncomingStore,
  key: IncomingKey,
  device: Sha256Hex | null,
  look: (path: string) => Promise<T>,
  begin: () => Promise<Scan> = () => Promise.resolve(UNREAD),
): Promise<Read<T>> {
  await store.take(key);
  for (let left = TRIES - 1; ; left -= 1) {
    const done = await withLocalFile(store, key, async (path) => {
      const scan = await begin();
      try {
        const read = async (): Promise<Omit<Read<T>, 'value'> | undefined> => {
          const digest = await hashStream(
            alsoTo(scan, createReadStream(path, { highWaterMark: READ_BYTES })),
          );
          if (digest.sha256 !== device) {
            // No device has said so: another reading has to. What it said otherwise is believed only after all tries.
            if (device !== null && left > 0) return undefined;
            if ((await hashStream(await store.read(key))).sha256 !== digest.sha256) return undefined;
          }
          return { digest, scanned: await scan.end() };
        };
        // What both look at is there until both have ended.
        const [found, seen] = await Promise.allSettled([read(), look(path)]);
        if (found.status === 'rejected') throw found.reason;
        if (found.value === undefined) return undefined;
        if (seen.status === 'rejected') throw seen.reason;
        return { ...found.value, value: seen.value };
      } finally {
        scan.abandon();
      }
    });
    if (done !== undefined) return done;
    if (left === 0) throw new CorruptRead();
  }
}
