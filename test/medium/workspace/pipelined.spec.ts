import { once } from 'node:events';
import { connect } from 'node:net';
import { until } from '../../support/until';
import { openWorld, type World } from './world';

const PLACES = 3;

let world: World;
beforeAll(async () => {
  world = await openWorld({ LIMIT_ADDRESS_BODIES: String(PLACES), LIMIT_ADDRESS_POSTS: '1000' });
});
afterAll(() => world.close());

const post = (): Promise<Response> =>
  fetch(`${world.base}/api/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'test', Origin: world.base },
    body: '{}',
  });

const asking = (body: string): string =>
  [
    ...['POST /api/v1/session HTTP/1.1', `Host: ${new URL(world.base).host}`, `Origin: ${world.base}`],
    ...['X-Requested-With: test', 'Content-Type: application/json', `Content-Length: ${body.length}`, ''],
    body,
  ].join('\r\n');

/** Asks for much at once on one connection, and leaves before the first answer, which takes as long as a password does. */
async function askAndLeave(): Promise<void> {
  const { hostname, port } = new URL(world.base);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const signIn = JSON.stringify({ email: 'nobody@lintel.example', password: 'not that of anybody' });
  socket.write(asking(signIn) + asking('{}').repeat(PLACES - 1));
  await until('all of them were taken', async () => (await post()).status === 429);
  socket.resetAndDestroy();
  await once(socket, 'close');
}

it('whoever asks several times on one connection and leaves has taken no place for good', async () => {
  const before = (await post()).status;
  await askAndLeave();
  // What it asked for may still be being answered.
  await until('a place', async () => (await post()).status === before);
});
