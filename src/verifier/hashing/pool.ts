import { ThreadPool, type StartThread } from '../../kernel/threads/pool';
import type { BagItem, Place } from '../bag/reader';
import type { Hashed, Hasher, OnBytes } from './hashed';

/** Asking another thread takes longer than hashing this much here. Bytes. */
const SMALL = 256 * 1024;

/** Hashes large files in threads of their own, small ones here. */
export class HashPool implements Hasher {
  readonly #pool: ThreadPool<Place, Hashed>;

  /** @param here hashes a place in this thread */
  constructor(
    start: StartThread<Place, Hashed>,
    private readonly threads: number,
    private readonly here: (place: Place, onBytes: OnBytes) => Promise<Hashed>,
    private readonly onBytes: OnBytes,
  ) {
    this.#pool = new ThreadPool(start, threads, onBytes);
  }

  readonly hash = ({ place, size, path }: BagItem): Promise<Hashed> => {
    if (place?.from === undefined) return Promise.reject(new RangeError(`nobody knows where ${path} lies`));
    if (size < SMALL || this.threads < 2) return this.here(place, this.onBytes);
    return this.#pool.run(place, size);
  };

  readonly end = (): void => this.#pool.end();
}
