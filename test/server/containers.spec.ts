import { execFile, spawn } from 'node:child_process';
import { once as happened } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded';
import { startClamd } from '../support/clamd';
import { startRedis } from '../support/redis';
import { until } from '../support/until';
import { Podman, relay, ROOT, untilHealthy } from './support/containers';
import { readCompose, runArguments, type Compose, type Service } from './support/compose';
import { takeThrough } from './support/path';

const run = promisify(execFile);
/** In the order in which each finds the others. */
const OURS = ['workspace', 'issuer', 'worker', 'intake', 'proxy'];
/** As compose.yml says, for what stands in for the images that no registry brings here. */
const PORTS = { db: 5432, redis: 6379, s3: 9000, clamav: 3310 };
const HTTPS = 20_443;

jest.setTimeout(1_200_000);

/** The containers of docker/, built, and run as compose.yml says. The services of others are those of the suites. */
describe('containers', () => {
  let podman: Podman;
  let compose: Compose;
  let hosts: Record<string, string> = {};
  /** Ends what was started, last first, also where something after it failed. */
  const endings: (() => Promise<unknown>)[] = [];

  const service = (name: string): Service => {
    const found = compose.services[name];
    if (found === undefined) throw new Error(`compose.yml has no ${name}`);
    const environment = Object.entries(found.environment ?? {}).map(([key, value]) => [
      key,
      // What stands in for the image of PostgreSQL calls its superuser by another name.
      value.replace('postgres:trial-admin@', 'lintel_admin:trial-admin@'),
    ]);
    return { ...found, environment: Object.fromEntries(environment) as Record<string, string> };
  };
  const exec = (name: string, ...command: string[]): Promise<string> => podman.do('exec', name, ...command);
  const once = (name: string, command?: readonly string[]): Promise<string> =>
    podman.do('run', '--rm', ...runArguments(service(name), hosts, command));

  /** On the address by which containers find this machine on their inner network. */
  async function startServices(address: string): Promise<void> {
    const home = await mkdtemp(join(tmpdir(), 'lintel-containers-'));
    endings.unshift(() => rm(home, { recursive: true, force: true }));
    await chmod(home, 0o711);
    const ceph = spawn('setpriv', ['--pdeathsig', 'TERM', '--', 'sh', 'docker/s3/ceph.sh'], {
      cwd: ROOT,
      stdio: 'ignore',
      env: {
        ...{ PATH: process.env['PATH'], CEPH_FOLDER: join(home, 'ceph') },
        ...{ CEPH_MON_PORT: '23300', S3_ADDRESS: `${address}:${PORTS.s3}` },
        ...service('s3').environment,
      },
    });
    endings.unshift(async () => {
      if (ceph.exitCode !== null || ceph.signalCode !== null) return;
      const over = happened(ceph, 'exit');
      ceph.kill('SIGTERM');
      await over;
    });
    const postgres = await startEmbeddedPostgres(home, 'trial-admin');
    endings.unshift(() => postgres.stop());
    const { password } = new URL(service('worker').environment?.['REDIS_URL'] ?? '');
    const redis = await startRedis('noeviction', password);
    endings.unshift(() => redis.stop());
    const clamd = await startClamd(32 * 1024 ** 2);
    endings.unshift(() => clamd.stop());
    const relays = [
      await relay(address, PORTS.db, { port: postgres.port }),
      await relay(address, PORTS.redis, { port: Number(new URL(redis.url).port) }),
      await relay(address, PORTS.clamav, { path: clamd.socket }),
    ];
    for (const server of relays) endings.unshift(() => Promise.resolve(server.close()));
    hosts = Object.fromEntries(Object.keys(PORTS).map((name) => [name, address]));
    const ready = join(home, 'ceph/ready');
    await until('the S3', () =>
      run('test', ['-e', ready]).then(
        () => true,
        () => false,
      ),
    );
  }

  async function makeNetworks(): Promise<string> {
    for (const [name, { internal, ipam }] of Object.entries(compose.networks)) {
      const subnets = (ipam?.config ?? []).flatMap(({ subnet }) => ['--subnet', subnet]);
      await podman.do('network', 'create', ...(internal === true ? ['--internal'] : []), ...subnets, name);
    }
    const template = '{{(index .Subnets 0).Gateway}}';
    return podman.do('network', 'inspect', '--format', template, 'back');
  }

  beforeAll(async () => {
    podman = await Podman.prepare();
    endings.unshift(() => podman.close());
    compose = await readCompose();
    await podman.makeBase('lintel-base');
    await podman.build('docker/Dockerfile', 'lintel-base', 'lintel');
    await podman.build('docker/proxy/Dockerfile', 'lintel-base', 'lintel-proxy');
    const address = await makeNetworks();
    // The bridge is there from the first container on.
    await podman.do(
      'run',
      '--detach',
      '--name',
      'bridge',
      '--network',
      'back',
      '--entrypoint',
      'sleep',
      'lintel',
      '1d',
    );
    await startServices(address);
    await once('set-up');
    for (const name of OURS) {
      const { ports, ...rest } = service(name);
      const published = (ports ?? [])
        .map((port) => port.replace(':443:', `:${HTTPS}:`))
        .filter((port) => !port.includes(':80:'));
      const others = name === 'proxy' ? await addressesOf(['intake', 'workspace']) : hosts;
      const found = name === 'intake' ? { ...others, ...(await addressesOf(['issuer'], 'back')) } : others;
      await podman.do(
        'run',
        '--detach',
        '--name',
        name,
        ...runArguments({ ...rest, ports: published }, found),
      );
    }
    for (const name of OURS) await untilHealthy(podman, name);
  });

  afterAll(async () => {
    // The containers first: what they rest on is theirs until then.
    endings.unshift(...endings.splice(-1));
    for (const end of endings) await end();
  });

  /** Names are found by addresses here: the name server of a network is another program of podman's. */
  async function addressesOf(names: readonly string[], network = 'front'): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const name of names) {
      const template = `{{(index .NetworkSettings.Networks "${network}").IPAddress}}`;
      found[name] = await podman.do('inspect', '--format', template, name);
    }
    return found;
  }

  it('the image brings what runs, and no compiler', async () => {
    const image = await podman.do('image', 'inspect', '--format', '{{.User}} {{.Size}}', 'lintel');
    const [user, size] = image.split(' ');
    expect(user).toBe('node');
    expect(Number(size)).toBeLessThan(1.3 * 1024 ** 3);
    const found = await exec(
      'intake',
      'sh',
      '-c',
      'ls node_modules | grep -xE "typescript|jest|esbuild" || true; node --version',
    );
    expect(found).toMatch(/^v24\.\d+\.\d+$/);
  });

  it.each(OURS)(
    '%s runs as an ordinary user, without rights, and writes nothing to its image',
    async (name) => {
      const status = await exec(name, 'cat', '/proc/1/status');
      expect(status).toMatch(/^Uid:\t(?!0\t)\d+/m);
      expect(status).toMatch(/^NoNewPrivs:\t1$/m);
      expect(status).toMatch(/^Seccomp:\t2$/m);
      for (const kind of ['Eff', 'Prm', 'Bnd'])
        expect(status).toMatch(new RegExp(`^Cap${kind}:\t0{16}$`, 'm'));
      for (const path of ['/new', '/usr/new', '/opt/new'])
        await expect(exec(name, 'sh', '-c', `echo > ${path}`)).rejects.toThrow();
    },
  );

  it.each(OURS.filter((name) => name !== 'proxy'))('%s has no way out', async (name) => {
    const routes = (await exec(name, 'cat', '/proc/net/route')).split('\n').slice(1);
    expect(routes.length).toBeGreaterThan(0);
    expect(routes.filter((route) => route.split('\t')[1] === '00000000')).toEqual([]);
  });

  it('takes a clip in over TLS, from the private link to the officer, its decoders shut in', async () => {
    const made = await once('set-up', [
      'node bin/lintel.mjs create-officer --email sample@force.example --name "Sample Officer" --role supervisor',
    ]);
    const password = /shown only now: (\S+)/.exec(made)?.[1] ?? '';
    await takeThrough({
      ...{ drop: 'drop.localhost', desk: 'desk.localhost', port: HTTPS },
      ...{ email: 'sample@force.example', password },
    });
    expect(await podman.do('logs', 'worker')).not.toMatch(/without a sandbox|unsandboxed/i);
    expect(service('worker').environment).not.toHaveProperty('MEDIA_ALLOW_UNSANDBOXED');
  });

  it('is well again after a container was killed', async () => {
    for (const name of ['worker', 'intake']) {
      await podman.do('kill', '--signal', 'KILL', name);
      // Its network is taken down by a process of its own, beside which it must not be set up again.
      await podman.do('wait', '--condition=exited', name);
      await podman.do('start', name);
      await untilHealthy(podman, name);
    }
  });
});
