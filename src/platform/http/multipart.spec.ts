import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { createServer, request as send, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Request } from 'express';
import { receiveFiles } from './multipart';

it('hands on each file in the context in which the form was asked for, however slowly it comes', async () => {
  const person = new AsyncLocalStorage<string>();
  const seen: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    void person.run('ann', async () => {
      await receiveFiles(request as Request, 2, async (_name, bytes) => {
        seen.push(person.getStore());
        for await (const chunk of bytes) if (chunk.length > 0) seen.push(person.getStore());
      });
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const outgoing = send({
    port: (server.address() as AddressInfo).port,
    method: 'POST',
    headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
  });
  for (const name of ['one', 'two']) {
    outgoing.write(`--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`);
    await wait(20);
    outgoing.write('bytes\r\n');
    await wait(20);
  }
  outgoing.end('--x--\r\n');
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  answer.resume();
  expect(seen.length).toBeGreaterThanOrEqual(4);
  expect(new Set(seen)).toEqual(new Set(['ann']));
  server.closeAllConnections();
  server.close();
});
