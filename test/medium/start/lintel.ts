import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PATIENCE_MS } from '../../support/until';

const ROOT = join(__dirname, '../../..');

/** Waits for `what` to become true or defined. */
export async function until<T>(
  what: () => T | Promise<T>,
  patienceMs = PATIENCE_MS,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const value = await what();
    if (value) return value;
    if (Date.now() > deadline) throw new Error('waited in vain');
    await sleep(50);
  }
}

/** One run of the command, as an operator types it. */
export class Lintel {
  output = '';
  private readonly process: ChildProcess;
  private readonly ended: Promise<number | NodeJS.Signals | null>;

  constructor(args: readonly string[], env: NodeJS.ProcessEnv, as: { uid?: number; gid?: number } = {}) {
    this.process = spawn(process.execPath, [join(ROOT, 'bin/lintel.mjs'), ...args], {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: process.env['TMPDIR'], ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...as,
    });
    this.process.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.process.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.ended = new Promise((resolve) =>
      this.process.on('close', (code, signal) => resolve(code ?? signal)),
    );
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  /** Exit code, or the signal that ended it. */
  end(): Promise<number | NodeJS.Signals | null> {
    return this.ended;
  }

  kill(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null> {
    this.process.kill(signal);
    return this.ended;
  }

  /** What the announcement says after `label`. */
  told(label: string): string {
    return new RegExp(`^ +${label} +(\\S.*)$`, 'm').exec(this.output)?.[1] ?? '';
  }

  async running(): Promise<this> {
    await Promise.race([
      until(() => this.output.includes('Press Ctrl-C')),
      this.ended.then((how) => Promise.reject(new Error(`ended (${how}): ${this.output}`))),
    ]);
    return this;
  }
}

/** A home for an installation of its own, on ports that are free. */
export class Home {
  readonly folder = mkdtempSync(join(tmpdir(), 'lintel run '));
  readonly env = {
    LINTEL_HOME: join(this.folder, 'home'),
    INTAKE_PORT: '0',
    WORKSPACE_PORT: '0',
    WORKER_HEALTH_PORT: '0',
    INTERNAL_PORT: '0',
  };

  start(env: NodeJS.ProcessEnv = {}, as: { uid?: number; gid?: number } = {}): Lintel {
    return new Lintel(['start'], { ...this.env, ...env }, as);
  }

  async run(
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
  ): Promise<{ code: unknown; output: string }> {
    const lintel = new Lintel(args, { ...this.env, ...env });
    const code = await lintel.end();
    return { code, output: lintel.output };
  }

  private get postgresql(): string {
    const record = join(this.env.LINTEL_HOME, 'postgresql.json');
    if (!existsSync(record)) return join(this.env.LINTEL_HOME, 'postgresql');
    const { folder } = JSON.parse(readFileSync(record, 'utf8')) as { folder: string | null };
    return folder ?? join(this.env.LINTEL_HOME, 'postgresql');
  }

  get postmaster(): number | undefined {
    const file = join(this.postgresql, 'data/postmaster.pid');
    return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : undefined;
  }

  /** Processes of this home that run now: name -> pid. */
  children(): Map<string, number> {
    const found = new Map<string, number>();
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      // Not bubblewrap around it, whose arguments are the same.
      if (readProc(pid, 'comm').trim() !== 'node') continue;
      const name = /apps\/(intake|issuer|workspace|worker)\/main\.js/.exec(readProc(pid, 'cmdline'))?.[1];
      if (name !== undefined && readProc(pid, 'environ').includes(this.env.LINTEL_HOME)) {
        found.set(name, Number(pid));
      }
    }
    return found;
  }

  remove(): void {
    const { postgresql } = this;
    if (!postgresql.startsWith(this.folder)) rmSync(postgresql, { recursive: true, force: true });
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function readProc(pid: number | string, file: 'cmdline' | 'comm' | 'environ'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
