import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { TlsFiles } from '../../../src/platform/services/mutual-tls';

/** How a line is brought to TLS: at once, or as PostgreSQL and mail servers are asked for it. `smtps` greets inside it. */
export type Speech = 'tls' | 'smtps' | 'postgres' | 'starttls';

/** A server that shows a certificate, keeps what it is told inside TLS, and answers nothing. */
export class Stranger {
  /** Bytes that came after the handshake. */
  told = 0;
  private readonly server: Server;
  private readonly open = new Set<Socket>();
  private readonly files: { key: Buffer; cert: Buffer };

  private constructor(
    private readonly speech: Speech,
    { keyFile, certFile }: TlsFiles,
  ) {
    this.files = { key: readFileSync(keyFile), cert: readFileSync(certFile) };
    this.server = createServer((socket) => {
      this.open.add(socket);
      socket.on('error', () => undefined).on('close', () => this.open.delete(socket));
      void this.serve(socket);
    });
  }

  static async listen(speech: Speech, files: TlsFiles): Promise<Stranger> {
    const stranger = new Stranger(speech, files);
    await once(stranger.server.listen(0, '127.0.0.1'), 'listening');
    return stranger;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  close(): void {
    for (const socket of this.open) socket.destroy();
    this.server.close();
  }

  private async serve(socket: Socket): Promise<void> {
    const asked = (): Promise<unknown> => once(socket, 'data').catch(() => undefined);
    if (this.speech === 'postgres') {
      await asked();
      socket.write('S');
    } else if (this.speech === 'starttls') {
      socket.write('220 localhost\r\n');
      await asked();
      socket.write('250-localhost\r\n250 STARTTLS\r\n');
      await asked();
      socket.write('220 go on\r\n');
    }
    const inside = new TLSSocket(socket, { isServer: true, ...this.files });
    inside.on('error', () => undefined);
    inside.on('data', (data: Buffer) => {
      this.told += data.length;
      inside.end();
    });
    if (this.speech === 'smtps') inside.on('secure', () => inside.write('220 localhost ESMTP\r\n'));
  }
}
