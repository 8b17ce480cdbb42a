import { randomBytes } from 'node:crypto';
import { loadConfig, PROCESSES, type Config } from '../../../config';
import { bringUpToDate } from '../bring-up-to-date';
import { orDatabaseRefusal } from '../database-refusal';
import { externalUrls } from '../urls';
import { openHome } from '../home';
import { lockHome } from '../lock';
import { Refusal } from '../refusal';
import { say } from '../say';
import { prepareFolders } from './compartments/folders';
import { takeBack } from './compartments/handed';
import { writeSettings } from './compartments/settings';
import { systemUsers } from './compartments/users';
import { listenersOf, settingsOfAll } from './environments';

/**
 * What comes before the processes where systemd starts them one by one (deploy/systemd): tables, a system user for each, its folders,
 * and a file with its own settings and secrets alone. None of them may run yet.
 * @throws Refusal without root, without a database of one's own, or beside a running `lintel start`
 */
export async function prepare(config: Config): Promise<void> {
  if (process.getuid?.() !== 0) throw new Refusal('Run it as root: it makes the users of the processes.');
  const urls = externalUrls(config);
  const { session } = await openHome(config.home);
  const lock = await lockHome(config.home);
  if (lock === undefined) throw new Refusal(`Lintel already runs from ${config.home}.`);
  try {
    await orDatabaseRefusal(urls.owner, () => bringUpToDate(config, urls.owner));
    const settings = settingsOfAll({
      ...{ config, urls, listeners: listenersOf(config) },
      sessionSecret: config.workspace.sessionSecret ?? session,
      internalSecret: config.internal.secret ?? randomBytes(32).toString('base64url'),
    });
    // What a process would refuse at its start is said here, where somebody is looking.
    for (const name of PROCESSES) loadConfig(settings[name]);
    const users = await systemUsers();
    await prepareFolders(config, users, false);
    await takeBack(config.home);
    for (const name of PROCESSES) await writeSettings(config.home, name, settings[name], users);
  } finally {
    lock.release();
  }
  say(`Ready in ${config.home}: ${PROCESSES.join(', ')} can be started.`);
}
