import { parentPort, Worker } from 'node:worker_threads';
import type { Place } from '../bag/reader';
import { hashPlace } from '../hashing/hash-place';
import type { Answer, StartThread } from '../hashing/pool';
import { serve } from '../hashing/serve';

/** What a script does that was started by `threadOf`. */
export function serveThread(): void {
  const port = parentPort;
  port?.on('message', (place: Place) => void serve(place, hashPlace, (answer) => port.postMessage(answer)));
}

/** Starts threads of a script that calls `serveThread`. Where no thread can be had, its work is done here. */
export const threadsOf =
  (script: string): StartThread =>
  (listen) => {
    const worker = new Worker(script);
    let asked: Place | undefined;
    let isGone = false;
    const ask = (place: Place): void => {
      asked = place;
      if (isGone) void serve(place, hashPlace, listen);
      else worker.postMessage(place);
    };
    worker.on('message', (answer: Answer) => listen(answer));
    worker.on('error', () => {
      isGone = true;
      if (asked !== undefined) ask(asked);
    });
    return { ask, stop: () => void worker.terminate() };
  };
