import type { Answer, StartThread } from '../../kernel/threads/pool';
import type { Place } from '../bag/reader';
import type { Hashed, Hasher, OnBytes } from '../hashing/hashed';
import { HashPool } from '../hashing/pool';
import { serve } from '../hashing/serve';
import { hashBlob } from './hash-blob';

/** Less is hashed here before another thread has started. Bytes. */
const WORTH_THREADS = 32 * 1024 ** 2;

/** A thread runs the page's own script again: see start-here.ts. */
export function serveThread(): void {
  addEventListener('message', ({ data }: MessageEvent<Place>) => {
    void serve(data, hashBlob, (answer) => postMessage(answer));
  });
}

/** Browsers that give no thread to a page from a disk say so at once, or later by an error of the thread. */
function workerOf(script: string): Worker | undefined {
  try {
    return new Worker(script);
  } catch {
    return undefined;
  }
}

/** Where no thread can be had, its work is done here. */
const startThread =
  (script: string): StartThread<Place, Hashed> =>
  (listen) => {
    let worker = workerOf(script);
    let asked: Place | undefined;
    const work = (place: Place): void => {
      asked = place;
      if (worker === undefined) void serve(place, hashBlob, listen);
      else worker.postMessage(place);
    };
    const here = (): void => {
      worker?.terminate();
      worker = undefined;
      if (asked !== undefined) work(asked);
    };
    worker?.addEventListener('message', ({ data }: MessageEvent<Answer<Hashed>>) => {
      // WebKit gives a page from a disk its threads, but not to them the files that were chosen.
      if ('failed' in data) here();
      else listen(data);
    });
    worker?.addEventListener('error', here);
    return { ask: work, stop: () => worker?.terminate() };
  };

/** Hashes chosen files with all cores. @param total bytes @param source text of the page's script */
export function pageHasher(total: number, source: string, onBytes: OnBytes): Hasher {
  const threads = total < WORTH_THREADS ? 1 : navigator.hardwareConcurrency;
  const script = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const pool = new HashPool(startThread(script), threads, hashBlob, onBytes);
  return {
    hash: pool.hash,
    end: () => {
      pool.end();
      URL.revokeObjectURL(script);
    },
  };
}
