import { parentPort } from 'node:worker_threads';
import { nodeThreads } from '../../kernel/threads/node-thread';
import type { StartThread } from '../../kernel/threads/pool';
import type { Place } from '../bag/reader';
import type { Hashed } from '../hashing/hashed';
import { hashPlace } from '../hashing/hash-place';
import { serve } from '../hashing/serve';

/** What a script does that was started by `threadsOf`. */
export function serveThread(): void {
  const port = parentPort;
  port?.on('message', (place: Place) => void serve(place, hashPlace, (answer) => port.postMessage(answer)));
}

/** Starts threads of a script that calls `serveThread`. Where no thread can be had, its work is done here. */
export const threadsOf = (script: string): StartThread<Place, Hashed> =>
  nodeThreads(script, (place, listen) => serve(place, hashPlace, listen));
