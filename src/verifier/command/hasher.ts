import { availableParallelism } from 'node:os';
import type { BagItem } from '../bag/reader';
import { hashPlace } from '../hashing/hash-place';
import type { Hasher } from '../hashing/hashed';
import { HashPool } from '../hashing/pool';
import { showProgress, type ProgressOutput } from './progress';
import { threadsOf } from './thread';

/** Less is hashed here before another thread has started. Bytes. */
const WORTH_THREADS = 64 * 1024 ** 2;
/** More would only wait for the disk. */
const MOST_THREADS = 16;

export interface HasherChoices {
  /** A script that calls `serveThread`. */
  readonly script: string;
  /** Default: as many as there are cores for this process. */
  readonly threads?: number;
  readonly output?: ProgressOutput;
}

/** Hashes files of this machine with all its cores. */
export function machineHasher(items: readonly BagItem[], { script, threads, output }: HasherChoices): Hasher {
  const total = items.reduce((sum, { size }) => sum + size, 0);
  const count = threads ?? (total < WORTH_THREADS ? 1 : Math.min(MOST_THREADS, availableParallelism()));
  const onBytes = output === undefined ? () => undefined : showProgress(total, output);
  return new HashPool(threadsOf(script), count, hashPlace, onBytes);
}
