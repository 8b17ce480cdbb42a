import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until';

/** What our own signatures find. Nothing real is needed, and nothing is fetched. */
export const MARKER = 'lintel-test-marker-that-no-real-file-holds';
export const LATER_MARKER = 'lintel-test-marker-that-is-known-only-later';
/** The test file of the industry, in two parts so that no scanner finds it in this source. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

const NAMES = { marker: 'Lintel.Test.Marker', later: 'Lintel.Test.Later', eicar: 'Eicar-Test-Signature' };
const EICAR_MD5 = '44d88612fea8a8f36de82e1278abb02f';
const hex = (text: string): string => Buffer.from(text).toString('hex');

export interface TestClamd {
  readonly socket: string;
  /** Learns a new signature, as after an update: it takes effect with the next start. */
  learn(name: string, marker: string): Promise<void>;
  start(): Promise<void>;
  /** As a crash would. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

async function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = createConnection(socket, () => connection.end('zPING\0'));
    connection.on('data', () => resolve(true));
    connection.on('error', () => resolve(false));
    connection.on('close', () => resolve(false));
  });
}

/** A real clamd with two signatures of ours and the hash of EICAR, as whoever runs the test. */
export async function startClamd(maxBytes = 1024 ** 2, more = ['AlertExceedsMax yes']): Promise<TestClamd> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-clamd-'));
  const socket = join(folder, 'clamd.sock');
  const signatures = join(folder, 'signatures');
  await mkdir(signatures);
  await mkdir(join(folder, 'tmp'));
  await writeFile(join(signatures, 'own.ndb'), `${NAMES.marker}:0:*:${hex(MARKER)}\n`);
  await writeFile(join(signatures, 'own.hdb'), `${EICAR_MD5}:68:${NAMES.eicar}\n`);
  const settings = [
    `LocalSocket ${socket}`,
    `DatabaseDirectory ${signatures}`,
    `TemporaryDirectory ${join(folder, 'tmp')}`,
    'Foreground yes',
    `StreamMaxLength ${maxBytes}`,
    ...more,
  ];
  await writeFile(join(folder, 'clamd.conf'), `${settings.join('\n')}\n`);
  let server: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server?.once('exit', resolve));
    server.kill('SIGKILL');
    await ended;
  };
  const start = async (): Promise<void> => {
    await rm(socket, { force: true });
    const command = ['clamd', '--config-file', join(folder, 'clamd.conf')];
    server = spawn('setpriv', ['--pdeathsig', 'KILL', '--', ...command], {
      stdio: 'ignore',
      env: { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` },
    });
    await until('clamd', () => answers(socket));
  };
  await start();
  return {
    socket,
    learn: (name, marker) => writeFile(join(signatures, `${name}.ndb`), `${name}:0:*:${hex(marker)}\n`),
    start,
    kill,
    stop: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface Impostor {
  readonly port: number;
  /** What is said to each `VERSION`. */
  version: string;
  /** What is done with the connection of a file; nothing set: the real one gets it. */
  instead: ((connection: Socket) => void) | undefined;
  /** Whether nobody gets an answer, whatever they ask. */
  away: boolean;
  /** How often somebody has connected. */
  connections: number;
  close(): Promise<void>;
}

/** Stands before a real clamd, tells other signatures, and can say whatever it likes. */
export async function startImpostor(behind: string): Promise<Impostor> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((connection) => {
    sockets.add(connection);
    impostor.connections += 1;
    connection.on('error', () => undefined);
    connection.once('data', (first) => {
      if (impostor.away) connection.destroy();
      else if (first.toString('latin1').startsWith('zVERSION')) connection.end(impostor.version);
      else if (impostor.instead !== undefined) impostor.instead(connection);
      else {
        const real = createConnection(behind);
        real.on('error', () => connection.destroy());
        real.write(first);
        connection.pipe(real).pipe(connection);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const impostor: Impostor = {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    version: 'ClamAV 1.4.6/27500/Thu Nov 26 09:45:23 2026\0',
    instead: undefined,
    away: false,
    connections: 0,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return impostor;
}
