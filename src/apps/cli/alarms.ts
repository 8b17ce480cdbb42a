import type { Config } from '../../config';
import {
  CustodyLog,
  loadSigners,
  NoSuchAlarm,
  resolveAlarm,
  type Alarm,
  type Comparison,
} from '../../custody';
import { alarmWords, type LogWatch } from '../../features/log-watch';
import { systemClock } from '../../kernel/clock';
import { openDatabase, type Database } from '../../platform/database';
import { withDatabase } from './databases';
import type { RoleUrls } from './urls';
import { watchOf } from './log-watch';
import { Refusal } from './refusal';
import { say } from './say';

export interface AlarmsOptions {
  /** Id of an alarm. */
  readonly resolve?: string;
  readonly why?: string;
}

async function withDatabases<T>(
  urls: RoleUrls,
  work: (worker: Database, owner: Database) => Promise<T>,
): Promise<T> {
  const worker = await openDatabase(urls.worker, 2);
  const owner = await openDatabase(urls.owner, 1);
  try {
    return await work(worker, owner);
  } finally {
    await worker.close();
    await owner.close();
  }
}

/** What is lost with an alarm: all that was remembered beyond what the log and a memory agree on. */
function settledBy({ id: alarm, remembered }: Alarm, { kept, lost }: Comparison) {
  if (remembered === null) return { alarm, kept: 0, lost: 0 };
  return { alarm, kept: Math.min(kept, remembered - 1), lost: Math.max(lost, remembered) };
}

async function resolve(
  config: Config,
  watch: LogWatch,
  owner: Database,
  id: string,
  why: string,
): Promise<void> {
  const alarm = (await watch.standing()).find((one) => one.id === id);
  if (alarm === undefined) throw new NoSuchAlarm(id);
  const signers = await loadSigners(config.custody.origin, {
    files: config.custody.keyFiles,
    folder: config.custody.keyFolder,
  });
  const settled = settledBy(alarm, await watch.compareNow());
  await owner.transaction((tx) =>
    resolveAlarm(tx, new CustodyLog(systemClock), { ...settled, what: alarm.what, why }, signers),
  );
}

function tell(alarms: readonly Alarm[]): void {
  for (const alarm of alarms) say(`${alarm.id}  ${alarm.raisedAt.toISOString()}  ${alarmWords(alarm)}`);
  say(
    alarms.length === 0
      ? 'No alarm stands.'
      : 'Nothing is sealed until a person has dealt with each: lintel alarms --resolve ID --why TEXT',
  );
}

/** Looks at the log, lists the alarms that stand, or states as the operator that one was dealt with. @throws NoSuchAlarm */
export async function alarms(config: Config, { resolve: id, why }: AlarmsOptions): Promise<0 | 1> {
  const reason = why?.trim() ?? '';
  if (id !== undefined && reason === '') throw new Refusal('Say with --why what was found out and done.');
  const standing = await withDatabase(config, (urls) =>
    withDatabases(urls, async (worker, owner) => {
      const watch = await watchOf(config, worker);
      if (watch === undefined) throw new Refusal('There is no key of the log yet: the worker has never run.');
      await watch.look();
      if (id !== undefined) await resolve(config, watch, owner, id, reason);
      return watch.standing();
    }),
  );
  if (id !== undefined) say('Stated. Whoever checks the log is told.');
  tell(standing);
  return standing.length === 0 ? 0 : 1;
}
