import { memoryUsage } from 'node:process';

const EVERY_MS = 10;
const SPENT_BYTES = 16 * 1024 ** 2;

/**
 * V8 lets spent chunks lie outside its heap until they are 64 MiB: more than all the rest of this process. While bytes
 * flow it is asked to look after 16 MiB; the heap is small, so a look takes milliseconds. Needs `--expose-gc`.
 */
export function keepLean(): () => void {
  const { gc } = globalThis;
  if (gc === undefined) return () => undefined;
  let lives = memoryUsage().arrayBuffers;
  const timer = setInterval(() => {
    if (memoryUsage().arrayBuffers - lives < SPENT_BYTES) return;
    gc();
    lives = memoryUsage().arrayBuffers;
  }, EVERY_MS);
  return () => clearInterval(timer);
}
