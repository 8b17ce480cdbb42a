import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { RUN_FOLDER } from './once';

/** Below those that outgoing connections take: a port must still be free when its server starts, and starts again. */
const FIRST = 24_000;
const COUNT = 8_000;

const given = new Set<number>();

/** Whether nobody of this run was given it before, by whatever worker. */
async function isNew(port: number): Promise<boolean> {
  if (given.has(port)) return false;
  given.add(port);
  const folder = process.env[RUN_FOLDER];
  if (folder === undefined) return true;
  return writeFile(join(folder, `port-${port}`), '', { flag: 'wx' }).then(
    () => true,
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    },
  );
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const listens = new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).once('listening', () => resolve(true));
  });
  server.listen(port, '127.0.0.1');
  if (!(await listens)) return false;
  server.close();
  await once(server, 'close');
  return true;
}

/** A port that nothing listens on now, and that no other test of this run is given. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < COUNT; tries += 1) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if ((await isNew(port)) && (await isFree(port))) return port;
  }
  throw new Error('no port is free');
}
