import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);
const EVERY_MS = 50;

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

interface Used {
  /** That no later process has. */
  readonly name: string;
  readonly pid: number;
  readonly parent: number;
  /** Of the processors (proc_pid_stat(5), in ticks of 10 ms). */
  readonly seconds: number;
}

function used(pid: string): Used {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const seconds = (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
  return { name: `${pid} ${fields[19] ?? ''}`, pid: Number(pid), parent: Number(fields[1] ?? 0), seconds };
}

/** Who started a process. */
export const parentOf = (pid: number): number => used(String(pid)).parent;

/** A process and all below it. */
function family(root: number): Used[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(used);
  const found = all.filter(({ pid }) => pid === root);
  for (const one of found) found.push(...all.filter(({ parent }) => parent === one.pid));
  return found;
}

/**
 * Seconds of the processors that a process and all below it use while `work` runs. They are looked at all the time, since bubblewrap
 * does not wait for what it has started, and the kernel then counts that for nobody. What the looking takes is not the work's, and is
 * taken off where this process is the one that is looked at.
 */
export async function processorDuring(pid: number, work: () => Promise<unknown>): Promise<number> {
  const before = new Map(family(pid).map(({ name, seconds }) => [name, seconds]));
  const last = new Map<string, number>();
  let looked = 0;
  const look = (): void => {
    const start = process.cpuUsage();
    for (const { name, seconds } of family(pid)) last.set(name, seconds);
    const { user, system } = process.cpuUsage(start);
    looked += (user + system) / 1e6;
  };
  const looking = setInterval(look, EVERY_MS);
  try {
    await work();
  } finally {
    clearInterval(looking);
  }
  look();
  const all = [...last].reduce((sum, [name, seconds]) => sum + seconds - (before.get(name) ?? 0), 0);
  return pid === process.pid ? all - looked : all;
}

/** Seconds of the processors that a command uses: what others do meanwhile does not count. */
export async function processorFor(command: readonly string[], cwd: string): Promise<number> {
  const { stdout } = await run('sh', ['-c', '"$@" >/dev/null && times', 'sh', ...command], { cwd });
  const parts = [...(stdout.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  return parts.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}
