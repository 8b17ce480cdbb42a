import { connect } from 'node:net';
import type { Officer } from '../../../src/features/identity';
import { until } from '../../support/until';
import { OfficerClient, signedIn } from './client';
import { openWorld, seedCase, type Case, type World } from './world';

interface Line {
  readonly time: string;
  readonly req?: { readonly method: string; readonly path: string };
  readonly res?: { readonly status: number };
  readonly route?: string;
  readonly officer?: string;
  readonly refused?: string;
}

interface Asking {
  readonly id: string;
  readonly client: OfficerClient;
}

let world: World;
let of: Case;
let ann: Asking;
/** No member of the investigation of Ann. */
let ben: Asking;
beforeAll(async () => {
  world = await openWorld();
  const officers = [await world.officer(), await world.officer()] as const;
  const signIn = async (officer: Officer): Promise<Asking> => ({
    id: officer.id,
    client: await signedIn(world, officer),
  });
  [ann, ben] = [await signIn(officers[0]), await signIn(officers[1])];
  of = await seedCase(world, officers[0].id);
});
afterAll(() => world.close());

/** What the log says of the one request that `ask` makes, once it is said. */
async function lineOf(ask: () => Promise<unknown>): Promise<Line> {
  const before = world.log.length;
  await ask();
  const lines = (): Line[] =>
    world.log.slice(before).flatMap((text) => {
      const line = JSON.parse(text) as Line;
      return line.req === undefined ? [] : [line];
    });
  await until('the line of the request', () => Promise.resolve(lines().length > 0));
  const [line, ...others] = lines();
  if (line === undefined || others.length > 0) throw new Error('it left another number of lines than one');
  return line;
}

describe('a request that is refused', () => {
  it.each([
    ['by a program', '/api/v1/investigations', '/api/v1/investigations/:id'],
    ['on a page', '/investigations', '/investigations/:id'],
  ])(
    'for somebody else’s investigation %s leaves who asked for what, and that it was refused',
    async (how, path, route) => {
      const where = `${path}/${of.investigation}`;
      const ask = (client: OfficerClient) => () =>
        how === 'on a page' ? client.page(where) : client.call('GET', where);
      const line = await lineOf(ask(ben.client));
      expect(line).toMatchObject({ officer: ben.id, route, refused: 'not-found' });
      expect([line.req?.method, line.req?.path, line.res?.status]).toEqual(['GET', where, 404]);
      expect(line.time).toMatch(/^20.*Z$/);

      const own = await lineOf(ask(ann.client));
      expect(own).toMatchObject({ officer: ann.id, route, res: { status: 200 } });
      expect(own).not.toHaveProperty('refused');
    },
  );

  it('for a route of another role leaves the same, whatever was sent', async () => {
    const sent = { email: 'nora@force.example', displayName: 'Nora New', role: 'supervisor' };
    const line = await lineOf(() => ben.client.call('POST', '/api/v1/officers', sent));
    expect(line).toMatchObject({
      ...{ officer: ben.id, route: '/api/v1/officers', refused: 'not-allowed' },
      res: { status: 403 },
    });
    expect(JSON.stringify(line)).not.toMatch(/nora|Nora/);
  });

  it('for an act on somebody else’s evidence leaves the same', async () => {
    const path = `/api/v1/investigations/${of.investigation}/invitations`;
    const line = await lineOf(() => ben.client.call('POST', path, {}));
    expect(line.officer).toBe(ben.id);
    expect(line.refused).toMatch(/^[a-z-]+$/);
    expect(line.res?.status).toBeGreaterThanOrEqual(400);
  });

  it('without a session leaves why, also where a page leads to the sign-in', async () => {
    const nobody = new OfficerClient(world.base);
    for (const [ask, status] of [
      [() => nobody.call('GET', `/api/v1/investigations/${of.investigation}`), 401],
      [() => nobody.page(`/investigations/${of.investigation}`), 303],
    ] as const) {
      const line = await lineOf(ask);
      expect(line).toMatchObject({ refused: 'sign-in-needed', res: { status } });
      expect(line).not.toHaveProperty('officer');
    }
  });

  it('from another site leaves why', async () => {
    const send = () =>
      ben.client.send('POST', '/sign-out', { headers: { Origin: 'https://elsewhere.example' } });
    const line = await lineOf(send);
    expect(line.res?.status).toBe(403);
    expect(line.refused).toMatch(/^[a-z-]+$/);
  });
});

it.each(['OPTIONS', 'GET', 'POST'])(
  'says of %s for no path that nothing is there, and not that it failed',
  async (method) => {
    const { port } = new URL(world.base);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write(
          `${method} * HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: ${world.base}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
        ),
      );
      let text = '';
      socket.setEncoding('utf8').on('data', (part: string) => (text += part));
      socket.on('end', () => resolve(text)).on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  },
);
