import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { until } from '../support/until';
import { Composition, containerOf, type Config } from './support/compose';
import { Podman } from './support/containers';
import {
  ANY_SUITE,
  answerInTheClear,
  IN_THE_CLEAR,
  settledWith,
  STRONG_SUITES,
  WEAK_SUITES,
} from './support/front';
import { makeStandIns } from './support/stand-ins';
import { takeThrough } from './support/path';

const run = promisify(execFile);
const BASE = 'lintel-base';
const OURS = ['intake', 'workspace', 'issuer', 'worker', 'proxy'];
const HTTPS = 20_443;
const HTTP = 20_080;
const NAMES = ['drop.localhost', 'desk.localhost'];
/** Where each answers. */
const PORTS: Readonly<Record<string, number>> = {
  ...{ db: 5432, redis: 6379, s3: 9000, clamav: 3310 },
  ...{ intake: 8080, workspace: 8081, worker: 8082, issuer: 8083, proxy: 8443 },
};
const BACK = ['clamav', 'db', 'intake', 'issuer', 's3', 'worker', 'workspace'];
/** Whom each reaches: nobody else. */
const REACHED: Readonly<Record<string, readonly string[]>> = {
  proxy: ['intake', 'workspace'],
  intake: [...BACK, 'proxy'],
  workspace: [...BACK, 'proxy'],
  issuer: BACK,
  worker: [...BACK, 'redis'],
  db: BACK,
  s3: BACK,
  clamav: BACK,
  redis: ['worker'],
};

jest.setTimeout(1_200_000);

/** The containers of docker/, built, and run by Compose as docs/operations.md says. Images of others are stood in for. */
describe('containers', () => {
  let podman: Podman;
  let compose: Composition;
  let delivered: Config;
  /** Ends what was started, last first, also where something after it failed. */
  const endings: (() => Promise<unknown>)[] = [];

  const exec = (name: string, ...command: string[]): Promise<string> =>
    podman.do('exec', containerOf(name), ...command);
  const about = (name: string, template: string): Promise<string> =>
    podman.do('inspect', '--format', template, containerOf(name));
  /** Commands that say the name of a service where it answers, by each of its addresses. */
  async function waysTo(name: string, port: number): Promise<string[]> {
    const addresses = await about(name, '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}');
    return addresses
      .trim()
      .split(' ')
      .map((address) => `(timeout 3 bash -c '</dev/tcp/${address}/${port}' 2>/dev/null && echo ${name}) &`);
  }
  let ways: Promise<string[][]> | undefined;
  const isWell = (name: string): Promise<boolean> =>
    about(name, '{{.State.Health.Status}}').then((status) => status === 'healthy');

  beforeAll(async () => {
    podman = await Podman.prepare();
    endings.unshift(() => podman.close());
    compose = await Composition.prepare(podman, { https: HTTPS, http: HTTP });
    endings.unshift(() => compose.close());
    delivered = await compose.delivered();
    const { services } = delivered;
    const images = Object.fromEntries(Object.entries(services).map(([name, { image }]) => [name, image]));
    await Promise.all([makeStandIns(podman, images), podman.makeBase(BASE)]);
    const builds = new Map(
      Object.values(services).flatMap(({ image, build }) => (build ? [[image, build]] : [])),
    );
    for (const [image, build] of builds) await podman.build(build, BASE, image);
    await compose.typed('compose-secrets');
    endings.unshift(() => compose.here('docker compose down --volumes --timeout 1'));
    await compose.typed('compose-up').catch(async (error: unknown) => {
      const said = await compose.here('docker compose ps --all; docker compose logs --tail 20');
      throw new Error(`${(error as Error).message}\n${said}`, { cause: error });
    });
  });

  afterAll(async () => {
    for (const end of endings) await end();
  });

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

  it('Compose finds every service well, and set-up done', async () => {
    const listed = await compose.here(
      'docker compose ps --all --format "{{.Service}} {{.State}} {{.Health}}"',
    );
    const long = Object.keys(delivered.services).filter((name) => name !== 'set-up');
    expect(
      listed
        .split('\n')
        .map((line) => line.trim())
        .sort(),
    ).toEqual([...long.map((name) => `${name} running healthy`), 'set-up exited'].sort());
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
      expect(await about(name, '{{.HostConfig.ReadonlyRootfs}}')).toBe('true');
      const tries = 'for path in /new /usr/new /opt/new /etc/new; do (echo > $path) 2>&1; done; true';
      expect(await exec(name, 'sh', '-c', tries)).toMatch(/^([^\n]*Read-only file system\n?){4}$/);
      // Podman lets a container that is read only write to these two, Docker does not.
      const written = await exec(name, 'find', '/run', '/var/tmp', '-type', 'f', '-size', '+0');
      expect(
        written.split('\n').filter((path) => !/^(\/run\/(\.containerenv|secrets\/\w+))?$/.test(path)),
      ).toEqual([]);
    },
  );

  it.each(Object.keys(REACHED))('%s reaches whom its networks lead to, and nobody else', async (name) => {
    ways ??= Promise.all(Object.entries(PORTS).map(([other, port]) => waysTo(other, port)));
    const probes = (await ways).flat();
    const reached = (await exec(name, 'bash', '-c', [...probes, 'wait'].join('\n'))).split('\n');
    const others = [...new Set(reached)].filter((other) => other !== name);
    expect(others.sort()).toEqual([...(REACHED[name] ?? [])].filter((other) => other !== name).sort());
  });

  it.each(Object.keys(REACHED).filter((name) => !['proxy', 'clamav'].includes(name)))(
    '%s has no way out',
    async (name) => {
      const routes = (await exec(name, 'cat', '/proc/net/route')).split('\n').slice(1);
      expect(routes.length).toBeGreaterThan(0);
      expect(routes.filter((route) => route.split('\t')[1] === '00000000')).toEqual([]);
    },
  );

  it.each([
    ['intake', ['internal']],
    ['issuer', ['internal']],
    ['workspace', ['session', 'sealing']],
  ])('%s has its secrets from files, and in no list of settings', async (name, files) => {
    const told = await about(name, '{{json .Config}}');
    for (const file of files) {
      const secret = await exec(name, 'cat', `/run/secrets/${file}`);
      expect(secret).toMatch(/^[0-9a-f]{64}$/);
      expect(told).not.toContain(secret);
      expect(told).toContain(`_FILE=/run/secrets/${file}`);
    }
    expect(told).not.toMatch(/a-trial-|0{64}/);
  });

  it.each([
    ['TLSv1', 'refused'],
    ['TLSv1.1', 'refused'],
    ['TLSv1.2', 'TLSv1.2'],
    ['TLSv1.3', 'TLSv1.3'],
  ] as const)('the proxy, asked for %s alone, answers: %s', async (version, answer) => {
    for (const name of NAMES) {
      const settled = await settledWith(HTTPS, name, { version, suites: ANY_SUITE });
      expect(settled?.version ?? 'refused').toBe(answer);
    }
  });

  it.each(Object.entries(WEAK_SUITES))(
    'the proxy takes no caller who offers nothing but %s',
    async (_what, suites) => {
      for (const name of NAMES)
        expect(await settledWith(HTTPS, name, { version: 'TLSv1.2', suites })).toBeUndefined();
    },
  );

  it('the proxy takes the strongest of the suites that a caller offers, in whatever order', async () => {
    const weakestFirst = [...STRONG_SUITES].reverse().join(':');
    for (const name of NAMES) {
      const suiteOf = async (suites: string): Promise<string | undefined> =>
        (await settledWith(HTTPS, name, { version: 'TLSv1.2', suites }))?.suite;
      expect(await suiteOf(weakestFirst)).toBe(STRONG_SUITES[0]);
      for (const suite of STRONG_SUITES) expect(await suiteOf(suite)).toBe(suite);
    }
  });

  it.each(IN_THE_CLEAR)('the proxy, asked in the clear: %j is %s', async (asked, what) => {
    for (const name of NAMES) {
      const answer = await answerInTheClear(HTTP, name, asked);
      if (what === 'led') {
        expect([answer.status, answer.location]).toEqual([308, `https://${name}${asked.path}`]);
      } else {
        expect([answer.status, answer.location, answer.closes]).toEqual([403, undefined, true]);
        expect(answer.text).toMatch(/^Use https:\/\/\. /);
      }
    }
  });

  it('takes a clip in over TLS, from the private link to the officer, its decoders shut in', async () => {
    const made = await compose.typed('compose-officer');
    const password = /shown only now: (\S+)/.exec(made)?.[1] ?? '';
    await takeThrough({
      ...{ drop: 'drop.localhost', desk: 'desk.localhost', port: HTTPS },
      ...{ email: 'ann@force.example', password },
    });
    const said = await podman.do('logs', containerOf('worker'));
    expect(said).not.toMatch(/without a sandbox|unsandboxed/i);
    expect(delivered.services['worker']?.environment).not.toHaveProperty('MEDIA_ALLOW_UNSANDBOXED');
  });

  it('is looked at by the commands of the operator, which find what is missing here and nothing else', async () => {
    const said = await compose.typed('compose-doctor').catch((error: unknown) => (error as Error).message);
    for (const well of [
      'sandbox: bubblewrap',
      'queue: in Redis',
      'issuer: it can serve',
      'custody log: holds',
    ])
      expect(said).toMatch(new RegExp(`^ *ok +${well}`, 'm'));
    // There is one officer, and what stands in for ClamAV has signatures of the suite's own.
    expect([...said.matchAll(/^ *PROBLEM +([^:]+):/gm)].map(([, what]) => what)).toEqual([
      'reports of pressure',
      'malware',
    ]);
    expect(await compose.typed('compose-verify')).toMatch(/^Proven\b.*\b[1-9]\d* events/m);
  });

  it.each(['worker', 'intake', 'redis'])('%s is back by itself after it was killed', async (name) => {
    const [pid, before] = (await about(name, '{{.State.Pid}} {{.State.StartedAt}}')).split(/ (.*)/);
    await run('kill', ['-KILL', pid ?? '']);
    await until('another start', async () => (await about(name, '{{.State.StartedAt}}')) !== before);
    await until('its word that it is well', () => isWell(name));
  });

  it('goes on after a stop, with what was kept', async () => {
    await compose.typed('compose-stop');
    await compose.typed('compose-up');
    await expect(compose.typed('compose-officer')).rejects.toThrow(/already an officer with this email/);
  });

  it('leaves nothing when it is taken down', async () => {
    await compose.typed('compose-down');
    expect(await podman.do('ps', '--all', '--quiet')).toBe('');
    expect(await podman.do('volume', 'ls', '--quiet')).toBe('');
    expect(await podman.do('network', 'ls', '--quiet', '--filter', 'name=lintel')).toBe('');
  });
});
