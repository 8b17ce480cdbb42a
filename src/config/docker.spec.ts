import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import { loadConfig } from '.';

const docker = (name: string): string => readFileSync(join(__dirname, '../../docker', name), 'utf8');

interface Service {
  readonly build?: unknown;
  readonly environment?: Record<string, string>;
  readonly healthcheck?: unknown;
}

/** What the image sets by itself. */
const ofImage = Object.fromEntries(
  (/^ENV (.*)$/m.exec(docker('Dockerfile'))?.[1] ?? '')
    .split(' ')
    .map((setting) => setting.split('=') as [string, string]),
);
const { services } = load(docker('compose.yml'), { schema: CORE_SCHEMA.withTags(mergeTag) }) as {
  services: Record<string, Service>;
};
const ours = Object.entries(services).filter(([, service]) => service.build !== undefined);

it('is given every file that the image copies', () => {
  const letThrough = docker('Dockerfile.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  const copied = [...docker('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = '']) =>
    names.split(' '),
  );
  expect(copied.length).toBeGreaterThan(8);
  expect(copied.filter((name) => !letThrough.includes(name.split('/')[0] ?? ''))).toEqual([]);
});

it.each(ours)('%s is started with settings that production takes', (name, { environment = {} }) => {
  const config = loadConfig({ ...ofImage, ...environment });
  expect(config.production).toBe(true);
  if (name === 'workspace') expect(environment).toHaveProperty('WORKSPACE_SECRET_KEY');
});

it.each(ours.filter(([name]) => name !== 'set-up'))('%s says whether it is well', (_, service) => {
  expect(JSON.stringify(service.healthcheck)).toMatch(/readyz/);
});
