import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { toolFailure } from './errors';
import type { Sandbox, SandboxJob } from './sandbox';
import { Tail } from './tail';
import { Watchdog, type WatchOptions } from './watchdog';

/**
 * Runs a tool in the sandbox on one file and hands each line it writes to `onLine`. Each line counts as progress.
 * @returns the last lines of stderr and how many there were
 * @throws ToolFailed with the same; SandboxUnavailable; the signal's reason when cancelled
 */
export async function runTool(
  sandbox: Sandbox,
  job: SandboxJob,
  options: readonly string[],
  watch: WatchOptions,
  onLine: (line: string) => void,
): Promise<Tail> {
  return sandbox.enter(job, async (folder) => {
    watch.signal?.throwIfAborted();
    const child = spawn('./launch', options, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const closed = once(child, 'close');
    const guard = new Watchdog(child, watch);
    const tail = new Tail();
    createInterface(child.stderr).on('line', (line) => tail.add(line));
    createInterface(child.stdout).on('line', (line) => {
      guard.progress();
      onLine(line);
    });
    try {
      const [code, signal] = (await closed) as [number | null, NodeJS.Signals | null];
      watch.signal?.throwIfAborted();
      if (code === 0) return tail;
      const killed = signal !== null || (code ?? 0) > 128;
      throw toolFailure(job.tool, guard.stalled ? 'stalled' : killed ? 'killed' : 'failed', tail.lines);
    } finally {
      guard.end();
    }
  });
}
