import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Home, until } from '../medium/start/lintel';
import type { Measured } from './results';
import { ROUNDS, seconds } from './turns';

/** What is meant, as the baseline. */
const AIM = { memory: 350, backends: 12, start: 5 } as const;
/** `lintel start`, and the four that it keeps running. */
const OURS = 5;
/** What a start needed has been given back by then. */
const IDLE_MS = Number(process.env['BENCH_IDLE_SECONDS'] ?? '30') * 1000;

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

const read = (pid: number | string, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
};

function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({
      pid: Number(name),
      parent: Number(/^PPid:\s+(\d+)$/m.exec(read(name, 'status'))?.[1] ?? 0),
      command: read(name, 'cmdline').replaceAll('\0', ' ').trim(),
    }));
}

/** A process and all below it but PostgreSQL: what is around a process counts, too. */
function family(root: number): number[] {
  const all = processes();
  const below = (pid: number): Process[] =>
    all.filter((one) => one.parent === pid && !/postgres/.test(one.command.split(' ')[0] ?? ''));
  const found = [root];
  for (const pid of found) found.push(...below(pid).map((one) => one.pid));
  return found;
}

/** Megabytes: each page counts once, in shares of those who have it (proc(5), smaps_rollup). */
const memoryOf = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + Number(/^Pss:\s+(\d+) kB$/m.exec(read(pid, 'smaps_rollup'))?.[1] ?? 0), 0) /
  1000;

/** Connections that a server holds open: PostgreSQL names the account in each process's title. */
const backendsOf = (postmaster: number): number =>
  processes().filter(
    ({ parent, command }) => parent === postmaster && /^postgres: .*lintel_\w+ /.test(command),
  ).length;

/** `npm start` as npm runs it, less npm. */
class Start {
  private output = '';

  private constructor(readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  /** Until both sides answer. */
  static async served(home: Home): Promise<Start> {
    const { PATH, HOME, TMPDIR } = process.env;
    const start = new Start(
      spawn(process.execPath, [join(__dirname, '../../scripts/start.mjs')], {
        env: { PATH, HOME, TMPDIR, ...home.env },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
    try {
      await until(() => {
        if (start.child.exitCode !== null) throw new Error(`ended: ${start.output}`);
        return start.output.includes('Press Ctrl-C');
      });
      const workspace = /^ +Workspace, for officers +(\S+)$/m.exec(start.output)?.[1] ?? '';
      await until(() =>
        fetch(`${workspace}/readyz`).then(
          ({ status }) => status === 200,
          () => false,
        ),
      );
      return start;
    } catch (error) {
      await start.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await gone;
  }
}

/** Node that does nothing. */
async function bareNode(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e9)'], { stdio: 'ignore' });
  try {
    await sleep(1_000);
    return memoryOf([child.pid ?? 0]);
  } finally {
    child.kill();
  }
}

/** A start on existing data until it serves, and what it holds when nobody asks anything. */
export async function startBench(): Promise<Measured[]> {
  const home = new Home();
  const figures = { memory: [] as number[], backends: [] as number[], start: [] as number[] };
  const bare: number[] = [];
  try {
    await (await Start.served(home)).stop();
    for (let round = 0; round < ROUNDS; round += 1) {
      let start: Start | undefined;
      figures.start.push(await seconds(async () => (start = await Start.served(home))));
      await sleep(IDLE_MS);
      figures.memory.push(memoryOf(family(start?.child.pid ?? 0)));
      bare.push(OURS * (await bareNode()));
      figures.backends.push(backendsOf(home.postmaster ?? 0));
      await start?.stop();
    }
    const row = (name: string, unit: string, of: keyof typeof AIM): Measured => ({
      ...{
        name,
        unit,
        better: 'lower',
        aim: 1,
        baseline: figures[of].map(() => AIM[of]),
        value: figures[of],
      },
    });
    return [
      row('idle memory of all processes, beside the aim', 'MB', 'memory'),
      {
        name: 'idle memory, beside as many bare processes of Node',
        unit: 'MB',
        better: 'lower',
        baseline: bare,
        value: figures.memory,
      },
      row('idle connections to PostgreSQL, beside the aim', 'connections', 'backends'),
      row('npm start on existing data until it serves, beside the aim', 's', 'start'),
    ];
  } finally {
    home.remove();
  }
}
