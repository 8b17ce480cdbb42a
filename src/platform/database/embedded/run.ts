import { spawn } from 'node:child_process';

const PATIENCE_MS = 2_000;

/** Whose rights a program gets; undefined keeps ours. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface Outcome {
  /** -1 when the program could not be started at all. */
  readonly code: number;
  /** Standard output, then standard error, without colours or prompts. */
  readonly output: string;
}

/** Runs a program to its end with a bare environment, from a folder that every account can enter. */
export async function run(
  program: string,
  args: readonly string[],
  account: Account | undefined,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: '/',
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...account,
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => {
      resolve({ code: -1, output: error.message });
    });
    let code = -1;
    child.on('exit', (exitCode) => {
      code = exitCode ?? -1;
      // What a program leaves running may keep its pipes open: then what was said by now must do.
      setTimeout(() => child.stdout.destroy(), PATIENCE_MS).unref();
      setTimeout(() => child.stderr.destroy(), PATIENCE_MS).unref();
    });
    child.on('close', () => resolve({ code, output }));
  });
}
