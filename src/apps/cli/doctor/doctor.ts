import { ownVersion, type Config } from '../../../config';
import { say } from '../say';
import { certificates } from './certificates';
import { compartments } from './compartments';
import { custodyLog } from './custody-log';
import { databases } from './database';
import { film } from './film';
import { fine, problem, reason, type Finding } from './finding';
import { guesses } from './guesses';
import { issuer } from './issuer';
import { law } from './law';
import { disk, tools } from './machine';
import { malware } from './malware';
import { messages } from './messages';
import { proxies } from './proxies';
import { reportsOfPressure } from './reports';
import { signIn } from './sign-in';
import { objectStore, queue, signingKeys } from './stores';
import { witnesses } from './witnesses';
import { leftBehind, restored } from './work';

const CHECKS: Readonly<Record<string, (config: Config) => Promise<Finding[]>>> = {
  tools,
  compartments,
  proxies,
  database: databases,
  'sign-in': signIn,
  guesses,
  'reports of pressure': reportsOfPressure,
  'object store': objectStore,
  queue,
  issuer,
  'certificates between intake and issuer': certificates,
  malware,
  messages,
  'work that failed': leftBehind,
  'what a restore left': restored,
  'custody keys': signingKeys,
  witnesses,
  'custody log': custodyLog,
  disk,
  film,
  law,
};

const markOf = ({ mend, isWarning }: Finding): string => {
  if (mend === undefined) return 'ok     ';
  return isWarning ? 'warning' : 'PROBLEM';
};

/** Prints one line a check, and below a problem or a warning how to mend it. Gives the exit code: 1 when there is a problem. */
export async function doctor(config: Config): Promise<0 | 1> {
  const findings = [fine('Lintel', ownVersion()), fine('Node', process.versions.node)];
  for (const [name, check] of Object.entries(CHECKS)) {
    findings.push(
      ...(await check(config).catch((error: unknown) => [
        problem(name, reason(error), 'see the error beside it'),
      ])),
    );
  }
  for (const finding of findings) {
    const { what, found, mend } = finding;
    say(`${markOf(finding)}  ${what}: ${found}`);
    if (mend !== undefined) say(`         to mend: ${mend}`);
  }
  const problems = findings.filter(({ mend, isWarning }) => mend !== undefined && !isWarning).length;
  const warnings = findings.filter(({ isWarning }) => isWarning).length;
  if (problems + warnings === 0) say('All is well.');
  else say(`${problems} problem(s), ${warnings} warning(s).`);
  return problems === 0 ? 0 : 1;
}
