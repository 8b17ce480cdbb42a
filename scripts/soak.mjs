// The full run of what .ci/run does in small: every kill point and every fault many times over, then the drills on whole machines.
//   npm run test:soak            25 rounds of each, which takes hours
//   SOAK_ROUNDS=2 npm run test:soak
//   npm run test:soak -- test/medium/redaction/random test/medium/redaction/hostile    200 random redactions, 102 forged copies
//   npm run test:soak -- test/e2e/intake/monkey    500 walks of somebody who does anything in any order with files (LINTEL_WALKS, LINTEL_SEED)
// Ends with the table for docs/reliability.md. FAULTS_SEED and REDACTION_SEED repeat a run.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from './setup/jest.mjs';
import { ROOT } from './setup/root.mjs';
import { say } from './setup/say.mjs';
import { tableOf } from './soak/table.mjs';
import {
  CEPH_TOOLS,
  CONTAINER_TOOLS,
  ensureTools,
  MEDIA_TOOLS,
  SERVER_TOOLS,
  TEST_TOOLS,
} from './setup/tools.mjs';

const ROUNDS = process.env.SOAK_ROUNDS ?? '25';
const anySeed = () => String(Math.floor(Math.random() * 2 ** 31));
const SEED = process.env.FAULTS_SEED ?? anySeed();
/** How many redactions are drawn and forged, and of which seed. */
const REDACTIONS = {
  REDACTION_RANDOM: process.env.REDACTION_RANDOM ?? '200',
  REDACTION_FORGERIES: process.env.REDACTION_FORGERIES ?? '34',
  REDACTION_SEED: process.env.REDACTION_SEED ?? anySeed(),
  REDACTION_LONG_SECONDS: process.env.REDACTION_LONG_SECONDS ?? String(2 * 60 * 60),
};
/** Walks, and the first of them. */
const WALKING = {
  LINTEL_WALKS: process.env.LINTEL_WALKS ?? '500',
  LINTEL_SEED: process.env.LINTEL_SEED ?? anySeed(),
};
const given = process.argv.slice(2);
const isLong = (path) => path.startsWith('test/medium/');
const isWalk = (path) => path.startsWith('test/e2e/');
const flags = given.filter((one) => one.startsWith('-'));
const paths = given.filter((one) => !one.startsWith('-'));
const machines =
  paths.length > 0 && paths.every((path) => isLong(path) || isWalk(path))
    ? []
    : [...CEPH_TOOLS, ...SERVER_TOOLS, ...CONTAINER_TOOLS];

await ensureTools([...MEDIA_TOOLS, ...TEST_TOOLS, ...machines]);
const folder = mkdtempSync(join(tmpdir(), 'lintel-soak-'));
const report = join(folder, 'report.jsonl');
const options = {
  cwd: ROOT,
  env: {
    ...process.env,
    SOAK_ROUNDS: ROUNDS,
    SOAK_REPORT: report,
    FAULTS_SEED: SEED,
    ...REDACTIONS,
    ...WALKING,
  },
};
say(`FAULTS_SEED=${SEED} SOAK_ROUNDS=${ROUNDS}`);
say(
  Object.entries({ ...REDACTIONS, ...WALKING })
    .map((one) => one.join('='))
    .join(' '),
);
let failed = 0;
const faults = paths.filter((path) => !isLong(path) && !isWalk(path));
const long = paths.filter(isLong);
const walks = paths.filter(isWalk);
const all = [
  [[], ['faults']],
  [['test/medium/start', 'test/medium/redaction'], ['long']],
  [[], ['server', 'containers']],
  [['test/e2e/intake/monkey'], ['e2e']],
];
const chosen = [
  [faults, ['faults']],
  [long, ['long']],
  [walks, ['e2e']],
].filter(([of]) => of.length > 0);
for (const [of, projects] of paths.length > 0 ? chosen : all) {
  const args = [...of, '--selectProjects', ...projects, '--runInBand', ...flags];
  failed += (await jest(args, options)) === 0 ? 0 : 1;
}

const lines = existsSync(report) ? readFileSync(report, 'utf8').trim().split('\n') : [];
const rows = lines
  .map((line) => JSON.parse(line))
  .map(({ fault, times, clips, lost, stuck, slowestSeconds }) => [
    ...[fault, times, clips, lost, stuck, slowestSeconds.toFixed(1)],
  ]);
if (rows.length > 0) say(`\n${tableOf(['fault', 'times', 'clips', 'lost', 'stuck', 'slowest, s'], rows)}`);
rmSync(folder, { recursive: true });
process.exitCode = failed === 0 ? 0 : 1;
