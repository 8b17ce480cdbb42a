import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestHandler } from 'express';

/** What has not said that it is well by then is not ready: whoever asks decides where people are led, and must not wait as long as they would. */
const PATIENCE_MS = 5_000;
/** After so many times of that a question is asked anew. */
const LOST = 12;

/** Whether the process takes new work; false from the moment it is told to stop. */
export class Health {
  private draining = false;
  /** The question that is under way, which may last as long as what it asks hangs: probes that each asked anew would take up all connections. */
  private asking: { readonly since: number; readonly well: Promise<boolean> } | undefined;

  /** @param ready rejects while something that the process needs is missing. */
  constructor(
    private readonly ready: () => Promise<unknown> = () => Promise.resolve(),
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /** `/healthz`: the process runs. `/readyz`: it can serve (200) or not now (503). Neither says why in public. */
  readonly handler: RequestHandler = (request, response, next) => {
    if (request.path === '/healthz') response.type('text').send('ok');
    else if (request.path === '/readyz') {
      void this.isReady().then((ready) =>
        response
          .status(ready ? 200 : 503)
          .type('text')
          .send(ready ? 'ready' : 'not ready'),
      );
    } else next();
  };

  private async isReady(): Promise<boolean> {
    if (this.draining) return false;
    const given = new AbortController();
    const late = sleep(this.patienceMs, false, { signal: given.signal, ref: false }).catch(() => false);
    try {
      return await Promise.race([this.ask(), late]);
    } finally {
      given.abort();
    }
  }

  private ask(): Promise<boolean> {
    const { asking } = this;
    const now = performance.now();
    // A question that never ends must not keep the process from being ready again.
    if (asking !== undefined && now - asking.since < LOST * this.patienceMs) return asking.well;
    const well = this.ready().then(
      () => true,
      () => false,
    );
    const asked = { since: now, well };
    this.asking = asked;
    void well.then(() => {
      if (this.asking === asked) this.asking = undefined;
    });
    return well;
  }

  /** Takes no new connection, lets requests in flight end for at most `graceMs`, then cuts what is left. */
  async drain(server: Server, graceMs: number): Promise<void> {
    this.draining = true;
    if (!server.listening) return;
    server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    const late = setTimeout(() => server.closeAllConnections(), graceMs);
    // Connections that fall idle after an answer without `Connection: close` would hold the server open.
    const sweep = setInterval(() => server.closeIdleConnections(), 200);
    await closed;
    clearTimeout(late);
    clearInterval(sweep);
  }
}
