import { memoryUsage } from 'node:process';

const EVERY_MS = 10;
const SPENT_BYTES = 6 * 1024 ** 2;

/**
 * V8 lets spent chunks lie outside its heap until they are 64 MiB: more than all the rest of this process. While bytes
 * flow it is asked to look after 6 MiB, first only among what is young, where nearly every spent chunk is: that takes
 * less than a millisecond. Only what has grown old needs a look at the whole heap. Needs `--expose-gc`.
 */
export function keepLean(): () => void {
  const { gc } = globalThis;
  if (gc === undefined) return () => undefined;
  let lives = memoryUsage().arrayBuffers;
  const isGrown = (): boolean => memoryUsage().arrayBuffers - lives >= SPENT_BYTES;
  const timer = setInterval(() => {
    if (!isGrown()) return;
    gc({ type: 'minor' });
    if (!isGrown()) return;
    gc();
    lives = memoryUsage().arrayBuffers;
  }, EVERY_MS);
  return () => clearInterval(timer);
}
