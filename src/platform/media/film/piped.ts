import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { toolFailure } from '../errors';
import { readProgress } from '../progress';
import type { Sandbox, SandboxJob } from '../sandbox';
import { Tail } from '../tail';
import { Watchdog, type WatchOptions } from '../watchdog';
import { atRest } from './rest';
import type { Run } from './strips';
import { patienceOf, Written } from './written';

export interface Pipes {
  /** What the tool is given. */
  readonly stdin: Writable;
  /** What it gives. */
  readonly stdout: Readable;
  readonly written: Written;
  /** Lets the tool rest, unwatched. */
  readonly hold: Wait;
  /** Waits for what has a watchdog of its own, while the tool is given nothing or nothing is taken of it. */
  readonly unwatched: Wait;
  /** Waits for the tool again, within such a wait. */
  readonly watched: Wait;
}

type Wait = <T>(wait: () => T | Promise<T>) => Promise<T>;

/** Bytes handed on are progress, too: raw pictures are gone before the tool counts them. */
export type Moved = () => void;

/**
 * Runs a tool in the sandbox, ffmpeg unless another is named, with both of its pipes in the hands of `use`.
 * @returns what `use` gave, and what the tool complained of although it finished
 * @throws ToolFailed; SandboxUnavailable; whatever `use` throws; the signal's reason when cancelled
 */
export async function runPiped<T>(
  sandbox: Sandbox,
  job: Omit<SandboxJob, 'tool'> & Partial<Pick<SandboxJob, 'tool'>>,
  options: readonly string[],
  watch: WatchOptions,
  use: (pipes: Pipes, moved: Moved) => Promise<T>,
): Promise<{ readonly result: T; readonly complaints: Tail }> {
  const { tool = 'ffmpeg' } = job;
  return sandbox.enter({ ...job, tool }, async (folder) => {
    watch.signal?.throwIfAborted();
    const child = spawn('./launch', options, { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] });
    const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
    const guard = new Watchdog(child, watch);
    const complaints = new Tail();
    const done = new Written(patienceOf(watch.stallMs));
    const progress = readProgress(({ frames }) => {
      guard.progress();
      done.note(frames);
    });
    createInterface(child.stderr).on('line', (line) => {
      if (!progress(line)) complaints.add(line);
    });
    // A tool that ends early closes its end: its own message tells why, not this pipe's.
    child.stdin.on('error', () => undefined);
    try {
      const outcome = await Promise.allSettled([
        use(
          {
            stdin: child.stdin,
            stdout: child.stdout,
            written: done,
            hold: (wait) => guard.unwatched(() => atRest(child, wait)),
            unwatched: (wait) => guard.unwatched(wait),
            watched: (wait) => guard.watched(wait),
          },
          () => guard.progress(),
        ).catch((error: unknown) => {
          stop(child);
          throw error;
        }),
        closed,
      ]);
      watch.signal?.throwIfAborted();
      const [used, ended] = outcome;
      const [code, signal] = ended.status === 'fulfilled' ? ended.value : [null, null];
      const ending = guard.stalled ? 'stalled' : signal !== null || (code ?? 0) > 128 ? 'killed' : 'failed';
      if (used.status === 'rejected') {
        if (code === 0 || !(used.reason instanceof PipeClosed)) throw used.reason;
        throw toolFailure(tool, ending, complaints.lines, used.reason);
      }
      if (ended.status === 'rejected') throw ended.reason;
      if (code !== 0) throw toolFailure(tool, ending, complaints.lines);
      return { result: used.value, complaints };
    } finally {
      guard.end();
    }
  });
}

/** A pipe was closed at its other end, or before it gave all: the tool's own ending says why. */
class PipeClosed extends Error {
  override readonly name = 'PipeClosed';
}

function stop(child: ChildProcess): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-(child.pid ?? 0), 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

/** Writes, and comes back when the pipe has taken it. @throws when the tool has gone */
export function written(pipe: Writable, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    pipe.write(bytes, (error) => (error ? reject(new PipeClosed(error.message)) : resolve()));
  });
}

/** Says that no more comes. */
export function finished(pipe: Writable): Promise<void> {
  return new Promise((resolve) => pipe.end(() => resolve()));
}

/**
 * Cuts a stream into pieces whose bytes belong where `runs` say. A piece may be changed, and is used again for another: `turns - 1` later ones may be asked
 * for while it is still being written.
 * @throws PipeClosed when the stream ends within a piece
 */
export async function* piecesOf(stream: Readable, runs: readonly Run[], turns = 3): AsyncGenerator<Buffer> {
  const bytes = runs.reduce((sum, { length }) => sum + length, 0);
  const buffers = Array.from({ length: turns }, () => Buffer.alloc(bytes));
  let [turn, at, filled] = [0, 0, 0];
  for await (const chunk of stream) {
    const data = chunk as Buffer;
    let taken = 0;
    while (taken < data.length) {
      const piece = buffers[turn % turns] as Buffer;
      const { start, length } = runs[at] as Run;
      const part = Math.min(length - filled, data.length - taken);
      data.copy(piece, start + filled, taken, taken + part);
      [taken, filled] = [taken + part, filled + part];
      if (filled < length) continue;
      [at, filled] = [at + 1, 0];
      if (at < runs.length) continue;
      yield piece;
      [turn, at] = [turn + 1, 0];
    }
  }
  if (at > 0 || filled > 0) throw new PipeClosed('the stream ended within a picture');
}
