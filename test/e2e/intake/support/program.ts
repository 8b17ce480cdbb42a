import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { NODE_OPTIONS } from '../../../../src/apps/cli/start/node-options';
import type { Starter, StartOptions } from '../../../medium/intake/support/intake';

const ROOT = join(__dirname, '../../../..');

/** Brings dist/ up to date, so that what is tried is what would be started; LINTEL_BUILT says that it is. */
export function buildProgram(): void {
  if (process.env['LINTEL_BUILT'] !== undefined) return;
  execFileSync(process.execPath, [join(ROOT, 'scripts/build.mjs')], { stdio: 'pipe' });
}

export interface Program {
  readonly child: ChildProcess;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

async function startProgram({ env, log }: StartOptions): Promise<Program & { close(): Promise<void> }> {
  const child = fork(join(ROOT, 'dist/src/apps/intake/main.js'), {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    // As a service has it: V8 leaves the code aside that was made for other options.
    execArgv: [...NODE_OPTIONS.intake],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.stdout?.on('data', (text: Buffer) => log(text.toString()));
  child.stderr?.on('data', (text: Buffer) => log(text.toString()));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('intake ended while starting')));
  await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => undefined);
  return { child, kill: () => end('SIGKILL'), close: () => end('SIGTERM') };
}

/** The built program as a process of its own; `programs` holds each one that was started. */
export function programs(): { starter: Starter; last(): Program } {
  const started: Program[] = [];
  return {
    starter: async (options) => {
      const program = await startProgram(options);
      started.push(program);
      return program;
    },
    last: () => {
      const program = started.at(-1);
      if (program === undefined) throw new Error('nothing was started');
      return program;
    },
  };
}
