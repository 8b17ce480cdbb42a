import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchWithin } from './fetch-within';

let server: Server;
let base: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/hangs') return;
    response.writeHead(200);
    if (request.url === '/breaks-off') response.write('the beginning');
    else response.end('all of it');
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('a request with an end', () => {
  it('gives the answer', async () => {
    expect(await (await fetchWithin(10_000, `${base}/answers`)).text()).toBe('all of it');
  });

  it('gives up on a service that says nothing', async () => {
    await expect(fetchWithin(50, `${base}/hangs`)).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('gives up in the midst of an answer', async () => {
    const answer = await fetchWithin(200, `${base}/breaks-off`);
    await expect(answer.text()).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('gives up when it is told to', async () => {
    const ends = new AbortController();
    const asked = fetchWithin(60_000, `${base}/hangs`, { signal: ends.signal });
    ends.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    await expect(fetchWithin(60_000, `${base}/answers`, { signal: ends.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
