import { createReadStream } from 'node:fs';
import type { Sha256Hex } from '../../kernel/ids';
import { digestStream, type Digest } from '../../platform/digest';
import {
  CorruptRead,
  withLocalFile,
  type IncomingKey,
  type IncomingStore,
} from '../../platform/object-store';

const TRIES = 3;

/**
 * Reads what arrived until it is sure what it is: as the device had it, or the same twice. A bit can flip between a store and
 * its reader, and what is written down here is what the original is held against for ever. `work` is given a local file
 * with those bytes. From then on it is out of the reach of who received it.
 * @throws CorruptRead when each reading gives other bytes
 */
export async function readSurely<T>(
  store: IncomingStore,
  key: IncomingKey,
  device: Sha256Hex | null,
  work: (path: string, digest: Digest) => Promise<T>,
): Promise<T> {
  await store.take(key);
  for (let left = TRIES - 1; ; left -= 1) {
    const first = await digestStream(await store.read(key));
    const done = await withLocalFile(store, key, async (path) => {
      // A local file is the object itself; a copy was read a second time.
      const second = await digestStream(createReadStream(path));
      if (second.sha256 !== first.sha256) return undefined;
      if (device !== null && device !== second.sha256 && left > 0) return undefined;
      return { value: await work(path, second) };
    });
    if (done !== undefined) return done.value;
    if (left === 0) throw new CorruptRead();
  }
}
