import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { limitConnections } from './connections';

const MOST = 4;

let server: Server;
let waiting: (() => void)[];
let sockets: Socket[];
const port = (): number => (server.address() as AddressInfo).port;

beforeEach(async () => {
  waiting = [];
  sockets = [];
  server = createServer((asked, response) => {
    if (asked.url === '/slow') waiting.push(() => response.end('late'));
    else response.end('at once');
  });
  limitConnections(server, { addressConnections: MOST }, () => false);
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  server.closeAllConnections();
  server.close();
});

/** Opens a connection and says no more than the beginning of a request. */
async function silent(): Promise<Socket> {
  const socket = connect(port(), '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write('GET / HTTP/1.1\r\nHost: ');
  return socket;
}

const answer = (path: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port: port(), path, agent: false },
      (response: IncomingMessage) => {
        response.setEncoding('utf8');
        let text = '';
        response.on('data', (part: string) => (text += part));
        response.on('end', () => resolve(text));
      },
    );
    asked.on('error', reject);
    asked.end();
  });

it('lets the next one in where others of its address are open and say nothing: the oldest of those goes', async () => {
  const first = await silent();
  for (let more = 1; more < MOST * 3; more += 1) await silent();
  for (let turn = 0; turn < MOST * 2; turn += 1) expect(await answer('/')).toBe('at once');
  expect(first.destroyed || (await once(first, 'close'))).toBeTruthy();
});

it('takes none from whoever is being answered, and closes the new one then', async () => {
  const slow = Array.from({ length: MOST }, () => answer('/slow'));
  while (waiting.length < MOST) await new Promise((resolve) => setTimeout(resolve, 5));
  await expect(answer('/')).rejects.toThrow();
  for (const go of waiting) go();
  expect(await Promise.all(slow)).toEqual(Array.from({ length: MOST }, () => 'late'));
  expect(await answer('/')).toBe('at once');
});

it('closes one that rests between two requests only where none is silent', async () => {
  const resting = await silent();
  resting.write('x\r\n\r\n');
  await once(resting, 'data');
  for (let more = 1; more < MOST; more += 1) await silent();
  expect(await answer('/')).toBe('at once');
  resting.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  const [again] = (await once(resting, 'data')) as [Buffer];
  expect(again.toString()).toContain('200 OK');
});
