import { setTimeout as sleep } from 'node:timers/promises';

const MIN_PAUSE_MS = 5;

/** Passes bytes on, at most so many a second on average. */
export async function* throttled(
  source: AsyncIterable<Uint8Array>,
  bytesPerSecond: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const begun = performance.now();
  let passed = 0;
  for await (const chunk of source) {
    signal.throwIfAborted();
    yield chunk;
    passed += chunk.length;
    const ahead = (passed / bytesPerSecond) * 1_000 - (performance.now() - begun);
    if (ahead > MIN_PAUSE_MS) await sleep(ahead, undefined, { signal });
  }
}
