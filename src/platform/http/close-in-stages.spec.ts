import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Request, Response } from 'express';
import { closeInStages } from './close-in-stages';

const PIECE = Buffer.alloc(64 * 1024);
const BODY = 64 * PIECE.length;
const HEAD = `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${BODY}\r\n\r\n`;

let server: Server;
let closed: Promise<unknown>;
beforeEach(async () => {
  server = createServer((request, response) => {
    closed = new Promise((resolve) => request.socket.once('close', resolve));
    closeInStages(request as Request, response as Response);
    response.writeHead(413, { 'Content-Length': 8 }).end('too much');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** As a browser does it that sends all before it reads. */
async function sendAll(pieces: number): Promise<Socket> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
  socket.write(HEAD);
  for (let sent = 0; sent < pieces; sent += 1) {
    // Each after the answer to the one before could have come.
    await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise<void>((resolve, reject) =>
      socket.write(PIECE, (error) => (error ? reject(error) : resolve())),
    );
  }
  return socket;
}

const readAll = async (socket: Socket): Promise<string> => {
  let text = '';
  socket.on('data', (bytes: Buffer) => (text += bytes.toString()));
  await once(socket.resume(), 'end');
  return text;
};

describe('a line on which a body is still on its way', () => {
  it('brings the answer to a client that sends all of it before it reads, and is closed then', async () => {
    const socket = await sendAll(BODY / PIECE.length);
    const answer = await readAll(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toMatch(/\r\nConnection: close\r\n[^]*too much$/);
    await closed;
  });

  it('is closed as soon as the client has its answer and goes', async () => {
    const socket = await sendAll(3);
    expect(await readAll(socket)).toMatch(/too much$/);
    socket.destroy();
    await closed;
  });

  it('is cut off when the client does neither', async () => {
    const socket = await sendAll(1);
    await closed;
    socket.destroy();
  }, 20_000);
});
