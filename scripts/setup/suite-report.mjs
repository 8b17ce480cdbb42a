// What is said again at the end of .ci/run: whoever sees only the last lines of its log must still see what failed.
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from './root.mjs';

const MOST_LINES = 40;
const SLOWEST = 10;

const where = (file) => relative(ROOT, file);
const seconds = ({ startTime, endTime }) => Math.max(0, Math.round((endTime - startTime) / 1000));

/** The first lines that say something: a browser's wait says in its third what it waited for, a comparison in its seventh what differs. */
function firstLines(message) {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.slice(0, 8).map((line) => `    ${line.slice(0, 200)}`);
}

const ofTests = ({ name, assertionResults }) =>
  assertionResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }, index, failed) => {
      const [message = ''] = failureMessages;
      // One cause may fail each test of a file: it is said once.
      const said = index > 0 && failed[index - 1].failureMessages[0] === message;
      return [`FAILED ${where(name)}: ${fullName}`, ...(said ? [] : firstLines(message))];
    });

/** A file that could not run has no tests that failed, only a message. */
function ofFile(file) {
  const tests = ofTests(file);
  const broken = file.status === 'failed' && tests.length === 0;
  return broken ? [[`FAILED ${where(file.name)}: did not run`, ...firstLines(file.message)]] : tests;
}

/** Of Jest's whole result (`--json`): the failures, some lines each, and the files with their seconds. */
export function readResult(result) {
  return {
    failures: result.testResults.flatMap(ofFile),
    files: result.testResults.map((file) => ({ name: where(file.name), seconds: seconds(file) })),
  };
}

/** At most `MOST_LINES` lines, whole failures only. */
export function failureLines(failures) {
  const lines = [];
  for (const [index, failure] of failures.entries()) {
    if (lines.length + failure.length > MOST_LINES - 1) {
      return [...lines, `... and ${failures.length - index} more: see above.`];
    }
    lines.push(...failure);
  }
  return lines;
}

function projectOf(name) {
  if (name.startsWith('src/')) return 'unit';
  return /\.long\.spec\.ts$/.test(name) ? 'long' : name.split('/')[1];
}

export function projectsLine(files) {
  const sums = {};
  for (const { name, seconds } of files) {
    const project = projectOf(name);
    sums[project] = (sums[project] ?? 0) + seconds;
  }
  return `Seconds of one worker: ${Object.entries(sums)
    .map(([project, sum]) => `${project} ${sum}`)
    .join(', ')}`;
}

export function slowestLine(files) {
  const slowest = files.toSorted((one, other) => other.seconds - one.seconds).slice(0, SLOWEST);
  return `Slowest files: ${slowest.map((file) => `${file.name} ${file.seconds} s`).join(', ')}`;
}
