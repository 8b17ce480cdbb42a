import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { json } from 'node:stream/consumers';
import { build } from 'esbuild';

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;

let folder: string;
let temporary: string;
let program: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-stream-'));
  temporary = join(folder, 'tmp');
  await mkdir(temporary);
  program = join(folder, 'child.cjs');
  await build({
    entryPoints: [join(__dirname, 'child.ts')],
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    outfile: program,
    logLevel: 'error',
  });
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

async function get(port: number, path: string): Promise<IncomingMessage> {
  const [response] = (await once(request({ port, host: '127.0.0.1', path }).end(), 'response')) as [
    IncomingMessage,
  ];
  return response;
}

/** Bytes that a process has made the disk write (proc(5), /proc/PID/io). */
async function written(pid: number | undefined): Promise<number> {
  const text = await readFile(`/proc/${String(pid)}/io`, 'utf8');
  return Number(/^write_bytes: (\d+)$/m.exec(text)?.[1]);
}

/** Serves a bundle of such originals from a process of its own, fetches it whole, and measures that process. */
async function stream(sizes: number[], reuse: boolean) {
  const child = spawn(process.execPath, [program, JSON.stringify({ sizes, reuse })], {
    cwd: temporary,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_PATH: join(__dirname, '../../../../node_modules'), TMPDIR: temporary },
  });
  try {
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const port = Number(line);
    const before = await written(child.pid);
    const response = await get(port, '/bundle');
    let bytes = 0;
    response.on('data', (chunk: Buffer) => (bytes += chunk.length));
    await once(response, 'end');
    const { peakBytes } = (await json(await get(port, '/memory'))) as { peakBytes: number };
    return {
      isWhole: bytes === Number(response.headers['content-length']),
      bytes,
      peakBytes,
      written: (await written(child.pid)) - before,
    };
  } finally {
    child.kill();
  }
}

it('streams 20 GiB in less than 128 MiB of memory, and writes nothing', async () => {
  const sizes = [5 * GiB, ...Array.from({ length: 19 }, () => Math.ceil((15 * GiB) / 19))];
  const streamed = await stream(sizes, true);
  expect(streamed).toMatchObject({ isWhole: true, written: 0 });
  expect(streamed.bytes).toBeGreaterThan(20 * GiB);
  expect(streamed.peakBytes).toBeLessThan(128 * MiB);
  expect(await readdir(temporary)).toEqual([]);
}, 600_000);

// V8 lets about 64 MiB of a store's spent chunks lie before it collects them, however large the bundle is.
it('adds no more than the collector leaves lying when every chunk is new memory', async () => {
  const { isWhole, peakBytes } = await stream([5 * GiB], false);
  expect(isWhole).toBe(true);
  expect(peakBytes).toBeLessThan(192 * MiB);
}, 300_000);
