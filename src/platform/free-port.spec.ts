import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { freePort, listeningFails } from './free-port';

const HOST = '127.0.0.1';

describe('a port that nobody chose', () => {
  it('is one on which a process can listen, and that the system gives to no outgoing connection', async () => {
    const range = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8');
    const outgoing = Number.parseInt(range, 10);
    const ports = await Promise.all(Array.from({ length: 50 }, () => freePort(HOST)));
    for (const port of ports) {
      expect(port).toBeLessThan(outgoing);
      expect(await listeningFails(HOST, port)).toBeUndefined();
    }
  });

  it('is looked for no longer where nobody can listen', async () => {
    await expect(freePort('192.0.2.1')).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' });
  });
});

describe('listening on a port', () => {
  it('fails where something else listens, and until that has ended', async () => {
    const server = createServer();
    await once(server.listen({ host: HOST, port: 0 }), 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await listeningFails(HOST, port)).toBe('EADDRINUSE');
    await new Promise((closed) => server.close(closed));
    expect(await listeningFails(HOST, port)).toBeUndefined();
  });
});
