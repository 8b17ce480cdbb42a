import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from '../../support/until';
import { answerAsDocker, askByTheClock } from './docker-api';

const run = promisify(execFile);
export const ROOT = join(__dirname, '../../..');
/** As `docker/Dockerfile` asks for. */
const NODE = `node-linux-${process.arch}@24`;
const OUTPUT_BYTES = 16 * 1024 ** 2;
/** No timers of systemd for how containers are: not every machine has one, and the suite asks by itself. */
const ENVIRONMENT = { ...process.env, PODMAN_IGNORE_CGROUPSV1_WARNING: '1', DISABLE_HC_SYSTEMD: 'true' };

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Words before a command that brings packages: it does so over the machine's network, also where the suite has another. */
const network = process.env['LINTEL_OUTER_NETWORK'];
const BRINGS = network === undefined ? [] : ['nsenter', `--net=${network}`];

function bring(...command: string[]): Promise<unknown> {
  const [program = '', ...args] = [...BRINGS, ...command];
  return run(program, args);
}

async function ended(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const over = once(process, 'exit');
  process.kill('SIGTERM');
  await over;
}

export interface Build {
  readonly context: string;
  readonly dockerfile: string;
}

/**
 * Podman with images, containers and networks of its own, all of which go with its folder. For who works on the containers: images in the
 * folder that LINTEL_CONTAINERS names are kept, and not built again.
 */
export class Podman {
  /** Ends what serves the socket, last first. */
  private readonly endings: (() => Promise<void>)[] = [];

  private constructor(
    readonly folder: string,
    private readonly isKept: boolean,
  ) {}

  static async prepare(): Promise<Podman> {
    const kept = process.env['LINTEL_CONTAINERS'];
    return new Podman(kept ?? (await mkdtemp('/var/tmp/lintel-containers-')), kept !== undefined);
  }

  /** @throws with what it printed */
  do(...args: string[]): Promise<string> {
    return this.after([], args);
  }

  private async after(words: readonly string[], args: readonly string[]): Promise<string> {
    const options = { cwd: ROOT, env: ENVIRONMENT, maxBuffer: OUTPUT_BYTES };
    const [program = '', ...rest] = [...words, 'podman', ...this.own(), ...args];
    const { stdout } = await run(program, rest, options);
    return stdout.trim();
  }

  private own(): string[] {
    const where = ['--root', join(this.folder, 'storage'), '--runroot', join(this.folder, 'run')];
    // runc, since crun takes no part in a machine that has cgroups of both versions.
    return [...where, '--runtime', 'runc', '--network-config-dir', join(this.folder, 'networks')];
  }

  /** @returns a socket for the programs that speak with Docker */
  async serve(): Promise<string> {
    const [own, docker] = [join(this.folder, 'podman.sock'), join(this.folder, 'docker.sock')];
    for (const socket of [own, docker]) await rm(socket, { force: true });
    const command = ['podman', ...this.own(), 'system', 'service', '--time=0', `unix://${own}`];
    const service = spawn('setpriv', ['--pdeathsig', 'TERM', '--', ...command], {
      stdio: 'ignore',
      env: ENVIRONMENT,
    });
    this.endings.unshift(() => ended(service));
    await until('the socket of podman', () => exists(own));
    const [adapter, clock] = [await answerAsDocker(own, docker, this.folder), askByTheClock(own)];
    this.endings.unshift(
      () => clock.close(),
      () => adapter.close(),
    );
    return docker;
  }

  /** What a registry would bring: Debian with Node 24, npm and a user `node`. */
  async makeBase(name: string): Promise<void> {
    if (await this.has(name)) return;
    const [tree, node] = [join(this.folder, 'base'), join(this.folder, 'node')];
    await Promise.all([
      bring('mmdebstrap', '--quiet', '--variant=minbase', '--include=ca-certificates', 'trixie', tree),
      bring('npm', 'install', '--silent', '--no-audit', '--prefix', node, NODE),
    ]);
    const modules = join(tree, 'usr/local/lib/node_modules');
    await mkdir(modules, { recursive: true });
    await cp(
      join(node, 'node_modules', NODE.replace(/@.*/, ''), 'bin/node'),
      join(tree, 'usr/local/bin/node'),
    );
    const npm = (await run('npm', ['root', '--global'])).stdout.trim();
    await cp(join(npm, 'npm'), join(modules, 'npm'), { recursive: true });
    await symlink('../lib/node_modules/npm/bin/npm-cli.js', join(tree, 'usr/local/bin/npm'));
    await run('chroot', [tree, 'useradd', '--create-home', '--uid', '1000', 'node']);
    // As in Debian's own images: a layer that breaks off is thrown away, so no package waits for the disk.
    await writeFile(join(tree, 'etc/dpkg/dpkg.cfg.d/docker-apt-speedup'), 'force-unsafe-io\n');
    const archive = join(this.folder, 'base.tar');
    await run('tar', ['-C', tree, '--exclude=./dev/*', '-cf', archive, '.']);
    await this.do('import', '--quiet', archive, name);
    await Promise.all([tree, archive, node].map((path) => rm(path, { recursive: true, force: true })));
  }

  /** Builds as `docker build` does, on a base of ours; packages come over the network of this machine. */
  async build({ context, dockerfile }: Build, base: string, name: string): Promise<void> {
    if (await this.has(name)) return;
    const file = join(context, dockerfile);
    const cache = ['--volume', `${await npmCache()}:/root/.npm`];
    const how = ['--network=host', '--build-arg', `BASE=${base}`, ...cache, ...(await limits())];
    const what = ['--ignorefile', `${file}.dockerignore`, '--file', file, '--tag', name, context];
    // Parts that do not wait for each other are built beside each other.
    await this.after(BRINGS, ['build', '--quiet', '--layers=false', '--jobs=2', ...how, ...what]);
  }

  private has(image: string): Promise<boolean> {
    return this.do('image', 'exists', image).then(
      () => true,
      () => false,
    );
  }

  async close(): Promise<void> {
    await this.do('rm', '--all', '--force', '--time', '1').catch(() => undefined);
    await this.do('volume', 'rm', '--all', '--force').catch(() => undefined);
    await this.do('network', 'prune', '--force').catch(() => undefined);
    for (const end of this.endings) await end();
    if (this.isKept) return;
    await this.do('system', 'reset', '--force').catch(() => undefined);
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Podman gives a build higher limits than it has itself, which takes a right that not every root has. */
async function limits(): Promise<string[]> {
  const asked = ['--nofile', '--nproc', '--output', 'RESOURCE,HARD', '--noheadings', '--raw'];
  const { stdout } = await run('prlimit', asked);
  const lines = stdout.trim().split('\n');
  return lines.flatMap((line) => {
    const [name = '', hard = ''] = line.split(' ');
    return hard === 'unlimited' ? [] : ['--ulimit', `${name.toLowerCase()}=${hard}:${hard}`];
  });
}

/** So that packages which are here need not come again. */
async function npmCache(): Promise<string> {
  const folder = (await run('npm', ['config', 'get', 'cache'])).stdout.trim();
  await mkdir(folder, { recursive: true });
  return folder;
}
