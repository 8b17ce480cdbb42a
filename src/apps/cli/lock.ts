import { createHash } from 'node:crypto';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The one process that runs from a home. Held until it ends, however it ends. */
export interface HomeLock {
  readonly release: () => void;
}

/** On Linux a name that vanishes with its holder; elsewhere a socket file in the home. */
function lockName(home: string): string {
  if (process.platform !== 'linux') return join(home, 'lock');
  return `\0lintel-${createHash('sha256').update(home).digest('hex')}`;
}

async function listen(name: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.end(String(process.pid)));
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(name, () => {
      server.unref();
      resolve(server);
    });
  });
}

/** Which process holds the lock; undefined when it is free or does not answer. */
export async function lockHolder(home: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(lockName(home));
    socket.setTimeout(2_000, () => socket.destroy());
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(/^\d+$/.test(text) ? Number(text) : undefined));
  });
}

/** Undefined when another process has it. */
export async function lockHome(home: string): Promise<HomeLock | undefined> {
  const name = lockName(home);
  const server = await listen(name);
  if (server !== undefined) return { release: () => server.close() };
  // The holder may be ending at this moment.
  if ((await lockHolder(home)) !== undefined) return undefined;
  await sleep(500);
  const again = await listen(name);
  return again && { release: () => again.close() };
}
