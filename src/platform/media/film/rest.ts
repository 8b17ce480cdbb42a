import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Stops a tool for as long as something else is waited for. A decoder whose pictures are not taken goes on until eight wait between each
 * two of its threads, which of 4K are 200 MB; it has no option for fewer.
 */
export async function atRest<T>(child: ChildProcess, wait: () => T | Promise<T>): Promise<T> {
  const tool = toolOf(child);
  signal(tool, 'SIGSTOP');
  try {
    return await wait();
  } finally {
    signal(tool, 'SIGCONT');
  }
}

/** The tool itself, below those that shut it in: they take no signal for it. `undefined` once it has gone. */
function toolOf({ pid, exitCode, signalCode }: ChildProcess): number | undefined {
  if (exitCode !== null || signalCode !== null) return undefined;
  let tool = pid;
  for (let below = pid; below !== undefined; below = childOf(below)) tool = below;
  return tool;
}

function childOf(pid: number): number | undefined {
  try {
    const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
    return Number(child) || undefined;
  } catch {
    return undefined;
  }
}

function signal(pid: number | undefined, name: 'SIGSTOP' | 'SIGCONT'): void {
  try {
    if (pid !== undefined) process.kill(pid, name);
  } catch {
    // It has ended meanwhile.
  }
}
