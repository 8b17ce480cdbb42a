import { once } from 'node:events';
import { createServer, get, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Response } from 'express';
import { onceClosed } from './once-closed';

/** A request whose connection the client breaks; gives the response that is left of it. */
async function broken(meanwhile: (response: Response) => void): Promise<Response> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const asking = get({ port: (server.address() as AddressInfo).port });
  asking.on('error', () => undefined);
  const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
  meanwhile(response as Response);
  const closed = once(response, 'close');
  asking.destroy();
  await closed;
  server.close();
  return response as Response;
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
