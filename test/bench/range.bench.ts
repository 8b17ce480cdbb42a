import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { NODE_OPTIONS } from '../../src/apps/cli/start/node-options';
import { signedIn } from '../medium/workspace/client';
import { openWorld, seedCase, seedClip, type World } from '../medium/workspace/world';
import { freePort } from '../support/port';
import { until } from '../support/until';
import { median, type Measured } from './results';

/** MB/s of nginx and of a signed-in officer's player. */
export interface RangeFigure extends Measured {
  /** Medians of the rounds' 99th percentiles, in milliseconds. */
  readonly p99: readonly [baseline: number, value: number];
  /** Milliseconds of the processors for one part, of all threads of the process: what others do meanwhile does not count. */
  readonly processor: readonly [baseline: number, value: number];
}

const MiB = 1024 ** 2;
const FILE_BYTES = 256 * MiB;
const ROUNDS = 5;
/** Before they are measured, as a service that has been up for a minute: V8 translates what is often used only then. */
const WARM_REQUESTS = 500;
const SIZES: readonly (readonly [
  what: string,
  bytes: number,
  clients: number,
  requests: number,
  aim: number,
])[] = [
  ['range of 64 KiB, 8 clients', 64 * 1024, 8, 4_000, 0.35],
  ['range of 4 MiB, 1 client', 4 * MiB, 1, 40, 0.8],
  ['range of 4 MiB, 4 clients', 4 * MiB, 4, 80, 0.8],
];

interface Round {
  readonly perSecond: number;
  readonly p99: number;
}

/** One of those who are compared. */
interface Party {
  readonly rates: readonly number[];
  readonly p99: number;
  readonly processor: number;
}

interface Target {
  readonly pid: number;
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Milliseconds of the processors that a process has used (proc_pid_stat(5), in ticks of 10 ms). */
async function processorOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number) as [number, number];
  return (user + system) * 10;
}

/** One range; gives milliseconds. */
function get(target: Target, agent: Agent, start: number, bytes: number): Promise<number> {
  const from = performance.now();
  const headers = { ...target.headers, Range: `bytes=${start}-${start + bytes - 1}` };
  return new Promise((resolve, reject) => {
    const { port, path } = target;
    request({ host: '127.0.0.1', port, path, headers, agent }, (answer) => {
      let got = 0;
      answer.on('data', (chunk: Buffer) => (got += chunk.length));
      answer.on('end', () => {
        if (answer.statusCode === 206 && got === bytes) resolve(performance.now() - from);
        else reject(new Error(`${path} answered ${answer.statusCode} with ${got} bytes`));
      });
      answer.on('error', reject);
    })
      .on('error', reject)
      .end();
  });
}

async function round(
  target: Target,
  bytes: number,
  clients: number,
  requests: number,
): Promise<{ perSecond: number; p99: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const times: number[] = [];
  let left = requests;
  const from = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (left-- > 0) {
        const start = Math.floor(Math.random() * (FILE_BYTES - bytes));
        times.push(await get(target, agent, start, bytes));
      }
    }),
  );
  const seconds = (performance.now() - from) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  return {
    perSecond: (requests * bytes) / MiB / seconds,
    p99: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
  };
}

async function startNginx(folder: string): Promise<{ port: number; child: ChildProcess }> {
  const port = await freePort();
  // As root it would serve as another user, who may not read the folder.
  const user = process.getuid?.() === 0 ? 'user root; ' : '';
  const configuration = `${user}daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log; worker_processes 1;
events { worker_connections 256; }
http { access_log ${folder}/access.log; sendfile on; client_body_temp_path ${folder}/a; proxy_temp_path ${folder}/b;
  fastcgi_temp_path ${folder}/c; uwsgi_temp_path ${folder}/d; scgi_temp_path ${folder}/e;
  server { listen 127.0.0.1:${port}; root ${folder}; } }`;
  await writeFile(join(folder, 'nginx.conf'), configuration);
  const child = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' });
  return { port, child };
}

/** The workspace as it is installed: a process of its own, beside the one that made the rows. */
async function startWorkspace(world: World): Promise<{ port: number; child: ChildProcess }> {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [...NODE_OPTIONS.workspace, join(__dirname, '../../dist/src/apps/workspace/main.js')],
    {
      stdio: 'ignore',
      env: {
        PATH: process.env['PATH'],
        LINTEL_HOME: world.config.home,
        WORKSPACE_PORT: String(port),
        WORKSPACE_DATABASE_URL: world.database.urls.workspace,
        WORKSPACE_SESSION_SECRET: 'a secret of the bench with at least 32 characters',
        LOG_LEVEL: 'info',
        INTERNAL_SOCKET: join(world.config.home, 'bench.sock'),
      },
    },
  );
  return { port, child };
}

/** Node's own HTTP, which knows nobody: what is left to it is what nginx does that JavaScript does not. */
async function startBare(file: string): Promise<{ port: number; child: ChildProcess }> {
  const child = spawn(process.execPath, [join(__dirname, 'bare-range.mjs'), file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { port: Number(said), child };
}

const isUp = (port: number, path: string): Promise<true | undefined> =>
  fetch(`http://127.0.0.1:${port}${path}`).then(
    () => true as const,
    () => undefined,
  );

/** Parts of one film: nginx that knows nobody and keeps no record but its log, and an officer's player. Needs dist/ and nginx. */
export async function rangeBench(): Promise<RangeFigure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-bench-'));
  const world = await openWorld({
    WORKSPACE_SESSION_SECRET: 'a secret of the bench with at least 32 characters',
  });
  const children: ChildProcess[] = [];
  try {
    const officer = await world.officer();
    const client = await signedIn(world, officer);
    const home = await seedCase(world, officer.id);
    const clip = await seedClip(world, home, { bytes: randomBytes(FILE_BYTES), malware: 'clean' });
    const ticket = await client.call('POST', `/api/v1/clips/${clip.id}/viewings`, { content: 'original' });
    const { rows } = await world.admin.query<{ key: string }>(
      'SELECT evidence_key AS key FROM lintel.clip WHERE id = $1',
      [clip.id],
    );
    await copyFile(join(world.config.objects.root, 'evidence', rows[0]?.key ?? ''), join(folder, 'film'));
    const [nginx, workspace] = [await startNginx(folder), await startWorkspace(world)];
    const bare = await startBare(join(folder, 'film'));
    children.push(nginx.child, workspace.child, bare.child);
    await until('nginx', () => isUp(nginx.port, '/film'));
    await until('the workspace', () => isUp(workspace.port, '/healthz'), 30_000);
    const open = { path: '/film', headers: {} };
    const plain: Target = { ...open, pid: nginx.child.pid ?? 0, port: nginx.port };
    const node: Target = { ...open, pid: bare.child.pid ?? 0, port: bare.port };
    const ours: Target = {
      pid: workspace.child.pid ?? 0,
      port: workspace.port,
      path: ticket.json().contentUrl,
      headers: { Cookie: client.cookie },
    };
    const figures: RangeFigure[] = [];
    for (const [name, bytes, clients, requests, aim] of SIZES) {
      const targets = [plain, ours, node] as const;
      for (const target of targets) await round(target, bytes, clients, WARM_REQUESTS);
      const rounds: [Round[], Round[], Round[]] = [[], [], []];
      const before = await Promise.all(targets.map(({ pid }) => processorOf(pid)));
      for (let number = 0; number < ROUNDS; number += 1)
        for (const [at, target] of targets.entries())
          rounds[at]?.push(await round(target, bytes, clients, requests));
      const after = await Promise.all(targets.map(({ pid }) => processorOf(pid)));
      const party = (at: 0 | 1 | 2): Party => ({
        rates: rounds[at].map(({ perSecond }) => perSecond),
        p99: median(rounds[at].map(({ p99 }) => p99)),
        processor: ((after[at] ?? 0) - (before[at] ?? 0)) / (ROUNDS * requests),
      });
      const base = party(0);
      const beside = ({ rates, p99, processor }: Party): Omit<RangeFigure, 'name'> => ({
        ...{ unit: 'MB/s', better: 'higher', baseline: base.rates, value: rates },
        p99: [base.p99, p99],
        processor: [base.processor, processor],
      });
      figures.push({ name, aim, ...beside(party(1)) }, { name: `bare Node, ${name}`, ...beside(party(2)) });
    }
    return figures;
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await world.close();
    await rm(folder, { recursive: true, force: true });
  }
}
