import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Where a port is looked for that nobody chose. What a system gives to outgoing connections lies above (Linux: `ip_local_port_range`,
 * 32,768 and on): one of those could be taken by a connection before the process listens on it, or while it starts again.
 */
const FROM = 10_000;
const BEFORE = 24_000;
const TRIES = 100;

/** Whether a process can listen there now; if not, the system's error code. */
export async function listeningFails(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  try {
    await once(server.listen({ host, port, exclusive: true }), 'listening');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'error';
  }
  await new Promise((closed) => server.close(closed));
  return undefined;
}

/**
 * A port on which nothing listens now, and that no outgoing connection is given.
 * @throws the system's error of the last that was tried
 */
export async function freePort(host: string): Promise<number> {
  for (let left = TRIES; ; left -= 1) {
    const port = randomInt(FROM, BEFORE);
    const code = await listeningFails(host, port);
    if (code === undefined) return port;
    if (code !== 'EADDRINUSE' || left === 0)
      throw Object.assign(new Error(`no port of ${host}: ${code}`), { code });
  }
}
