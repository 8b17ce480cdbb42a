// Adds up what is on record of the faults that were made in pieces (SOAK_RECORD). What it prints is Markdown: all of what stands
// under "On record" in docs/reliability.md, below the words.
//   node scripts/soak/record.mjs FILE [TARGET]
import { readFileSync } from 'node:fs';
import { say } from '../setup/say.mjs';
import { tableOf } from './table.mjs';

/** `as delivered`: with the waits of src/config; the others with shorter ones. */
const HEAD = [
  'fault',
  'on record',
  'as delivered',
  'on S3 and Redis',
  'clips',
  'lost',
  'stuck',
  'slowest, s',
];
const COUNTED = ['times', 'delivered', 'services', 'clips', 'lost', 'stuck'];
/** The suites, and what the faults of each are called. */
const SUITES = { soak: 'faults of services', 'kill-points': 'kill points' };
const suiteOf = ({ piece }) => piece.split(' ')[0];
const sum = (rows, of) => rows.reduce((total, row) => total + row[of], 0);

/** A piece counts when its last look found everything, and nothing failed in it. */
function countedOf(lines) {
  const piecesOf = (key) =>
    new Set(lines.filter((line) => line[key] !== undefined).map(({ piece }) => piece));
  const failed = piecesOf('failed');
  return new Set([...piecesOf('whole')].filter((piece) => !failed.has(piece)));
}

/** One row for each fault of a suite that is on record. */
function addUp(lines) {
  const table = new Map();
  for (const line of lines) {
    const row = table.get(line.fault) ?? {
      ...Object.fromEntries(COUNTED.map((of) => [of, 0])),
      slowestSeconds: 0,
    };
    const delivered = line.settings === 'delivered' ? line.times : 0;
    // The services themselves are there wherever they fail.
    const services = line.on === 'S3 and Redis' || suiteOf(line) === 'soak' ? line.times : 0;
    for (const of of COUNTED) row[of] += { ...line, delivered, services }[of];
    row.slowestSeconds = Math.max(row.slowestSeconds, line.slowestSeconds);
    table.set(line.fault, row);
  }
  return [...table].sort(([one], [other]) => one.localeCompare(other, 'en'));
}

function rowsOf(suite, of, faults, target) {
  const rows = faults.map(([fault, { slowestSeconds, ...row }]) => [
    ...[fault, ...COUNTED.map((of) => row[of]), slowestSeconds.toFixed(1), Math.max(0, target - row.times)],
  ]);
  const others = of - faults.length;
  if (others > 0)
    rows.push([`the other ${others} ${SUITES[suite]}, each`, 0, 0, 0, 0, '–', '–', '–', target]);
  return rows;
}

/** What one line of a program says of a fault that failed. */
function failureOf({ failed, piece, at, missing, waited = {}, seconds, why }) {
  const processors =
    seconds === undefined
      ? ''
      : `; of ${seconds.toFixed(0)} s without a processor: ${Object.entries(waited)
          .map(([name, without]) => `${name} ${without}`)
          .join(', ')}`;
  const kept = missing.length === 0 ? '' : `, ${missing.length} clips not kept in time${processors}`;
  return `- ${failed} (${piece}, ${at})${kept}: \`${why.slice(0, 200).replaceAll('`', "'")}\``;
}

function print(file, target) {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  const counted = countedOf(lines);
  const went = lines.filter(({ fault }) => fault !== undefined);
  const suites = Object.keys(SUITES).map((suite) => {
    const own = lines.filter((line) => suiteOf(line) === suite);
    const of = Math.max(0, ...own.flatMap((line) => line.of ?? []));
    return { suite, of, faults: addUp(own.filter((line) => line.fault && counted.has(line.piece))) };
  });
  const all = suites.flatMap(({ faults }) => faults.map(([, row]) => row));
  const failed = lines.filter((line) => line.failed !== undefined);
  const starved = lines.filter((line) => line.starved !== undefined);
  const uncounted = sum(
    went.filter(({ piece }) => !counted.has(piece)),
    'times',
  );
  say(
    tableOf(
      [...HEAD, `missing to ${target}`],
      suites.flatMap(({ suite, of, faults }) => rowsOf(suite, of, faults, target)),
    ),
  );
  const enough = all.filter(({ times }) => times >= target).length;
  say(
    `\n${sum(all, 'times')} faults with ${sum(all, 'clips')} clips in ${counted.size} pieces; ${enough} of ${sum(suites, 'of')} were made ${target} times.`,
  );
  say(
    `Not counted: ${failed.length} that failed, ${uncounted} that went well in a piece in which one failed or that had no last look, ${starved.length} starved.`,
  );
  if (failed.length > 0) say(`\nFailed:\n\n${failed.map(failureOf).join('\n')}`);
  say(
    `\nPieces whose last look passed, by suite and seed (\`FAULTS_SEED\`): ${[...counted].join(', ') || 'none yet'}.`,
  );
}

print(process.argv[2], Number(process.argv[3] ?? 25));
