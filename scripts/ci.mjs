// Everything that must hold, from a fresh clone: ends with one line, `N passed, N failed`. Called by .ci/run.
import { availableParallelism, cpus } from 'node:os';
import { existsSync, mkdtempSync, chmodSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { requireNode } from './setup/node-version.mjs';
import { ROOT } from './setup/root.mjs';
import { run } from './setup/run.mjs';
import { Refusal, say } from './setup/say.mjs';
import {
  CEPH_TOOLS,
  CONTAINER_TOOLS,
  MEDIA_TOOLS,
  SERVER_TOOLS,
  TEST_TOOLS,
  WEBKIT_TOOLS,
} from './setup/tools.mjs';
import { setUp } from './set-up.mjs';
import { testContainers, whyNoContainers } from './setup/containers.mjs';
import { endLeftBehind } from './setup/left-behind.mjs';
import { makeSampleClips } from './setup/sample-clips.mjs';
import { jest } from './setup/jest.mjs';
import { failureLines, projectsLine, readResult, slowestLine } from './setup/suite-report.mjs';

const totals = { passed: 0, failed: 0 };
const seen = { failures: [], files: [], parts: [], notRun: [] };
const running = new Set();
// Everything that is started has this as its temporary folder: what is left behind can be told by it.
const temporary = mkdtempSync('/tmp/lci-');
chmodSync(temporary, 0o711);
process.env.TMPDIR = temporary;
process.env.CI = 'true';

/** Milliseconds that all cores together were busy, and that they were there. */
function cores() {
  const times = cpus().map((core) => core.times);
  const idle = times.reduce((sum, core) => sum + core.idle, 0);
  const all = times.reduce((sum, core) => sum + Object.values(core).reduce((one, other) => one + other), 0);
  return { busy: all - idle, all };
}

async function step(name, work) {
  const started = Date.now();
  const before = cores();
  say(`\n=== ${name}`);
  running.add(name);
  const ok = await work().catch((error) => {
    say(error instanceof Refusal ? error.message : String(error.stack));
    return false;
  });
  running.delete(name);
  const seconds = Math.round((Date.now() - started) / 1000);
  say(`=== ${name}: ${ok ? 'ok' : 'FAILED'} (${seconds} s)`);
  const after = cores();
  const busy = Math.round((100 * (after.busy - before.busy)) / (after.all - before.all));
  seen.parts.push(`${name} ${seconds} s (${busy} % busy)`);
  return ok;
}

/** One thing that holds or does not. */
async function check(name, work) {
  const ok = await step(name, work);
  totals[ok ? 'passed' : 'failed'] += 1;
  if (!ok) seen.failures.push([`FAILED ${name}`]);
}

const command = (name, program, args) =>
  check(name, async () => (await run(program, args, { cwd: ROOT })) === 0);

/** A suite that could not run at all counts as one failure; so does a run that left no result. */
async function suite(name, start) {
  const outputFile = join(temporary, `${name.replaceAll(' ', '-')}.json`);
  await step(name, async () => {
    // Jest repeats the whole result on standard output, and reports to people on standard error.
    const options = { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] };
    const code = await start(['--ci', '--json', `--outputFile=${outputFile}`, '--silent'], options);
    const result = existsSync(outputFile) ? JSON.parse(readFileSync(outputFile, 'utf8')) : undefined;
    const failed = result === undefined ? 1 : result.numFailedTests + result.numRuntimeErrorTestSuites;
    totals.passed += result?.numPassedTests ?? 0;
    totals.failed += failed === 0 && code !== 0 ? 1 : failed;
    const { failures, files } = result === undefined ? { failures: [], files: [] } : readResult(result);
    const untold = code !== 0 && failures.length === 0;
    seen.failures.push(...(untold ? [[`FAILED ${name}: ended with ${code}`]] : failures));
    seen.files.push(...files);
    return code === 0;
  });
}

/** The images run on it; everything else here on what the machine has, 20.19 at least. */
const NEWER_NODE = 24;

async function newerNode() {
  const name = `node-linux-${process.arch}`;
  const where = join(temporary, 'node');
  await run('npm', ['install', '--silent', '--no-audit', '--prefix', where, `${name}@${NEWER_NODE}`]);
  return join(where, 'node_modules', name, 'bin/node');
}

async function setUpAll() {
  await setUp(MEDIA_TOOLS, TEST_TOOLS, WEBKIT_TOOLS, CEPH_TOOLS, SERVER_TOOLS, CONTAINER_TOOLS);
  process.env.LINTEL_BUILT = 'true';
  return true;
}

/** The parts of `npm run lint` one by one, so that the first that fails does not hide the others. */
const LINT = [
  'lint:code',
  'lint:types',
  'lint:format',
  'lint:layers',
  'lint:unused',
  'lint:licences',
  'typecheck',
];

/** Whoever runs this stops it after some time, and then nobody learns what it had found: it ends before that by itself. */
const MOST_MINUTES = Number(process.env.LINTEL_CI_MINUTES ?? 85);

async function endLate() {
  totals.failed += 1;
  seen.failures.push([
    `FAILED to end within ${MOST_MINUTES} minutes (LINTEL_CI_MINUTES), in: ${[...running].join(', ')}`,
  ]);
  await endLeftBehind(temporary, 0);
  rmSync(temporary, { recursive: true, force: true });
  close();
}

requireNode();
process.chdir(ROOT);
setTimeout(() => void endLate(), MOST_MINUTES * 60_000).unref();
if (await step('set-up', setUpAll)) {
  await suite('npm test', (args, options) => run('npm', ['test', '--silent', '--', ...args], options));
  const projects = (name, of, ...how) =>
    suite(name, (args, options) => jest([...args, '--selectProjects', ...of, ...how], options));
  const project = (name, of) => projects(name, [of], '--runInBand');
  const clips = await makeSampleClips(temporary);
  const demo = async (node, files) => (await run(node, ['scripts/demo.mjs', ...files], { cwd: ROOT })) === 0;
  const script = (name) => () => command(name, 'npm', ['run', '--silent', name]);
  // One after the other: they write to one folder.
  const demos = async () => {
    // There is something for each step in these: one that did nothing does not hold.
    await check('demo', () => demo(process.execPath, ['--whole', ...clips]));
    await check(`demo on Node ${NEWER_NODE}`, async () => demo(await newerNode(), clips.slice(0, 1)));
  };
  const containers = async () => {
    const why = await whyNoContainers();
    if (why === '') await suite('container suite', testContainers);
    else seen.notRun.push(`NOT RUN container suite: this machine starts no container: ${why}`);
  };
  const lint = async () => {
    for (const name of LINT) await script(name)();
  };
  const server = () => project('server suite', 'server');
  // One run, so that none waits for the last file of another. One worker more than cores: a fifth of the time all of two would wait, for
  // pages, for processes that start, for what comes again after a pause.
  const whole = () =>
    projects(
      'long, contract, browser and fault suites',
      ['long', 'contract', 'e2e', 'faults'],
      `--maxWorkers=${Math.min(4, availableParallelism() + 1)}`,
    );
  // Beside each other: each waits a part of its time for packages that come over the network, or for a machine that starts, and keeps
  // about one core busy otherwise. Nothing that has a PostgreSQL beside the server suite: Debian installs its own at another port where
  // something here has one. The containers have theirs on networks of their own, and may end later.
  const shut = containers();
  await Promise.all([server(), lint()]);
  await Promise.all([shut, demos(), whole()]);
  await project('short bench', 'bench-short');
} else {
  totals.failed += 1;
  seen.failures.push(['FAILED set-up']);
}

/** What ran, what failed, and the line that counts; ends this process, whatever it still waits for. */
function close() {
  say(`\nParts: ${seen.parts.join(', ')}`);
  say(projectsLine(seen.files));
  say(slowestLine(seen.files));
  for (const line of seen.notRun) say(line);
  for (const line of failureLines(seen.failures)) say(line);
  process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed\n`, () =>
    process.exit(totals.failed === 0 ? 0 : 1),
  );
}

const left = await endLeftBehind(temporary);
totals[left.length === 0 ? 'passed' : 'failed'] += 1;
if (left.length > 0)
  seen.failures.push(['FAILED to end everything', ...left.map((line) => `    left running: ${line}`)]);
rmSync(temporary, { recursive: true, force: true });
close();
