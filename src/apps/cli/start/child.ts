import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import type { LogLimits } from '../../../platform/old-logs';
import { say } from '../say';
import { LogFile } from './log-file';

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** A process that ran for so long starts again at once the next time. */
const STEADY_MS = 60_000;
const DRAIN_MS = 30_000;
/** For what it said last; something that it left running may hold its pipes for longer. */
const LAST_WORDS_MS = 2_000;

export interface ChildSpec {
  readonly name: string;
  /** Program and arguments; it is told to stop by the end of its IPC channel. */
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly logs: LogLimits;
}

/** A signal inside a compartment is told as an exit code, as a shell does: 128 and its number. */
function howItEnded(code: number | null, signal: NodeJS.Signals | null): string {
  const known = Object.entries(constants.signals).find(([, number]) => code === 128 + number)?.[0];
  return `ended (${signal ?? known ?? `exit code ${code ?? 0}`})`;
}

/** One of the processes, kept running until it is told to stop. */
export class Child {
  private running: ChildProcess | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly log: LogFile;
  private delay = FIRST_DELAY_MS;
  private wanted = false;
  /** How often it ended without being told to. */
  deaths = 0;

  constructor(private readonly spec: ChildSpec) {
    this.log = new LogFile(spec.logFile, spec.logs);
  }

  get name(): string {
    return this.spec.name;
  }

  start(): void {
    this.wanted = true;
    this.spawn();
  }

  /** Lets it drain; kills it when it has not ended after half a minute. */
  async stop(): Promise<void> {
    this.wanted = false;
    clearTimeout(this.timer);
    const child = this.running;
    if (child === undefined) return;
    await new Promise<unknown>((resolve) => {
      const killer = setTimeout(() => child.kill('SIGKILL'), DRAIN_MS);
      // A process whose channel was closed from here has no `close` of its own: its outputs have.
      const silent = Promise.all(
        [child.stdout, child.stderr].flatMap((stream) =>
          stream === null || stream.closed ? [] : [once(stream, 'close')],
        ),
      );
      child.once('exit', () => {
        clearTimeout(killer);
        const last = setTimeout(resolve, LAST_WORDS_MS);
        silent.then(
          () => {
            clearTimeout(last);
            resolve(undefined);
          },
          () => undefined,
        );
      });
      // Through a compartment no signal gets but the one that ends it.
      if (child.connected) child.disconnect();
      else child.kill('SIGTERM');
    });
  }

  private spawn(): void {
    const { command, env } = this.spec;
    const [file = '', ...rest] = command;
    const startedAt = Date.now();
    // Detached: Ctrl-C in the terminal reaches the supervisor alone, which then stops them in order.
    const child = spawn(file, rest, {
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr]) if (stream !== null) this.log.take(stream);
    this.running = child;
    // A failed spawn is told by `error` and has no `exit`.
    child.once('error', () => this.ended('could not be started', startedAt));
    child.once('exit', (code, signal) => this.ended(howItEnded(code, signal), startedAt));
  }

  private ended(how: string, startedAt: number): void {
    this.running = undefined;
    if (!this.wanted) return;
    this.deaths += 1;
    if (Date.now() - startedAt > STEADY_MS) this.delay = FIRST_DELAY_MS;
    say(`${this.name} ${how}; starting it again in ${this.delay / 1000} s. Its log: ${this.spec.logFile}`);
    this.timer = setTimeout(() => this.spawn(), this.delay);
    this.delay = Math.min(this.delay * 2, LONGEST_DELAY_MS);
  }
}
