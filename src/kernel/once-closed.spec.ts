import { once } from 'node:events';
import { createServer, get, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onceClosed } from './once-closed';

/** A request whose connection the client breaks; gives the response that is left of it. */
async function broken(meanwhile: (response: ServerResponse) => void): Promise<ServerResponse> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const asking = get({ port: (server.address() as AddressInfo).port });
  asking.on('error', () => undefined);
  const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
  meanwhile(response);
  const closed = once(response, 'close');
  asking.destroy();
  await closed;
  server.close();
  return response;
}

it('ends what is held when the connection breaks', async () => {
  const end = jest.fn();
  await broken((response) => onceClosed(response, end));
  expect(end).toHaveBeenCalledTimes(1);
});

it('ends it at once when the connection broke before anything was held', async () => {
  const end = jest.fn();
  onceClosed(await broken(() => undefined), end);
  expect(end).toHaveBeenCalledTimes(1);
});

it('holds an answer by one listener, however many wait for its end', async () => {
  const ends = Array.from({ length: 30 }, () => jest.fn<undefined, []>());
  const response = await broken((open) => {
    for (const end of ends) onceClosed(open, end);
    expect(open.listenerCount('close')).toBeLessThanOrEqual(2);
  });
  for (const end of ends) expect(end).toHaveBeenCalledTimes(1);
  expect(response.listenerCount('close')).toBe(0);
});

it('does not run what waits no longer', async () => {
  const [stayed, left] = [jest.fn(), jest.fn()];
  await broken((response) => {
    const leave = onceClosed(response, left);
    onceClosed(response, stayed);
    leave();
  });
  expect(left).not.toHaveBeenCalled();
  expect(stayed).toHaveBeenCalledTimes(1);
});
