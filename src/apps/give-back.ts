import { performance } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const LOOK_EVERY_MS = 5_000;
const LOOKS_AT_MOST = 64;
/** Share of its time for which a process may work and be idle all the same: it asks for work, and tells that it lives. */
const IDLE = 0.05;
/** What is young in a process that has nothing to do takes 1 MiB. */
const YOUNG_BYTES = 4 * 1024 ** 2;

const youngBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;

function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

/**
 * V8 keeps the 32 MiB that loading or a burst of work needed for as long as nothing else is allocated: an idle process would
 * never give them back. Whoever does nothing is asked to look through its heap, whereupon V8 shrinks it. Where that was in vain, since it
 * still counts what was allocated before, the next look is later.
 */
export function giveBackWhenIdle(): void {
  const collect = collector();
  let before = performance.eventLoopUtilization();
  let looks = 1;
  let left = looks;
  setInterval(() => {
    const now = performance.eventLoopUtilization();
    const isIdle = performance.eventLoopUtilization(now, before).utilization < IDLE;
    before = now;
    if (!isIdle || youngBytes() <= YOUNG_BYTES) {
      looks = left = 1;
      return;
    }
    left -= 1;
    if (left > 0) return;
    collect();
    looks = Math.min(looks * 2, LOOKS_AT_MOST);
    left = looks;
  }, LOOK_EVERY_MS).unref();
}
