import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type OutgoingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import express from 'express';
import { sendObject, type SendableObject } from '../../../../src/platform/http';

/** One archive over real HTTP, sent as the service sends it. */
export class Served {
  private constructor(private readonly server: Server) {}

  static async of(archive: SendableObject): Promise<Served> {
    const app = express();
    app.get('/bundle', (request, response) => {
      void sendObject(request, response, archive).catch(() => response.destroy());
    });
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Served(server);
  }

  async get(headers: OutgoingHttpHeaders = {}): Promise<IncomingMessage> {
    const { port } = this.server.address() as AddressInfo;
    const [response] = (await once(
      get({ port, host: '127.0.0.1', path: '/bundle', headers }),
      'response',
    )) as [IncomingMessage];
    return response;
  }

  async body(headers: OutgoingHttpHeaders = {}): Promise<Buffer> {
    return buffer(await this.get(headers));
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
