import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createServer, connect, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OwnSocket } from './own-socket';

let folder: string;
let known: string;
const servers: Server[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-own-'));
  known = join(folder, 'internal', 'workspace.sock');
});
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A process that says its name to whoever connects. */
async function opened(name: string): Promise<{ own: OwnSocket; end: () => Promise<unknown> }> {
  const server = createServer((socket) => socket.on('error', () => undefined).end(name));
  servers.push(server);
  const own = new OwnSocket(known);
  await own.open((path) => once(server.listen(path), 'listening'));
  return { own, end: () => new Promise((resolve) => server.close(resolve)) };
}

async function answers(): Promise<string> {
  const socket = connect(known).setEncoding('utf8');
  let said = '';
  for await (const text of socket) said += String(text);
  return said;
}

describe('a socket that several processes may take', () => {
  it('leads to the newest, for this user and the group alone, and to another one soon after the newest has ended', async () => {
    const [first, second] = [await opened('first'), await opened('second')];
    expect(await answers()).toBe('second');
    expect((await stat(known)).mode & 0o777).toBe(0o660);
    const third = await opened('third');
    await second.own.takeIfDead();
    expect(await answers()).toBe('third');
    await first.end();
    expect(await answers()).toBe('third');
    await third.end();
    await expect(answers()).rejects.toThrow('ENOENT');
    await second.own.takeIfDead();
    expect(await answers()).toBe('second');
  });

  it('is taken from a process that was killed, of which nothing stays', async () => {
    const waiting = await opened('waiting');
    let kill = (): Promise<unknown> => Promise.reject(new Error('it was not there'));
    await new OwnSocket(known).open(async (path) => {
      const program = `require('net').createServer().listen(${JSON.stringify(path)}, () => console.log('there'))`;
      const child = spawn(process.execPath, ['-e', program]);
      kill = () => {
        child.kill('SIGKILL');
        return once(child, 'exit');
      };
      await once(child.stdout, 'data');
    });
    await kill();
    await expect(answers()).rejects.toThrow('ECONNREFUSED');
    await waiting.own.takeIfDead();
    expect(await answers()).toBe('waiting');
    expect(await readdir(join(folder, 'internal'))).toHaveLength(2);
  });
});
