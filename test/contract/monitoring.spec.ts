import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '../../docker/monitoring');
const SRC = join(__dirname, '../../src');

/** Names of figures in the code; Node's own come from prom-client under our prefix. */
const ours = new Set(
  readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => readFileSync(join(SRC, name), 'utf8').match(/'lintel_[a-z_]+'/g) ?? [])
    .map((name) => name.slice(1, -1)),
);
const NODES = /^lintel_(process|nodejs)_/;
const named = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(/\blintel_[a-z_]+\b/g)].map(([name]) => name.replace(/_(count|sum|bucket)$/, '')),
  ),
];

it.each(['alerts.yml', 'dashboard.json'])('%s asks for figures that there are', (file) => {
  const asked = named(readFileSync(join(FOLDER, file), 'utf8'));
  expect(asked.length).toBeGreaterThan(7);
  expect(asked.filter((name) => !ours.has(name) && !NODES.test(name))).toEqual([]);
});

it('is taken by Prometheus itself', () => {
  const said = execFileSync('promtool', ['check', 'config', join(FOLDER, 'prometheus.yml')], {
    encoding: 'utf8',
  });
  expect(said).toMatch(/SUCCESS: 1[0-9] rules found/);
});

it('says of each alarm what to do', () => {
  const alerts = readFileSync(join(FOLDER, 'alerts.yml'), 'utf8');
  expect(alerts.match(/- alert:/g)?.length).toBe(alerts.match(/action:/g)?.length);
});
