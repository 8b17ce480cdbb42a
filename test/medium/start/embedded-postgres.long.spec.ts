import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  adminUrl,
  runningPort,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../src/platform/database/embedded';
import { until } from '../../support/until';

const PASSWORD = 'a-password-with-?&%-signs';
const SHARED = '/var/lib/lintel';

async function ask<T>(port: number, sql: string, password = PASSWORD): Promise<T[]> {
  const client = new Client({ connectionString: adminUrl(port, password) });
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

const folderOf = (home: string): string =>
  (JSON.parse(readFileSync(join(home, 'postgresql.json'), 'utf8')) as { folder: string | null }).folder ??
  join(home, 'postgresql');

const postmaster = (home: string): number =>
  Number.parseInt(readFileSync(join(folderOf(home), 'data/postmaster.pid'), 'utf8'), 10);

describe('the database that Lintel brings along', () => {
  let home: string;
  let postgres: EmbeddedPostgres | undefined;

  beforeEach(() => {
    // mkdtemp makes the folder private: as root, the database's own account may not enter it.
    home = mkdtempSync(join(tmpdir(), 'lintel home with spaces '));
  });

  afterEach(async () => {
    await postgres?.stop();
    const folder = folderOf(home);
    if (folder.startsWith(`${SHARED}/`)) rmSync(folder, { recursive: true, force: true });
    rmSync(home, { recursive: true, force: true });
  });

  const start = async (): Promise<EmbeddedPostgres> =>
    (postgres = await startEmbeddedPostgres(home, PASSWORD));

  it('is durable, checks its pages, listens on this machine alone and asks for a password', async () => {
    const { port } = await start();
    const settings = await ask<{ name: string; setting: string }>(
      port,
      `SELECT name, setting FROM pg_settings WHERE name IN
         ('data_checksums', 'fsync', 'listen_addresses', 'synchronous_commit', 'unix_socket_directories')`,
    );
    expect(Object.fromEntries(settings.map((row) => [row.name, row.setting]))).toEqual({
      data_checksums: 'on',
      fsync: 'on',
      listen_addresses: '127.0.0.1',
      synchronous_commit: 'on',
      unix_socket_directories: '',
    });
    await expect(ask(port, 'SELECT 1', 'wrong')).rejects.toMatchObject({ code: '28P01' });
  });

  it('goes on with its data on its port after a clean stop', async () => {
    const first = await start();
    await ask(first.port, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    expect(await runningPort(home)).toBeUndefined();
    const second = await start();
    expect(second.port).toBe(first.port);
    expect(second.foundRunning).toBe(false);
    expect(await ask(second.port, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('stops a server that a killed start has left, and loses nothing of it', async () => {
    const first = await start();
    await ask(first.port, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const left = postmaster(home);
    const second = await start();
    expect(second.foundRunning).toBe(true);
    expect(postmaster(home)).not.toBe(left);
    expect(await ask(second.port, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('recovers from a kill of the server itself', async () => {
    const first = await start();
    await ask(first.port, 'CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(postmaster(home), 'SIGKILL');
    const second = await start();
    expect(await ask(second.port, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('moves to another port when something else has taken its own', async () => {
    const first = await start();
    await first.stop();
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(first.port, '127.0.0.1', resolve));
    try {
      const second = await start();
      expect(second.port).not.toBe((squatter.address() as AddressInfo).port);
      expect(await ask(second.port, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    } finally {
      await new Promise((resolve) => squatter.close(resolve));
    }
  });

  it('goes on in a new file of its log while it runs, with no line lost and few files kept', async () => {
    const { port, rotateLog } = await start();
    const name = join(folderOf(home), 'postgresql.log');
    const text = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
    const files = [name, `${name}.1`, `${name}.2`];
    const told = (count: number): string => `told ${count} times`;
    for (let count = 1; count <= 5; count += 1) {
      await ask(port, `DO $$BEGIN RAISE LOG '${told(count)}'; END$$`);
      await until('its line', () => Promise.resolve(files.some((file) => text(file).includes(told(count)))));
      await rotateLog({ maxBytes: 1, kept: 2 });
      await until('the new file', () => Promise.resolve(existsSync(name)));
    }
    expect(files.map((file) => [...text(file).matchAll(/told \d/g)].map(String))).toEqual([
      [],
      ['told 5'],
      ['told 4'],
    ]);
    expect(existsSync(`${name}.3`)).toBe(false);
    await rotateLog({ maxBytes: 1_000_000, kept: 2 });
    expect(text(`${name}.1`)).toContain('told 5');
  });

  it('does not write statements or their values to its log', async () => {
    const { port } = await start();
    await ask(port, 'CREATE TABLE person (name text PRIMARY KEY)');
    await ask(port, `INSERT INTO person VALUES ('Ann Example')`);
    await expect(ask(port, `INSERT INTO person VALUES ('Ann Example')`)).rejects.toThrow('duplicate');
    await postgres?.stop();
    const log = execFileSync('cat', [join(folderOf(home), 'postgresql.log')], { encoding: 'utf8' });
    expect(log).toContain('duplicate key');
    expect(log).not.toContain('Ann');
  });
});
