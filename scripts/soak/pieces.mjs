// The kill points and the faults of services in pieces that are put on record, several installations side by side, each with a database,
// queue, store, folders and ports of its own. What is on record is made no more; run it again to go on.
//   node scripts/soak/pieces.mjs FILE [--minutes 60] [--piece 10] [--lanes soak,kill-points,kill-points]
// --minutes: until the last look of the last piece, about. --piece: so many of them for each piece, set-up and last look in it.
// Ends with the table of all that is on record in FILE.
import { spawn, execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ROOT } from '../setup/root.mjs';
import { run } from '../setup/run.mjs';
import { say } from '../setup/say.mjs';
import { CEPH_TOOLS, ensureTools, MEDIA_TOOLS, TEST_TOOLS } from '../setup/tools.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '60' },
    /** About one round of all faults of a suite on two cores. What fails costs no more than that. */
    piece: { type: 'string', default: '10' },
    /** On two cores: most of a fault of services is waiting, and most of a kill is work. */
    lanes: { type: 'string', default: 'soak,kill-points,kill-points' },
  },
});
/** Left of a piece for its last look. */
const LOOK_MINUTES = 2;
/** Less is not worth the set-up. */
const SHORTEST_MINUTES = 2;
/** Between two sendings of a visitor: each clip is work for every process, and a fault needs some, not many. */
const PAUSE_MS = '1000';
/** Lanes do not all set up at the same moment. */
const APART_MS = 5_000;
const record = resolve(positionals[0] ?? 'soak.jsonl');
/** What each piece prints. */
const folder = mkdtempSync(join(tmpdir(), 'lintel-soak-'));
const endsAt = Date.now() + Number(values.minutes) * 60_000;
const minutesLeft = () => (endsAt - Date.now()) / 60_000;
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim();

const linesOf = () =>
  existsSync(record)
    ? readFileSync(record, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line))
    : [];
/** How many faults of a suite are on record. */
const made = (suite) =>
  linesOf().filter(({ fault, piece }) => fault !== undefined && piece.startsWith(`${suite} `)).length;
/** When the piece that begins now begins no other fault: the time that is left is shared out evenly. */
function lastFaultAt() {
  const left = minutesLeft();
  const length = left / Math.max(1, Math.round(left / Number(values.piece)));
  return Date.now() + (length - Math.min(LOOK_MINUTES, length / 4)) * 60_000;
}
const end = (piece, code) => appendFileSync(record, `${JSON.stringify({ ended: code, piece })}\n`);

/** Pieces that were stopped before their last look. */
function endAll() {
  const lines = linesOf();
  const done = new Set(lines.filter(({ ended }) => ended !== undefined).map(({ piece }) => piece));
  for (const piece of new Set(lines.map((line) => line.piece))) if (!done.has(piece)) end(piece, -1);
}

async function piece(suite) {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const log = openSync(join(folder, `${suite}-${seed}.log`), 'w');
  const bin = join(ROOT, 'node_modules/jest/bin/jest.js');
  const args = [`test/faults/${suite}.spec`, '--selectProjects', 'faults', '--runInBand', '--forceExit'];
  const env = {
    SOAK_ROUNDS: '1',
    SOAK_HOLD_SECONDS: '5',
    SOAK_PAUSE_MS: PAUSE_MS,
    ...process.env,
    LINTEL_BUILT: 'true',
    SOAK_RECORD: record,
    SOAK_COMMIT: commit,
    SOAK_PIECE_ENDS_AT: String(lastFaultAt()),
    FAULTS_SEED: String(seed),
  };
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: ROOT,
    env,
    stdio: ['ignore', log, log],
  });
  const code = await new Promise((done) => child.once('exit', done));
  end(`${suite} ${seed}`, code);
  say(`${new Date().toISOString()} ${suite} ${seed}: ${code === 0 ? 'well' : 'FAILED'}`);
  return code;
}

/** One installation after the other; a suite of which all is on record gives way to the next. */
async function lane(first, suites) {
  for (const suite of [first, ...suites.filter((one) => one !== first)]) {
    while (minutesLeft() > SHORTEST_MINUTES) {
      const before = made(suite);
      const code = await piece(suite);
      if (code === 0 && made(suite) === before) break;
    }
  }
}

await ensureTools([...MEDIA_TOOLS, ...TEST_TOOLS, ...CEPH_TOOLS]);
if ((await run(process.execPath, [join(ROOT, 'scripts/build.mjs')], { cwd: ROOT })) !== 0) process.exit(1);
say(`What each piece prints: ${folder}`);
endAll();
const lanes = values.lanes.split(',');
await Promise.all(
  lanes.map(async (first, place) => {
    await sleep(place * APART_MS);
    await lane(first, [...new Set(lanes)]);
  }),
);
await run(process.execPath, [join(ROOT, 'scripts/soak/record.mjs'), record]);
