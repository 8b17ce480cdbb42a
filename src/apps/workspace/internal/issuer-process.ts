import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { surroundings } from '../../../config';
import type { Logger } from '../../../platform/observability';
import type { IssuerOrders } from '../../issuer/main';

const PROGRAM = join(__dirname, '../../issuer/main.js');
/** Of Node. The heap of a process that only passes bytes on is small; see `lean.ts` for the collector. */
export const ISSUER_OPTIONS = ['--expose-gc', '--max-semi-space-size=1'];
const RESTART_MS = 300;
const DRAIN_MS = 10_000;

type Said = { listening: number } | { failed: string } | { trouble: string };

/** The process that sends the bytes of bundles, kept running until it is told to stop. It inherits no setting. */
export class IssuerProcess {
  private child: ChildProcess | undefined;
  private wanted = true;

  constructor(
    private orders: IssuerOrders,
    private readonly logger: Logger,
  ) {}

  /** Gives the port. @throws Error when it cannot listen */
  async start(): Promise<number> {
    const child = fork(PROGRAM, [], {
      execArgv: ISSUER_OPTIONS,
      env: surroundings(),
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.child = child;
    child.send(this.orders);
    const [first] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [Said | number];
    if (typeof first !== 'object' || !('listening' in first)) {
      throw new Error(typeof first === 'object' && 'failed' in first ? first.failed : 'the issuer ended');
    }
    child.on('message', (said: Said) => {
      if ('trouble' in said) this.logger.error({ trouble: said.trouble }, 'a bundle could not be sent');
    });
    // Where a free port was taken, intake knows it by now: it comes again on the same.
    this.orders = { ...this.orders, port: first.listening };
    child.once('exit', () => this.again());
    return first.listening;
  }

  /** Lets running downloads go on for a while, then ends them: they can be resumed. */
  async stop(): Promise<void> {
    this.wanted = false;
    const { child } = this;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const killer = setTimeout(() => child.kill('SIGKILL'), DRAIN_MS);
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
    clearTimeout(killer);
  }

  private again(): void {
    if (!this.wanted) return;
    this.logger.error('the process that sends bundles ended; it starts again');
    setTimeout(() => {
      if (!this.wanted) return;
      this.start().catch((error: unknown) => {
        this.logger.error({ err: error }, 'the process that sends bundles did not start');
        this.again();
      });
    }, RESTART_MS);
  }
}
