import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from '../../../config';
import type { Logger } from '../../../platform/observability';
import { BundleGateway } from './gateway';
import { IssuerWatch } from './issuer-watch';

it('says once in the log that bundles cannot be fetched and why, and once that they can again', async () => {
  let status = 200;
  const server = createServer((_request, response) => response.writeHead(status).end()).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const lines: string[] = [];
  const logger = {
    info: (words: string) => lines.push(words),
    error: ({ why }: { why: string }, words: string) => lines.push(`${words}: ${why}`),
  } as unknown as Logger;
  const config = { internal: { url: `http://127.0.0.1:${port}` } } as unknown as Config;
  const watch = new IssuerWatch(new BundleGateway(config, logger), logger);
  await watch.look();
  expect(lines).toEqual([]);
  status = 503;
  await watch.look();
  await watch.look();
  expect(lines).toEqual([
    expect.stringMatching(/^bundles cannot be fetched: the issuer answers, and cannot serve/),
  ]);
  status = 200;
  await watch.look();
  server.close();
  await watch.look();
  expect(lines.slice(1)).toEqual([
    'the issuer is back: bundles can be fetched',
    expect.stringMatching(/no issuer listens at 127\.0\.0\.1:\d+ \(ECONNREFUSED\)/),
  ]);
});
