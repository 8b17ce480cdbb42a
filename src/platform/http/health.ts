import type { Server } from 'node:http';
import type { RequestHandler } from 'express';

/** Whether the process takes new work; false from the moment it is told to stop. */
export class Health {
  private draining = false;

  /** @param ready rejects while something that the process needs is missing. */
  constructor(private readonly ready: () => Promise<unknown> = () => Promise.resolve()) {}

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
    try {
      await this.ready();
      return true;
    } catch {
      return false;
    }
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
