import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { toolFailure } from './errors';
import type { Sandbox } from './sandbox';
import { Tail } from './tail';
import { Watchdog, type WatchOptions } from './watchdog';

/**
 * Runs ffprobe in the sandbox on one file and hands each line it writes to `onLine` (fluent-ffmpeg's own ffprobe can
 * neither be cancelled nor streamed, so this one is spawned). Each line counts as progress.
 * @returns the last lines of stderr and how many there were
 * @throws ToolFailed with the same; SandboxUnavailable; the signal's reason when cancelled
 */
export async function ffprobe(
  sandbox: Sandbox,
  input: string,
  options: readonly string[],
  watch: WatchOptions,
  onLine: (line: string) => void,
): Promise<Tail> {
  return sandbox.enter({ tool: 'ffprobe', input }, async (folder) => {
    watch.signal?.throwIfAborted();
    const child = spawn('./launch', [...options, '-i', 'clip'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
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
      throw toolFailure('ffprobe', guard.stalled ? 'stalled' : killed ? 'killed' : 'failed', tail.lines);
    } finally {
      guard.end();
    }
  });
}
