import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import { loadConfig } from '.';

const docker = (name: string): string => readFileSync(join(__dirname, '../../docker', name), 'utf8');

interface Service {
  readonly image: string;
  readonly build?: unknown;
  readonly environment?: Record<string, string>;
  readonly healthcheck?: unknown;
  readonly networks: readonly string[];
  readonly read_only?: boolean;
  readonly command?: readonly string[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly profiles?: readonly string[];
}

/** What the image sets by itself. */
const ofImage = Object.fromEntries(
  (/^ENV (.*)$/m.exec(docker('Dockerfile'))?.[1] ?? '')
    .split(' ')
    .map((setting) => setting.split('=') as [string, string]),
);
const { services: all, networks } = load(docker('compose.yml'), {
  schema: CORE_SCHEMA.withTags(mergeTag),
}) as {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
};
/** What starts with the others; not what a person starts for one command. */
const services = Object.fromEntries(Object.entries(all).filter(([, { profiles }]) => profiles === undefined));
const built = Object.entries(all).filter(([, service]) => service.build !== undefined);
const ours = built.filter(([, service]) => service.image === 'lintel');

it.each(['Dockerfile', 'proxy/Dockerfile'])('%s is given every file that the image copies', (name) => {
  const letThrough = docker(`${name}.dockerignore`)
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  const copied = [...docker(name).matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = '']) =>
    names.split(' '),
  );
  expect(copied.length).toBeGreaterThan(1);
  const isGiven = (path: string): boolean =>
    letThrough.some((given) => path === given || path.startsWith(`${given}/`));
  expect(copied.filter((path) => !isGiven(path))).toEqual([]);
});

it.each(ours)('%s is started with settings that production takes', (name, { environment = {} }) => {
  const config = loadConfig({ ...ofImage, ...environment });
  expect(config.production).toBe(true);
  if (name === 'workspace') expect(environment).toHaveProperty('WORKSPACE_SECRET_KEY');
});

it.each(ours.filter(([name]) => name in services && name !== 'set-up'))(
  '%s says whether it is well',
  (_, service) => {
    expect(service.healthcheck).toMatchObject({
      test: ['CMD', 'node', 'healthy.mjs', expect.stringMatching(/^808\d$/)],
    });
  },
);

it.each(built)('%s writes nothing but what is named, and is restarted', (_, service) => {
  expect(service).toMatchObject({
    read_only: true,
    cap_drop: ['ALL'],
    restart: expect.anything() as unknown,
  });
  expect(JSON.stringify(service)).toContain('no-new-privileges:true');
});

it('lets nobody in but by the proxy, which reaches no store, and nobody out but the scanner for its signatures', () => {
  expect(networks).toMatchObject({
    front: { internal: true },
    back: { internal: true },
    queue: { internal: true },
  });
  const on = (network: string): string[] =>
    Object.entries(services).flatMap(([name, service]) => (service.networks.includes(network) ? [name] : []));
  expect(on('outside')).toEqual(['proxy']);
  expect(on('mirrors')).toEqual(['clamav']);
  expect(on('front').sort()).toEqual(['intake', 'proxy', 'workspace']);
  expect(on('back')).not.toContain('proxy');
  expect(on('queue').sort()).toEqual(['redis', 'worker']);
  const open = Object.entries(services).filter(([, { ports = [] }]) => ports.length > 0);
  expect(open.map(([name]) => name)).toEqual(['proxy']);
});

it('has a queue that answers the worker alone, by its password', () => {
  const { redis, worker } = services;
  const password = new URL(worker?.environment?.['REDIS_URL'] ?? '').password;
  expect(docker('redis.conf')).toContain(`\nrequirepass ${password}\n`);
  expect(password).not.toBe('');
  expect(redis).toMatchObject({
    networks: ['queue'],
    command: ['redis-server', '/etc/redis.conf'],
    volumes: ['redis:/data', './redis.conf:/etc/redis.conf:ro'],
  });
  const told = Object.entries(services).filter(([, service]) => JSON.stringify(service).includes(password));
  expect(told.map(([name]) => name).sort()).toEqual(['redis', 'worker']);
});

it('has one place for the commands of an operator, which nobody reaches and nothing keeps running', () => {
  const commands = Object.entries(all).filter(([name]) => !(name in services));
  expect(commands.map(([name]) => name)).toEqual(['tools']);
  const { profiles, ports, restart, networks: on } = all['tools'] as Service & { restart?: string };
  expect({ profiles, ports, restart, on }).toEqual({
    profiles: ['tools'],
    ports: undefined,
    restart: 'no',
    on: ['back', 'queue'],
  });
});

it('names each image of others by its version', () => {
  const others = Object.values(services).filter(({ build }) => build === undefined);
  for (const { image } of others) expect(image).toMatch(/:v?\d+(\.\d+)*$/);
  expect(others.length).toBeGreaterThan(3);
});
