import { signedIn, type OfficerClient } from './client';
import { allRoutes, operationsOf, readOpenApi } from './routes';
import { openWorld, seedCase, type Case, type World } from './world';

let world: World;
let of: Case;
let client: OfficerClient;
beforeAll(async () => {
  world = await openWorld();
  const officer = await world.officer();
  of = await seedCase(world, officer.id);
  client = await signedIn(world, officer);
});
afterAll(() => world.close());

const errors = (): string[] => world.log.filter((line) => line.includes('"level":"error"'));

/** Every address that can be asked for, each with the names of its query, as far as they are told. */
async function addresses(): Promise<{ path: string; query: string[] }[]> {
  const told = new Map(
    operationsOf(await readOpenApi(client)).map(({ name, operation }) => [
      name,
      (operation.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name),
    ]),
  );
  return (
    allRoutes(world.http.app)
      // There is no provider of sign-in here, which is no fault of an address.
      .filter((route) => route.startsWith('GET ') && !route.endsWith('/provider'))
      .map((route) => ({ path: route.slice(4), query: ['q', 'next', ...(told.get(route) ?? [])] }))
  );
}

describe('a NUL, which no text can hold,', () => {
  it.each(['/search?q=%00', '/investigations?q=%00', '/api/v1/search?q=%00'])(
    'is refused in %s as what was asked wrongly, in words',
    async (path) => {
      const answer = path.startsWith('/api/') ? await client.call('GET', path) : await client.page(path);
      expect(answer.status).toBe(400);
      expect(answer.text).toContain('There is a character in this that cannot be kept.');
    },
  );

  it('is no fault of ours in any path or query', async () => {
    const found = await addresses();
    expect(found.length).toBeGreaterThan(100);
    const answers = [];
    for (const { path, query } of found) {
      const named = path.replaceAll(/[:*]\w+/g, 'A%00B');
      const known = path.replaceAll(/[:*]\w+/g, of.investigation);
      for (const asked of new Set([named, `${known}?${query.map((name) => `${name}=a%00b`).join('&')}`]))
        answers.push([asked, (await client.begin(asked)).status]);
    }
    expect(answers.filter(([, status]) => Number(status) >= 500)).toEqual([]);
    expect(errors()).toEqual([]);
  });
});

it('a form that does not say where its parts begin is the client’s mistake', async () => {
  const answer = await client.send('POST', `/api/v1/investigations/${of.investigation}/additions`, {
    headers: { 'Content-Type': 'multipart/form-data', Origin: world.base },
    body: 'bytes',
  });
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'not-a-file-form' }]);
  expect(errors()).toEqual([]);
});
