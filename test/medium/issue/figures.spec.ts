import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createIssuer } from '../../../src/apps/issuer/server';
import { serveFigures } from '../../../src/apps/issuer/figures';
import { WorkspaceClient } from '../../../src/apps/issuer/workspace-client';
import { loadConfig } from '../../../src/config';
import type { MetricsServer } from '../../../src/platform/observability';

const ROOT = join(__dirname, '../../..');
const SECRET = 'what intake shows the issuer, long enough';

let figures: MetricsServer;
let issuer: Server;
const urlOf = (server: Server, path: string): string =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
beforeAll(async () => {
  const served = await serveFigures({ host: '127.0.0.1', port: 0 });
  ({ figures } = served);
  issuer = createIssuer({
    ...{
      workspace: new WorkspaceClient('nowhere.sock'),
      secret: SECRET,
      measure: served.measure,
      report: () => undefined,
    },
    evidence: { read: () => Promise.reject(new Error('nothing is stored')) },
  });
  await once(issuer.listen(0, '127.0.0.1'), 'listening');
});
afterAll(async () => {
  issuer.closeAllConnections();
  issuer.close();
  await figures.close();
});

describe('the figures of the issuer', () => {
  it('count what it is asked, those whom it refuses too, at an address of their own', async () => {
    const answer = await fetch(urlOf(issuer, '/recipient/archive'));
    expect(answer.status).toBe(403);
    await answer.text();
    const said = await (await fetch(urlOf(figures.server, '/metrics'))).text();
    expect(said).toMatch(/^lintel_http_request_seconds_count\{process="issuer",.*status="4xx"\} 1$/m);
    expect(said).toMatch(/^lintel_process_resident_memory_bytes\{process="issuer"\} [0-9]+$/m);
    expect((await fetch(urlOf(issuer, '/metrics'))).status).toBe(403);
  });

  it('are looked for where a server that follows the document has them, as those of every process', async () => {
    const [scraped, lines] = await Promise.all(
      ['docker/monitoring/prometheus.yml', 'deploy/systemd/lintel.env'].map((path) =>
        readFile(join(ROOT, path), 'utf8'),
      ),
    );
    const given = Object.fromEntries(
      [...(lines ?? '').matchAll(/^(\w+_METRICS_PORT)=(\d+)$/gm)].map(([, name, port]) => [name, port]),
    ) as NodeJS.ProcessEnv;
    const { worker, intake, workspace, internal, metricsHost } = loadConfig({ NODE_ENV: 'test', ...given });
    expect([...(scraped ?? '').matchAll(/'([\d.]+:\d+)'/g)].map(([, address]) => address)).toEqual([
      `${worker.host}:${worker.healthPort}`,
      ...[intake, workspace, internal].map(({ metricsPort }) => `${metricsHost}:${metricsPort ?? 'nowhere'}`),
    ]);
  });
});
