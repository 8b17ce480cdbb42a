import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROCESSES } from '../../../config';
import { NODE_OPTIONS } from './node-options';

const ROOT = join(__dirname, '../../../..');
const UNITS = 'deploy/systemd';
/** Wherever somebody may start a process by itself. */
const PLACES = [
  'docker/compose.yml',
  'docs/operations.md',
  ...readdirSync(join(ROOT, UNITS))
    .filter((name) => name.endsWith('.service'))
    .map((name) => `${UNITS}/${name}`),
];

/** What stands before the program of each process, as words, wherever it is started. */
const started = PLACES.flatMap((place) =>
  readFileSync(join(ROOT, place), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, before = '', name] = /^(.*?)\S*dist\/src\/apps\/(\w+)\/main\.js/.exec(line) ?? [];
      const process = PROCESSES.find((one) => one === name);
      return process === undefined ? [] : [{ place, process, words: before.split(/[\s,[\]`]+/) }];
    }),
);

it('are given wherever a process is started, by whatever starts it', () => {
  const wrong = started.filter(
    ({ process, words }) =>
      words.filter((word) => word.startsWith('--')).join(' ') !== NODE_OPTIONS[process].join(' '),
  );
  expect(wrong).toEqual([]);
  for (const process of PROCESSES)
    expect(started.filter((one) => one.process === process).length).toBeGreaterThanOrEqual(4);
});
