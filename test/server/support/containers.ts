import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createServer, connect, type Server, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
export const ROOT = join(__dirname, '../../..');
/** As `docker/Dockerfile` asks for. */
const NODE = `node-linux-${process.arch}@24`;
const OUTPUT_BYTES = 16 * 1024 ** 2;

/**
 * Podman with images, containers and networks of its own, all of which go with its folder. For who works on the containers: images in the
 * folder that LINTEL_CONTAINERS names are kept, and not built again.
 */
export class Podman {
  private constructor(
    private readonly folder: string,
    private readonly isKept: boolean,
  ) {}

  static async prepare(): Promise<Podman> {
    const kept = process.env['LINTEL_CONTAINERS'];
    return new Podman(kept ?? (await mkdtemp('/var/tmp/lintel-containers-')), kept !== undefined);
  }

  /** @throws with what it printed */
  async do(...args: string[]): Promise<string> {
    const own = ['--root', join(this.folder, 'storage'), '--runroot', join(this.folder, 'run')];
    // runc, since crun takes no part in a machine that has cgroups of both versions.
    const where = ['--runtime', 'runc', '--network-config-dir', join(this.folder, 'networks')];
    const env = { ...process.env, PODMAN_IGNORE_CGROUPSV1_WARNING: '1' };
    const options = { cwd: ROOT, env, maxBuffer: OUTPUT_BYTES };
    const { stdout } = await run('podman', [...own, ...where, ...args], options);
    return stdout.trim();
  }

  /** What a registry would bring: Debian with Node 24, npm and a user `node`. */
  async makeBase(name: string): Promise<void> {
    if (await this.has(name)) return;
    const [tree, node] = [join(this.folder, 'base'), join(this.folder, 'node')];
    await Promise.all([
      run('mmdebstrap', ['--quiet', '--variant=minbase', '--include=ca-certificates', 'trixie', tree]),
      run('npm', ['install', '--silent', '--no-audit', '--prefix', node, NODE]),
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
    const archive = join(this.folder, 'base.tar');
    await run('tar', ['-C', tree, '--exclude=./dev/*', '-cf', archive, '.']);
    await this.do('import', '--quiet', archive, name);
    await Promise.all([tree, archive, node].map((path) => rm(path, { recursive: true, force: true })));
  }

  /** Builds as `docker build` does, on a base of ours; packages come over the network of this machine. */
  async build(dockerfile: string, base: string, name: string): Promise<void> {
    if (await this.has(name)) return;
    const ignore = ['--ignorefile', `${dockerfile}.dockerignore`];
    const cache = ['--volume', `${await npmCache()}:/root/.npm`];
    const how = ['--network=host', '--build-arg', `BASE=${base}`, ...cache, ...ignore, ...(await limits())];
    await this.do('build', '--quiet', '--layers=false', ...how, '--file', dockerfile, '--tag', name, '.');
  }

  private has(image: string): Promise<boolean> {
    return this.do('image', 'exists', image).then(
      () => true,
      () => false,
    );
  }

  async close(): Promise<void> {
    await this.do('rm', '--all', '--force', '--time', '1').catch(() => undefined);
    await this.do('volume', 'prune', '--force', '--all').catch(() => undefined);
    await this.do('network', 'prune', '--force').catch(() => undefined);
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

/** What listens on an address of this machine for a service elsewhere. */
export async function relay(
  host: string,
  port: number,
  to: { port: number } | { path: string },
): Promise<Server> {
  const sockets = new Set<Socket>();
  const server = createServer((from) => {
    const there = connect(to);
    for (const socket of [from, there]) {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    }
    from.on('error', () => there.destroy());
    there.on('error', () => from.destroy());
    from.pipe(there).pipe(from);
  });
  const closeServer = server.close.bind(server);
  server.close = (done) => {
    for (const socket of sockets) socket.destroy();
    return closeServer(done);
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return server;
}

/** Waits for what a container says of itself. @throws with what its check and its log say */
export async function untilHealthy(podman: Podman, name: string, seconds = 300): Promise<void> {
  for (const deadline = Date.now() + seconds * 1_000; Date.now() < deadline;) {
    const well = await podman.do('healthcheck', 'run', name).then(
      () => true,
      () => false,
    );
    if (well) return;
    await sleep(500);
  }
  const said = await podman.do('inspect', '--format', '{{json .State.Health}}', name);
  throw new Error(`${name} is not well: ${said}\n${await podman.do('logs', '--tail', '40', name)}`);
}

export const readText = (path: string): Promise<string> => readFile(join(ROOT, path), 'utf8');
export const folderOf = (path: string): string => dirname(join(ROOT, path));
