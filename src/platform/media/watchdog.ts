import type { ChildProcess } from 'node:child_process';

/** Kills with the whole process group. Bubblewrap's own children die with it (its process namespace ends). */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group does not exist yet (the program has not called setsid) or not any more.
    child.kill('SIGKILL');
  }
}

export interface WatchOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds without a sign of progress after which the job is stopped. */
  readonly stallMs: number;
  /** What is kept of a tool's words has an end; `Infinity` where each is forgotten once it was heard. Bytes, default 64 MiB. */
  readonly mostBytes?: number;
}

/** Frames of which a decoder gives no sign, decoded in the time in which one sign is expected at the least. */
const SILENT_FRAMES = 1_000;

/** How long to wait for a sign where the index hides frames: they are decoded, and nobody is told. */
export const patience = (stallMs: number, hidden: number): number =>
  Math.round(stallMs * (1 + hidden / SILENT_FRAMES));

/** Stops a job that is cancelled, or that has shown no progress for too long however long it may run in all. */
export class Watchdog {
  stalled = false;
  private timer: NodeJS.Timeout | undefined;
  private over = false;
  /** Waits for something else than the job, less those within them that are for the job again. */
  private elsewhere = 0;
  private readonly abort = (): void => killGroup(this.child);

  constructor(
    private readonly child: ChildProcess,
    private readonly options: WatchOptions,
  ) {
    options.signal?.addEventListener('abort', this.abort, { once: true });
    if (options.signal?.aborted === true) this.abort();
    this.progress();
  }

  /** It is not to go on. */
  stop(): void {
    killGroup(this.child);
  }

  /** The job has moved on. */
  progress(): void {
    clearTimeout(this.timer);
    if (this.over || this.elsewhere > 0) return;
    this.timer = setTimeout(() => {
      this.stalled = true;
      killGroup(this.child);
    }, this.options.stallMs);
  }

  /** Waits for what has a watchdog of its own, while the job is given nothing or nothing is taken of it: it does not stand still by itself. */
  unwatched<T>(wait: () => T | Promise<T>): Promise<T> {
    return this.during(1, wait);
  }

  /** Waits for the job again, within such a wait. */
  watched<T>(wait: () => T | Promise<T>): Promise<T> {
    return this.during(-1, wait);
  }

  private async during<T>(change: 1 | -1, wait: () => T | Promise<T>): Promise<T> {
    this.elsewhere += change;
    this.progress();
    try {
      return await wait();
    } finally {
      this.elsewhere -= change;
      this.progress();
    }
  }

  end(): void {
    this.over = true;
    clearTimeout(this.timer);
    this.options.signal?.removeEventListener('abort', this.abort);
  }
}
