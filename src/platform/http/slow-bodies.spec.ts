import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Request, Response } from 'express';
import { slowBodies } from './slow-bodies';

const EVERY_MS = 200;
const HALF = 'x'.repeat(50);
const HEAD = `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${2 * HALF.length}\r\n\r\n`;

let server: Server;
let refused = 0;
beforeEach(async () => {
  refused = 0;
  const watch = slowBodies(
    { slowestBytes: 10, slowSeconds: EVERY_MS / 1_000 },
    (_error, _request, response) => {
      refused += 1;
      response.writeHead(408).end();
    },
  );
  server = createServer((request, response) => {
    watch(request as Request, response as Response, () => undefined);
    request.resume().on('end', () => response.end('whole'));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A request of which only the head has come. */
async function begin(): Promise<Socket> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const begun = once(server, 'request');
  socket.write(HEAD);
  await begun;
  return socket;
}

describe('a body that comes too slowly', () => {
  it('is given up', async () => {
    const socket = await begin();
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect([refused, answer.toString().split(' ')[1]]).toEqual([1, '408']);
  });

  it('is none that came while this process stood still', async () => {
    const socket = await begin();
    socket.write(HALF);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2 * EVERY_MS);
    await new Promise((resolve) => setTimeout(resolve, 0));
    socket.write(HALF);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect([refused, answer.toString().split(' ')[1]]).toEqual([0, '200']);
  });
});
