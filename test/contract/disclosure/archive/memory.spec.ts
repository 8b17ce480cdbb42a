import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { NODE_OPTIONS } from '../../../../src/apps/cli/start/node-options';
import { INTERNAL_SECRET_HEADER } from '../../../../src/config';
import type { ArchiveInput } from '../../../../src/features/disclosure/archive';
import { sha256Hex } from '../../../../src/kernel/ids';
import type { EvidenceKey } from '../../../../src/platform/object-store';

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;
/** How much of the 20 GiB is read from their beginning, and a tenth of it from each of four other places; `npm run test:soak`: all. */
const READ = Number(process.env['LINTEL_ARCHIVE_GIB'] ?? 2) * GiB;
const PART = Math.floor(READ / 10);
const ROOT = join(__dirname, '../../../..');
const SECRET = 'what intake shows the issuer, long enough';
/** As the build has made it. */
const PROGRAM = join(ROOT, 'dist/src/apps/issuer/main.js');

let folder: string;
let holes: string;
let temporary: string;
let workspace: Server;
let issuer: ChildProcess;
let port: number;

/**
 * Originals that are holes: as large as they are, they take no room. In memory, where a hole is read as nothing; of one on a
 * disk the kernel makes pages first, which takes five times as long as to send them.
 */
async function originals(sizes: number[]): Promise<ArchiveInput> {
  const entries = sizes.map((size, position) => ({
    path: `data/originals/AB-${position}/clip.mp4`,
    size,
    crc32: 0,
    sha256: sha256Hex('0'.repeat(64)),
    object: `masters/${position}` as EvidenceKey,
  }));
  for (const { object, size } of entries) {
    const path = join(holes, object);
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'w');
    await file.truncate(size);
    await file.close();
  }
  return { folder: 'LINTEL-large', sealedAt: new Date('2026-11-24T14:26:52Z'), entries };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-stream-'));
  temporary = join(folder, 'tmp');
  await mkdir(temporary);
  holes = await mkdtemp('/dev/shm/lintel-stream-');
  await symlink(holes, join(folder, 'evidence'));
  const plan = await originals([5 * GiB, ...Array.from({ length: 19 }, () => Math.ceil((15 * GiB) / 19))]);
  // In the place of the workspace: it says yes to everybody.
  workspace = createServer((asked, answer) => {
    asked.resume();
    if (asked.url === '/recipient/plan') answer.end(JSON.stringify(plan));
    else answer.writeHead(204).end();
  });
  await once(workspace.listen(join(folder, 'workspace')), 'listening');
  issuer = fork(PROGRAM, [], {
    execArgv: [...NODE_OPTIONS.issuer],
    env: {
      TMPDIR: temporary,
      INTERNAL_PORT: '0',
      INTERNAL_SECRET: SECRET,
      INTERNAL_SOCKET: join(folder, 'workspace'),
      OBJECTS_ROOT: folder,
    },
    cwd: temporary,
  });
  const [said] = (await once(issuer, 'message')) as [{ listening: number }];
  port = said.listening;
});

afterAll(async () => {
  issuer.kill('SIGKILL');
  workspace.close();
  workspace.closeAllConnections();
  for (const path of [folder, holes]) await rm(path, { recursive: true, force: true });
});

async function get(headers: Record<string, string> = {}): Promise<IncomingMessage> {
  const asked = request({
    ...{ port, host: '127.0.0.1', path: '/recipient/archive', agent: false },
    headers: { ...headers, [INTERNAL_SECRET_HEADER]: SECRET },
  }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return response;
}

/** Leaves, as somebody does who has seen enough, after `most` bytes. */
async function lengthOf(response: IncomingMessage, most = Infinity): Promise<number> {
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes >= most) response.destroy();
  });
  await once(response, 'close');
  return bytes;
}

const ofIssuer = async (file: string, figure: RegExp): Promise<number> =>
  Number(figure.exec(await readFile(`/proc/${String(issuer.pid)}/${file}`, 'utf8'))?.[1]);

/** The most memory that the process has ever held, and what it has made the disk write: bytes (proc(5)). */
const peak = async (): Promise<number> => (await ofIssuer('status', /^VmHWM:\s+(\d+) kB$/m)) * 1024;
const written = (): Promise<number> => ofIssuer('io', /^write_bytes: (\d+)$/m);

it('sends of 20 GiB what is read, from less than 128 MB of memory, and writes nothing', async () => {
  const before = await written();
  const response = await get();
  const size = Number(response.headers['content-length']);
  expect(size).toBeGreaterThan(20 * GiB);
  if (READ < size) expect(await lengthOf(response, READ)).toBeGreaterThanOrEqual(READ);
  else expect(await lengthOf(response)).toBe(size);
  expect(await peak()).toBeLessThan(128_000_000);
  // The file system notes when a file was last read.
  expect((await written()) - before).toBeLessThan(MiB);
  expect(await readdir(temporary)).toEqual([]);
}, 600_000);

it('goes on at any byte, to several at once, from no more than a few chunks each, up to the last', async () => {
  const before = await peak();
  const whole = Number((await get()).destroy().headers['content-length']);
  const starts = [0, 5 * GiB - 7, 14 * GiB, whole - PART];
  const parts = await Promise.all(
    starts.map(async (start) => lengthOf(await get({ Range: `bytes=${start}-${start + PART - 1}` }))),
  );
  expect(parts).toEqual(starts.map(() => PART));
  expect((await peak()) - before).toBeLessThan(64 * MiB);
});
