import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from './port';

export interface TestRedis {
  readonly url: string;
  /** It stands still until `thaw`: lines stay open, and nothing is answered. */
  freeze(): void;
  thaw(): void;
  /** Kills the server as a crash would and starts it again on its files. */
  restart(): Promise<void>;
  /** The same, but everything it knew is gone. */
  lose(): Promise<void>;
  stop(): Promise<void>;
}

async function untilReady(url: string): Promise<void> {
  const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  redis.on('error', () => undefined);
  try {
    await redis.ping();
  } finally {
    redis.disconnect();
  }
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGKILL');
  await ended;
}

/** A real redis-server on a free port, with an append-only file in a folder of its own. `password` is in its URL. */
export async function startRedis(policy = 'noeviction', password = ''): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-redis-'));
  const port = await freePort();
  const url = `redis://${password === '' ? '' : `:${password}@`}127.0.0.1:${port}`;
  const flags = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
  const safety = ['--appendonly', 'yes', '--maxmemory-policy', policy, '--requirepass', password];
  // The server dies with the process that started it, whatever ends that.
  const launch = (): ChildProcess =>
    spawn('setpriv', ['--pdeathsig', 'KILL', '--', 'redis-server', ...flags, ...safety], { stdio: 'ignore' });
  let server = launch();
  await untilReady(url);
  const again = async (): Promise<void> => {
    server = launch();
    await untilReady(url);
  };
  return {
    url,
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
    restart: async () => {
      await end(server);
      await again();
    },
    lose: async () => {
      await end(server);
      await rm(join(folder, 'appendonlydir'), { recursive: true });
      await again();
    },
    stop: async () => {
      await end(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
