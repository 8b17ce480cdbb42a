import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { toolFailure } from './errors';
import { LineTooLong, linesOf } from './film/lines';
import type { Sandbox, SandboxJob } from './sandbox';
import { Tail } from './tail';
import { Watchdog, type WatchOptions } from './watchdog';

/** A value that a file names stands in one line, however long the file has made it. Bytes. */
const LONGEST_LINE = 16 * 1024 ** 2;
const MOST_BYTES = 4 * LONGEST_LINE;

/** Hears a tool out, and stops it when it says more than there is room for. @returns what was wrong, with the tool or with who listens */
async function hear(
  stream: Readable,
  most: number,
  onLine: (line: string) => void,
  stop: () => void,
): Promise<Error | undefined> {
  let heard = 0;
  try {
    for await (const line of linesOf(stream, LONGEST_LINE)) {
      heard += line.length;
      if (heard > most) throw new LineTooLong(`more than ${most} bytes`);
      onLine(line);
    }
    return undefined;
  } catch (error) {
    stop();
    return error instanceof Error ? error : new Error('what is no error was thrown', { cause: error });
  }
}

/**
 * Runs a tool in the sandbox on one file and hands each line it writes to `onLine`. Each line counts as progress.
 * @returns the last lines of stderr and how many there were
 * @throws ToolFailed with the same, also when it says too much; SandboxUnavailable; the signal's reason when cancelled; what `onLine` throws
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
    const stop = (): void => guard.stop();
    const said = Promise.all([
      hear(child.stderr, Infinity, (line) => tail.add(line), stop),
      hear(
        child.stdout,
        watch.mostBytes ?? MOST_BYTES,
        (line) => {
          guard.progress();
          onLine(line);
        },
        stop,
      ),
    ]);
    try {
      const [code, signal] = (await closed) as [number | null, NodeJS.Signals | null];
      const wrong = (await said).find((error) => error !== undefined);
      watch.signal?.throwIfAborted();
      if (wrong instanceof LineTooLong) throw toolFailure(job.tool, 'killed', tail.lines, wrong);
      if (wrong !== undefined) throw wrong;
      if (code === 0) return tail;
      const killed = signal !== null || (code ?? 0) > 128;
      throw toolFailure(job.tool, guard.stalled ? 'stalled' : killed ? 'killed' : 'failed', tail.lines);
    } finally {
      guard.end();
    }
  });
}
