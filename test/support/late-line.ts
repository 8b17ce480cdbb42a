import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** Each piece of what comes goes on in its order, up to `mostMs` milliseconds later, at random. */
function passOn(from: Socket, to: Socket, mostMs: number): void {
  let before: Promise<unknown> = Promise.resolve();
  from.on('data', (piece) => {
    before = before.then(() => sleep(Math.random() * mostMs)).then(() => to.write(piece));
  });
  from.on('close', () => void before.then(() => to.destroy()));
  from.on('error', () => undefined);
}

/** Stands before a service at `port` of this machine, so that every answer of it comes late. */
export async function lateLine(port: number, mostMs: number): Promise<Server> {
  const line = createServer((asker) => {
    const service = connect(port, '127.0.0.1');
    passOn(asker, service, mostMs);
    passOn(service, asker, mostMs);
  });
  await once(line.listen(0, '127.0.0.1'), 'listening');
  line.unref();
  return line;
}

export const portOf = (line: Server): number => (line.address() as AddressInfo).port;
