import { readFileSync, readdirSync } from 'node:fs';

/** Of what has ended since; whatever else keeps a process from being read is an error, or it would count as holding nothing. */
function unlessGone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** Those that one of its threads has started. */
const childrenOf = (pid: string): string[] =>
  (unlessGone(() => readdirSync(`/proc/${pid}/task`)) ?? []).flatMap((thread) =>
    (unlessGone(() => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')) ?? '')
      .split(' ')
      .filter((child) => child !== ''),
  );

/** Bytes that a process and all that came of it hold now: what they share counts once (`Pss` of proc(5)). */
function held(pid = String(process.pid)): number {
  const said = unlessGone(() => readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? '';
  const own = Number(/^Pss:\s+(\d+)/m.exec(said)?.[1] ?? 0) * 1_024;
  return childrenOf(pid).reduce((sum, child) => sum + held(child), own);
}

/** The same in a way that costs nearly nothing and counts what is shared more than once: whether it has grown. */
function roughly(pid = String(process.pid)): number {
  const said = unlessGone(() => readFileSync(`/proc/${pid}/status`, 'utf8')) ?? '';
  const own = [...said.matchAll(/^Rss(?:Anon|Shmem):\s+(\d+)/gm)].reduce(
    (sum, [, kb]) => sum + Number(kb),
    0,
  );
  return childrenOf(pid).reduce((sum, child) => sum + roughly(child), own * 1_024);
}

/** To count a large process exactly takes some 20 ms, so it is done where it holds so much more than at any count before. */
const GROWTH = 1024 ** 2;

/** The most that they held during `work`, beyond what they held before. */
export async function mostHeld(work: () => Promise<unknown>): Promise<number> {
  const before = held();
  let [peak, rough, failure]: [number, number, unknown] = [0, 0, undefined];
  const watch = setInterval(() => {
    try {
      const now = roughly();
      if (now < rough + GROWTH) return;
      rough = now;
      peak = Math.max(peak, held() - before);
    } catch (error) {
      failure = error;
    }
  }, 50);
  await work().finally(() => clearInterval(watch));
  if (failure !== undefined) throw failure as Error;
  return peak;
}
