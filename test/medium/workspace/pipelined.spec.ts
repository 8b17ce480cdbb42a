import { once } from 'node:events';
import { connect } from 'node:net';
import { until } from '../../support/until';
import { signedIn } from './client';
import { openWorld, seedCase, type World } from './world';

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

const asking = (line: string, headers: readonly string[], body = ''): string =>
  [`${line} HTTP/1.1`, `Host: ${new URL(world.base).host}`, ...headers, '', body].join('\r\n');

/** Asks for much at once on one connection, and leaves before the first answer, which goes on for as long as one listens. */
async function askAndLeave(): Promise<void> {
  const officer = await world.officer();
  const { investigation } = await seedCase(world, officer.id);
  const { cookie } = await signedIn(world, officer);
  const { hostname, port } = new URL(world.base);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const brings = [
    ...[`Origin: ${world.base}`, 'X-Requested-With: test', 'Content-Type: application/json'],
    'Content-Length: 2',
  ];
  const listening = asking(`GET /api/v1/investigations/${investigation}/changes`, [`Cookie: ${cookie}`]);
  socket.write(listening + asking('POST /api/v1/session', brings, '{}').repeat(PLACES));
  await until('all places are taken', async () => (await post()).status === 429);
  socket.resetAndDestroy();
  await once(socket, 'close');
}

it('whoever asks several times on one connection and leaves has taken no place for good', async () => {
  const before = (await post()).status;
  await askAndLeave();
  // What it asked for may still be being answered.
  await until('a place', async () => (await post()).status === before);
});
