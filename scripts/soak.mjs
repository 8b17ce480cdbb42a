// The full run of what .ci/run does in small: every kill point and every fault many times over, then the drills on whole machines.
//   npm run test:soak            25 rounds of each, which takes hours
//   SOAK_ROUNDS=2 npm run test:soak
// Ends with the table for docs/reliability.md. FAULTS_SEED repeats a run.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from './setup/jest.mjs';
import { ROOT } from './setup/root.mjs';
import { say } from './setup/say.mjs';
import {
  CEPH_TOOLS,
  CONTAINER_TOOLS,
  ensureTools,
  MEDIA_TOOLS,
  SERVER_TOOLS,
  TEST_TOOLS,
} from './setup/tools.mjs';

const ROUNDS = process.env.SOAK_ROUNDS ?? '25';
const SEED = process.env.FAULTS_SEED ?? String(Math.floor(Math.random() * 2 ** 31));

await ensureTools([...MEDIA_TOOLS, ...TEST_TOOLS, ...CEPH_TOOLS, ...SERVER_TOOLS, ...CONTAINER_TOOLS]);
const folder = mkdtempSync(join(tmpdir(), 'lintel-soak-'));
const report = join(folder, 'report.jsonl');
const options = {
  cwd: ROOT,
  env: { ...process.env, SOAK_ROUNDS: ROUNDS, SOAK_REPORT: report, FAULTS_SEED: SEED },
};
say(`FAULTS_SEED=${SEED} SOAK_ROUNDS=${ROUNDS}`);
let failed = 0;
const paths = process.argv.slice(2);
for (const args of paths.length > 0
  ? [[...paths, '--selectProjects', 'faults', '--runInBand']]
  : [
      ['--selectProjects', 'faults', '--runInBand'],
      ['test/medium/start', '--selectProjects', 'long', '--runInBand'],
      ['--selectProjects', 'server', 'containers', '--runInBand'],
    ])
  failed += (await jest(args, options)) === 0 ? 0 : 1;

const lines = existsSync(report) ? readFileSync(report, 'utf8').trim().split('\n') : [];
say('\n| fault | times | clips | lost | stuck | slowest, s |\n| --- | --- | --- | --- | --- | --- |');
for (const line of lines) {
  const { fault, times, clips, lost, stuck, slowestSeconds } = JSON.parse(line);
  say(`| ${fault} | ${times} | ${clips} | ${lost} | ${stuck} | ${slowestSeconds.toFixed(1)} |`);
}
rmSync(folder, { recursive: true });
process.exitCode = failed === 0 ? 0 : 1;
