import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { loadConfig, type Config } from '../../config';
import { openEvidenceReader } from '../../platform/object-store';
import { RenewedTls } from '../../platform/services/renewed-tls';
import { createIssuer } from './server';
import { WorkspaceClient } from './workspace-client';

const sentence = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown error';
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
};

/** One JSON line, as the other processes write them; a logger of its own would be half of this process's memory. */
const reportAs =
  (msg: string) =>
  (error: unknown): void => {
    const line = { level: 50, time: Date.now(), process: 'issuer', trouble: sentence(error) };
    process.stdout.write(`${JSON.stringify({ ...line, msg })}\n`);
  };

const RENEWAL =
  'the certificate cannot serve: one that was read before serves on, and nobody is served before there is one';

/** Prometheus asks for them on an address of their own. */
async function measured({ internal, metricsHost: host }: Config) {
  const { metricsPort: port } = internal;
  return port === undefined ? undefined : (await import('./figures.js')).serveFigures({ host, port });
}

async function live(config: Config): Promise<void> {
  const { internal, objects } = config;
  if (internal.secret === undefined) throw new Error('INTERNAL_SECRET is missing.');
  const tls =
    internal.tls && new RenewedTls(internal.tls, { everyMs: internal.lookMs, report: reportAs(RENEWAL) });
  let stop = (): void => process.exit(0);
  process.once('SIGTERM', () => stop());
  if (process.connected) process.once('disconnect', () => stop());
  await tls?.untilServing();
  const metrics = await measured(config);
  const server = createIssuer({
    workspace: new WorkspaceClient(internal.socket),
    evidence: await openEvidenceReader(objects),
    secret: internal.secret,
    tls,
    measure: metrics?.measure,
    report: reportAs('a bundle could not be sent'),
  });
  await once(server.listen(internal.port, internal.host), 'listening');
  // Running downloads go on until whoever started us, who waits for a while, ends us.
  stop = (): void => {
    void metrics?.figures.close();
    server.close(() => process.exit(0)).closeIdleConnections();
  };
  process.send?.({ listening: (server.address() as AddressInfo).port });
}

// A terminal's Ctrl-C reaches the whole group: whoever started us decides.
process.on('SIGINT', () => undefined);

Promise.resolve()
  .then(() => live(loadConfig()))
  .catch((error: unknown) => {
    process.stderr.write(`issuer could not start: ${sentence(error)}\n`);
    process.exit(1);
  });
