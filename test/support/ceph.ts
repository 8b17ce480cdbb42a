import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { inMemory } from './in-memory';
import { freePort } from './port';
import { PATIENCE_MS } from './until';

const run = promisify(execFile);
const PACKAGES = { 'ceph-mon': 'ceph-mon', 'ceph-osd': 'ceph-osd', radosgw: 'radosgw' };
const CLASSES = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/rados-classes`;

/** A sentence that names the Debian packages to install, or undefined when all are there. */
export function cephMissing(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const missing = Object.entries(PACKAGES)
    .filter(([tool]) => !folders.some((folder) => existsSync(join(folder, tool))))
    .map(([, name]) => name);
  return missing.length === 0
    ? undefined
    : `The S3 tests need Ceph's gateway: install it with scripts/install-ceph.sh (missing: ${missing.join(', ')}).`;
}

export interface S3Key {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const S3_PROCESSES = ['intake', 'workspace', 'issuer', 'worker'] as const;
type S3Process = (typeof S3_PROCESSES)[number];

/** A real S3 with versioning and Object Lock: a single Ceph node in a folder of its own, on free ports. */
export interface Ceph extends S3Key {
  readonly endpoint: string;
  /** Users of their own, called `lintel-NAME`, who may do nothing until a bucket's policy lets them. */
  readonly processes: Readonly<Record<S3Process, S3Key>>;
  /** Ends every daemon and removes the folder. */
  stop(): Promise<void>;
}

/** What Ceph else writes down of each step, in memory for the case that it crashes, is a good part of what it does. */
const QUIET =
  'auth bdev bluefs bluestore crush filer finisher mgr mon monc ms none objclass objecter optracker osd paxos perfcounter rados rgw rocksdb throttle timer'.split(
    ' ',
  );

function configuration(folder: string, ports: { mon: number; s3: number }): string {
  return `[global]
fsid = ${randomUUID()}
mon host = v2:127.0.0.1:${ports.mon}
public addr = 127.0.0.1
keyring = ${folder}/keyring
admin socket =
log file = ${folder}/$name.log
run dir = ${folder}
crash dir = ${folder}
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
ms crc data = false
ms crc header = false
bluestore csum type = none
mon allow pool size one = true
${QUIET.map((part) => `debug ${part} = 0/0`).join('\n')}
mon max pg per osd = 1000
[mon]
mon data = ${folder}/mon
[osd.0]
osd data = ${folder}/osd
osd objectstore = bluestore
bluestore block create = true
bluestore block size = 8589934592
osd class dir = ${CLASSES}
[client.admin]
rgw data = ${folder}/rgw
rgw frontends = beast endpoint=127.0.0.1:${ports.s3}
`;
}

class Node {
  private readonly daemons: ChildProcess[] = [];
  /** However this process ends, the pipe to the shell closes, and the folder goes: nobody else removes what is in memory. */
  private readonly keeper: ChildProcess;

  constructor(readonly folder: string) {
    const remove = 'read -r _; rm -rf "$1"';
    const stdio = ['pipe', 'ignore', 'ignore'] as const;
    this.keeper = spawn('/bin/sh', ['-c', remove, 'keeper', folder], {
      cwd: '/',
      stdio: [...stdio],
      detached: true,
    });
  }

  async tool(name: string, ...args: string[]): Promise<string> {
    const options = {
      env: { ...process.env, CEPH_CONF: join(this.folder, 'ceph.conf') },
      timeout: PATIENCE_MS,
    };
    return (await run(name, args, options)).stdout;
  }

  /** The daemon dies with the process that started it, whatever ends that. */
  daemon(name: string, ...args: string[]): void {
    const config = ['-c', join(this.folder, 'ceph.conf'), '-f'];
    const command = ['--pdeathsig', 'KILL', '--', name, ...config, ...args];
    this.daemons.push(spawn('setpriv', command, { stdio: 'ignore' }));
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.daemons.map(async (daemon) => {
        if (daemon.exitCode !== null || daemon.signalCode !== null) return;
        const ended = new Promise((resolve) => daemon.once('exit', resolve));
        daemon.kill('SIGKILL');
        await ended;
      }),
    );
    if (this.keeper.exitCode !== null || this.keeper.signalCode !== null) return;
    const gone = new Promise((resolve) => this.keeper.once('exit', resolve));
    this.keeper.stdin?.end();
    await gone;
  }
}

async function startCluster(node: Node, ports: { mon: number; s3: number }): Promise<void> {
  const keyring = join(node.folder, 'keyring');
  const map = join(node.folder, 'monmap');
  const config = configuration(node.folder, ports);
  const all = ['mon', 'osd', 'mgr'].flatMap((part) => ['--cap', part, 'allow *']);
  await writeFile(join(node.folder, 'ceph.conf'), config);
  await Promise.all(['mon', 'osd', 'rgw'].map((name) => mkdir(join(node.folder, name))));
  await node.tool('ceph-authtool', '-C', keyring, '-g', '-n', 'mon.', '--cap', 'mon', 'allow *');
  await node.tool('ceph-authtool', keyring, '-g', '-n', 'client.admin', ...all);
  const fsid = /fsid = (\S+)/.exec(config)?.[1] ?? '';
  await node.tool('monmaptool', '--create', '--addv', 'a', `v2:127.0.0.1:${ports.mon}`, '--fsid', fsid, map);
  await node.tool('ceph-mon', '--mkfs', '-i', 'a', '--monmap', map, '--keyring', keyring);
  node.daemon('ceph-mon', '-i', 'a');

  const uuid = randomUUID();
  await node.tool('ceph', 'osd', 'new', uuid);
  const caps = ['mon', 'allow profile osd', 'osd', 'allow *', 'mgr', 'allow profile osd'];
  await appendFile(keyring, await node.tool('ceph', 'auth', 'get-or-create', 'osd.0', ...caps));
  await node.tool('ceph-osd', '--mkfs', '-i', '0', '--osd-uuid', uuid);
  node.daemon('ceph-osd', '-i', '0');
  node.daemon('radosgw', '-n', 'client.admin');
}

async function createUser(node: Node, name: string): Promise<S3Key> {
  const args = ['user', 'create', '--uid', name, '--display-name', name];
  const answer: unknown = JSON.parse(await node.tool('radosgw-admin', ...args));
  const { keys } = answer as { keys: { access_key: string; secret_key: string }[] };
  const key = keys[0];
  if (key === undefined) throw new Error('Ceph made a user without a key');
  return { accessKeyId: key.access_key, secretAccessKey: key.secret_key };
}

async function untilServing(node: Node, endpoint: string): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline;) {
    const up = await fetch(endpoint).then(
      (answer) => answer.body !== null,
      () => false,
    );
    if (up) return;
    await sleep(100);
  }
  const log = await readFile(join(node.folder, 'client.admin.log'), 'utf8').catch(() => '');
  throw new Error(`Ceph's gateway did not start:\n${log.slice(-2000)}`);
}

/** @param own who gets a user of their own: each takes a program that connects to all of it */
export async function startCeph(own: readonly S3Process[] = S3_PROCESSES): Promise<Ceph> {
  const missing = cephMissing();
  if (missing !== undefined) throw new Error(missing);
  const node = new Node(await mkdtemp(join(inMemory(), 'lintel-ceph-')));
  try {
    const ports = { mon: await freePort(), s3: await freePort() };
    const endpoint = `http://127.0.0.1:${ports.s3}`;
    await startCluster(node, ports);
    await untilServing(node, endpoint);
    const lintel = await createUser(node, 'lintel');
    const processes: Partial<Record<S3Process, S3Key>> = {};
    for (const name of own) processes[name] = await createUser(node, `lintel-${name}`);
    return {
      ...{ endpoint, ...lintel },
      processes: processes as Record<S3Process, S3Key>,
      stop: () => node.stop(),
    };
  } catch (error) {
    await node.stop();
    throw error;
  }
}
