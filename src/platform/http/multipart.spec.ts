import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { createServer, request as send, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Request } from 'express';
import { receiveFields, receiveFiles } from './multipart';

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

/** What is made of one form: the names of its files, and its fields where there are any, or the refusal. */
async function received(type: string, body: string): Promise<unknown> {
  const server = createServer((request, response) => {
    const names: string[] = [];
    receiveFiles(request as Request, 9, (name) => Promise.resolve(void names.push(name))).then(
      (fields) => response.end(JSON.stringify(Object.keys(fields).length === 0 ? names : fields)),
      (error: unknown) => response.end(JSON.stringify(error)),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const headers = { 'Content-Type': type };
  const answer = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', headers, body });
  const seen: unknown = await answer.json();
  server.closeAllConnections();
  server.close();
  return seen;
}

it.each(['multipart/form-data', 'multipart/form-data; boundary', 'text/plain'])(
  'refuses %s, in which no file can be found, as the client’s mistake',
  async (type) => {
    expect(await received(type, 'bytes')).toMatchObject({ kind: 'invalid', code: 'not-a-file-form' });
  },
);

it.each([
  ['he %22came%22.mp4', 'he "came".mp4'],
  ['a%0D%0Ab.mp4', 'a\r\nb.mp4'],
  // Once only, and nothing else: browsers leave every other character as it is.
  ['%2522.mp4', '%2522.mp4'],
  ['100%20 %0a%C3%A9.mp4', '100%20 %0a%C3%A9.mp4'],
  ['plain.mp4', 'plain.mp4'],
])('takes the name %s, as a browser writes it, for what the device has', async (sent, name) => {
  const body = `--x\r\nContent-Disposition: form-data; name="files"; filename="${sent}"\r\n\r\nbytes\r\n--x--\r\n`;
  expect(await received('multipart/form-data; boundary=x', body)).toEqual([name]);
});

it('reads a field of which nothing is seen as empty', async () => {
  const field = (name: string, value: string) =>
    `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const form = `${field('producer', '\u200b\u2800')}${field('description', 'A dent\u200b')}--x--\r\n`;
  expect(await received('multipart/form-data; boundary=x', form)).toEqual({
    producer: '',
    description: 'A dent\u200b',
  });
});

describe('the fields alone of a form with a file', () => {
  /** What is known once this part of the form has come, with the line still open. */
  async function known(part: string, end: 'open' | 'cut'): Promise<unknown> {
    const server = createServer().listen(0, '127.0.0.1');
    const found = once(server, 'request').then(([request]) =>
      receiveFields(request as Request).catch((error: unknown) => error),
    );
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const headers = { 'Content-Type': 'multipart/form-data; boundary=x' };
    const outgoing = send({ port, method: 'POST', headers }).on('error', () => undefined);
    outgoing.write(part, () => {
      if (end === 'cut') outgoing.destroy();
    });
    const seen = await found;
    outgoing.destroy();
    server.closeAllConnections();
    server.close();
    return seen;
  }

  const WORDS = '--x\r\nContent-Disposition: form-data; name="words"\r\n\r\ntyped\r\n';

  it('are known before its bytes have come', async () => {
    const file = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\nbyt';
    expect(await known(WORDS + file, 'open')).toEqual({ words: 'typed' });
  });

  it('are not made up where it is cut off before that', async () => {
    expect(await known(WORDS, 'cut')).toMatchObject({ code: 'broken-upload' });
  });
});
