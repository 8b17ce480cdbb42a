// npm run audit: whether a part that Lintel is given out with has a weakness that is known, and by when it must be replaced (docs/operations.md).
// Exit code 0: none is known, 1: some are, 2: the registry did not say. It asks the registry, so no other suite depends on it.
import { execFile } from 'node:child_process';
import { ROOT } from './setup/root.mjs';
import { say } from './setup/say.mjs';

/** Days from the day on which a weakness became known. */
const DAYS = { critical: 2, high: 7, moderate: 30, low: 90, info: 90 };

/** What npm knows of the lock file; undefined when the registry did not answer. */
function ask() {
  const args = ['audit', '--omit=dev', '--package-lock-only', '--json'];
  return new Promise((resolve) => {
    execFile('npm', args, { cwd: ROOT, maxBuffer: 64 * 1024 ** 2 }, (_error, stdout) => {
      try {
        resolve(JSON.parse(stdout));
      } catch {
        resolve(undefined);
      }
    });
  });
}

const line = ({ name, severity, via, range }) => {
  const advisories = via.flatMap((each) => (typeof each === 'string' ? [] : [`${each.title} (${each.url})`]));
  const why = advisories.length > 0 ? advisories.join('; ') : `by way of ${via.join(', ')}`;
  return `${severity}, to be replaced within ${DAYS[severity]} days: ${name} ${range}: ${why}`;
};

async function audit() {
  const answer = await ask();
  if (answer?.vulnerabilities === undefined) {
    say(
      `The registry did not say which weaknesses are known${answer?.message === undefined ? '' : ` (${answer.message})`}. ` +
        'Ask from another network, or give dist/sbom.cdx.json to a scanner that has a list of its own.',
    );
    return 2;
  }
  const found = Object.values(answer.vulnerabilities);
  for (const each of found) say(line(each));
  if (found.length === 0) say(`No weakness is known in ${answer.metadata.dependencies.prod} parts.`);
  return found.length === 0 ? 0 : 1;
}

process.exitCode = await audit();
