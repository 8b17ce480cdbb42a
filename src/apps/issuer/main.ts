import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Config } from '../../config';
import { openEvidenceReader } from '../../platform/object-store';
import { WorkspaceClient } from './workspace-client';
import { createIssuer } from './server';

/** What the workspace tells this process when it has started it. */
export interface IssuerOrders {
  readonly host: string;
  readonly port: number;
  /** Path of the socket on which the workspace answers. */
  readonly socket: string;
  readonly objects: Config['objects'];
}

const say = (message: object): void => {
  if (process.connected) process.send?.(message);
};

const sentence = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown error';
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
};

async function live(): Promise<void> {
  const [orders] = (await once(process, 'message')) as [IssuerOrders];
  const server = createIssuer({
    workspace: new WorkspaceClient(orders.socket),
    evidence: await openEvidenceReader(orders.objects),
    report: (error) => say({ trouble: sentence(error) }),
  });
  await once(server.listen(orders.port, orders.host), 'listening');
  say({ listening: (server.address() as AddressInfo).port });
  // Running downloads go on until the workspace, which waits for a while, ends us.
  process.once('SIGTERM', () => server.close(() => process.exit(0)).closeIdleConnections());
}

// The workspace is gone, however it went: nobody can say any more who may have what.
process.on('disconnect', () => process.exit(0));
// A terminal's Ctrl-C reaches the whole group: the workspace decides.
process.on('SIGINT', () => undefined);

live().catch((error: unknown) => {
  say({ failed: sentence(error) });
  process.exit(1);
});
