// The full run of what .ci/run does in small: every kill point and every fault many times over, then the drills on whole machines.
//   npm run test:soak            25 rounds of each, which takes hours
//   SOAK_ROUNDS=2 npm run test:soak
//   npm run test:soak -- test/medium/redaction/random test/medium/redaction/hostile    200 random redactions, 102 forged copies
//   npm run test:soak -- test/medium/pipeline/fair-checks test/medium/intake/fair    one link beside another (LINTEL_FAIR_FILES, _CLIPS, _POSTS)
//   npm run test:soak -- test/contract/intake/guessing test/contract/disclosure/archive/memory    a million guesses, 20 GiB (LINTEL_GUESSES, LINTEL_ARCHIVE_GIB)
//   npm run test:soak -- test/e2e/intake/monkey    500 walks of somebody who does anything in any order with files (LINTEL_WALKS, LINTEL_SEED)
//   npm run test:soak -- test/e2e/workspace test/e2e/intake/every-page    every page in every mode, every way at every width (LINTEL_EVERY_LOOK)
// Ends with the table for docs/reliability.md. FAULTS_SEED and REDACTION_SEED repeat a run.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from './setup/jest.mjs';
import { ROOT } from './setup/root.mjs';
import { say } from './setup/say.mjs';
import { COUNTS, SUITES } from './soak/suites.mjs';
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
/** How many of each, and what they are drawn by; whatever is set around us stands. */
const COUNTED = Object.fromEntries(
  Object.entries({ ...COUNTS, REDACTION_SEED: anySeed(), LINTEL_SEED: anySeed() }).map(([name, count]) => [
    name,
    process.env[name] ?? count,
  ]),
);
const given = process.argv.slice(2);
const isContract = (path) => path.startsWith('test/contract/');
const isLong = (path) => path.startsWith('test/medium/');
const isWalk = (path) => path.startsWith('test/e2e/');
const flags = given.filter((one) => one.startsWith('-'));
const paths = given.filter((one) => !one.startsWith('-'));
const machines =
  paths.length > 0 &&
  paths.every((path) => isLong(path) || isWalk(path) || (isContract(path) && !/object-store/.test(path)))
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
    ...COUNTED,
  },
};
say(`FAULTS_SEED=${SEED} SOAK_ROUNDS=${ROUNDS}`);
say(
  Object.entries(COUNTED)
    .map((one) => one.join('='))
    .join(' '),
);
let failed = 0;
const faults = paths.filter((path) => !isLong(path) && !isWalk(path) && !isContract(path));
const long = paths.filter(isLong);
const walks = paths.filter(isWalk);
const contracts = paths.filter(isContract);
const chosen = [
  [faults, ['faults']],
  [long, ['long']],
  [walks, ['e2e']],
  [contracts, ['contract']],
].filter(([of]) => of.length > 0);
for (const [of, projects] of paths.length > 0 ? chosen : SUITES) {
  const args = [...of, '--selectProjects', ...projects, '--runInBand', ...flags];
  failed += (await jest(args, options)) === 0 ? 0 : 1;
}

const lines = existsSync(report) ? readFileSync(report, 'utf8').trim().split('\n') : [];
const rows = lines
  .map((line) => JSON.parse(line))
  .map(({ fault, on, times, clips, lost, stuck, slowestSeconds }) => [
    ...[fault, on, times, clips, lost, stuck, slowestSeconds.toFixed(1)],
  ]);
if (rows.length > 0)
  say(`\n${tableOf(['fault', 'on', 'times', 'clips', 'lost', 'stuck', 'slowest, s'], rows)}`);
rmSync(folder, { recursive: true });
process.exitCode = failed === 0 ? 0 : 1;
