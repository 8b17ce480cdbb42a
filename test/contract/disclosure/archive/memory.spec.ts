import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { json } from 'node:stream/consumers';
import { build } from 'esbuild';

const GiB = 1024 ** 3;
const MOST_MEMORY = 128 * 1024 ** 2;
/** Twenty originals, one of them beyond 4 GiB. */
const SIZES = [5 * GiB, ...Array.from({ length: 19 }, () => Math.floor((15 * GiB) / 19) + 1)];

let folder: string;
let temporary: string;
let child: ChildProcess;
let port: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-stream-'));
  temporary = join(folder, 'tmp');
  await mkdir(temporary);
  const program = join(folder, 'child.cjs');
  await build({
    entryPoints: [join(__dirname, 'child.ts')],
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    outfile: program,
    logLevel: 'error',
  });
  child = spawn(process.execPath, [program, JSON.stringify(SIZES)], {
    cwd: temporary,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_NO_WARNINGS: '1',
      NODE_PATH: join(__dirname, '../../../../node_modules'),
      TMPDIR: temporary,
    },
  });
  if (child.stdout === null) throw new Error('the child says nothing');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  port = Number(line);
}, 120_000);

afterAll(async () => {
  child.kill();
  await rm(folder, { recursive: true, force: true });
});

async function fetched(path: string): Promise<IncomingMessage> {
  const [response] = (await once(get({ port, host: '127.0.0.1', path }), 'response')) as [IncomingMessage];
  return response;
}

/** Bytes that a process has made the disk write (proc(5), /proc/PID/io). */
async function written(pid: number | undefined): Promise<number> {
  const text = await readFile(`/proc/${String(pid)}/io`, 'utf8');
  return Number(/^write_bytes: (\d+)$/m.exec(text)?.[1]);
}

it('streams 20 GiB in less than 128 MB of memory, and writes nothing', async () => {
  const response = await fetched('/bundle');
  const promised = Number(response.headers['content-length']);
  expect(promised).toBeGreaterThan(20 * GiB);
  const before = await written(child.pid);
  let bytes = 0;
  response.on('data', (chunk: Buffer) => (bytes += chunk.length));
  await once(response, 'end');
  expect(bytes).toBe(promised);
  const { peakBytes } = (await json(await fetched('/memory'))) as { peakBytes: number };
  expect(peakBytes).toBeLessThan(MOST_MEMORY);
  expect((await written(child.pid)) - before).toBe(0);
  expect(await readdir(temporary)).toEqual([]);
}, 600_000);
