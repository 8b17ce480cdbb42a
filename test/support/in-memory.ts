import { statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';

/** What a whole run holds is less than half of it. */
const ENOUGH_MEMORY_BYTES = 8 * 2 ** 30;

/**
 * Where a service of the tests keeps its files: in memory, where there is much. A run makes and removes hundreds of databases of a thousand
 * files each, and a file system that looks for places of files which have just gone took a tenth of all processor time; Ceph waits for the disk
 * with each object.
 */
export function inMemory(): string {
  const memory = '/dev/shm';
  try {
    const { bavail, bsize } = statfsSync(memory);
    return Math.min(bavail * bsize, freemem()) > ENOUGH_MEMORY_BYTES ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}
