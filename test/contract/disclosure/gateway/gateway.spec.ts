import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { until } from '../../../support/until';

const MiB = 1024 ** 2;
const SIZE = 3 * 1024 * MiB;
const block = Buffer.alloc(MiB, 7);

let folder: string;
let child: ChildProcess;
let port: number;
let workspace: Server;
/** Bytes that the workspace has handed over, and its answers that are under way. */
let handed = 0;
const running = new Set<ServerResponse>();

function serve(_asked: IncomingMessage, response: ServerResponse): void {
  running.add(response);
  response.on('close', () => running.delete(response));
  response.writeHead(200, { 'Content-Length': SIZE, ETag: '"x"', 'X-Private': 'not for the public' });
  let left = SIZE;
  const source = new Readable({
    read() {
      const size = Math.min(left, MiB);
      left -= size;
      handed += size;
      this.push(size === 0 ? null : block.subarray(0, size));
    },
  });
  source.pipe(response);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-gateway-'));
  const program = join(folder, 'child.cjs');
  await build({
    entryPoints: [join(__dirname, 'child.ts')],
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    outfile: program,
    logLevel: 'error',
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
  });
  workspace = createServer(serve).listen(0, '127.0.0.1');
  await once(workspace, 'listening');
  const url = `http://127.0.0.1:${(workspace.address() as AddressInfo).port}`;
  child = spawn(process.execPath, [program, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_PATH: join(__dirname, '../../../../node_modules') },
  });
  if (child.stdout === null) throw new Error('no output');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  port = Number(line);
  rest = await peak();
});

afterAll(async () => {
  child.kill();
  workspace.closeAllConnections();
  workspace.close();
  await rm(folder, { recursive: true, force: true });
});

async function get(path: string): Promise<IncomingMessage> {
  const [response] = (await once(
    request({ port, host: '127.0.0.1', path, agent: false }).end(),
    'response',
  )) as [IncomingMessage];
  return response;
}

/** How much more memory it may ever take than before its first byte, bytes: for garbage on a busy machine, never for a file. */
const GROWTH = 96 * MiB;
let rest = 0;

const peak = async (): Promise<number> =>
  ((await json(await get('/memory'))) as { peakBytes: number }).peakBytes;

it('passes 3 GiB through in flat memory, and lets out none of the workspace’s own headers', async () => {
  const response = await get('/file');
  expect(response.headers).toMatchObject({ 'content-length': String(SIZE), etag: '"x"' });
  expect(response.headers).not.toHaveProperty('x-private');
  let bytes = 0;
  response.on('data', (chunk: Buffer) => (bytes += chunk.length));
  await once(response, 'end');
  expect(bytes).toBe(SIZE);
  expect((await peak()) - rest).toBeLessThan(GROWTH);
});

it('reads no faster than the recipient, and stops when the recipient goes away', async () => {
  handed = 0;
  const response = await get('/file');
  await sleep(1_500);
  // What the sockets of two connections hold, and no more.
  expect(handed).toBeLessThan(64 * MiB);
  response.destroy();
  await until('the end of its work', () => Promise.resolve(running.size === 0));
  expect((await peak()) - rest).toBeLessThan(GROWTH);
});

it('cuts the recipient off when the workspace does, so that a part is never taken for the whole', async () => {
  const response = await get('/file');
  response.resume();
  const failed = once(response, 'error') as Promise<[NodeJS.ErrnoException]>;
  await sleep(200);
  for (const answer of running) answer.destroy();
  expect((await failed)[0].code).toBe('ECONNRESET');
});
