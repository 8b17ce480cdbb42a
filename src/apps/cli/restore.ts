import type { Config } from '../../config';
import { CustodyLog, SERVICE_SUBJECT } from '../../custody';
import {
  orphanedDrafts,
  orphanedMasters,
  RestoreGuard,
  TakeBackService,
  type Behind,
} from '../../features/evidence';
import { systemClock } from '../../kernel/clock';
import { isUuid, type ClipId } from '../../kernel/ids';
import { openDatabase } from '../../platform/database';
import { Outbox } from '../../platform/queue';
import { withDatabase } from './databases';
import { witnessesFor } from './log-watch';
import type { RoleUrls } from './urls';
import { Refusal } from './refusal';
import { say } from './say';
import { withStores } from './stores';

export interface RestoreOptions {
  /** Of a locked original without a row: its id. */
  readonly takeBack?: string;
  readonly urn?: string;
  readonly accept?: boolean;
  readonly why?: string;
}

async function compare(config: Config, { worker }: RoleUrls) {
  return withStores(config, worker, async ({ database, evidence, incoming }) => {
    const guard = new RestoreGuard(database, evidence, witnessesFor(config, database));
    return {
      behind: await guard.behind(),
      silent: guard.silent,
      masters: await orphanedMasters(database, evidence),
      drafts: await orphanedDrafts(database, incoming),
    };
  });
}

const olderThan = ({ store, log, witness }: Behind): string =>
  witness === undefined
    ? `the store: the store knows a log of ${store} records, the database one of ${log}.`
    : `what the witness ${witness} has seen, a log of ${store} records: the database has one of ${log}. The store may have been brought back with it.`;

type Compared = Awaited<ReturnType<typeof compare>>;

function show({ behind, silent, masters, drafts }: Compared): void {
  say(
    behind === undefined
      ? 'Every checkpoint in the store is one of this log, or was compared before.'
      : `The database is older than ${olderThan(behind)} Nothing is erased.`,
  );
  if (silent.length > 0)
    say(
      `What these witnesses have seen of the log is not known, since they did not say: ${silent.join(', ')}.`,
    );
  say(`${masters.length} locked original(s) without a row:`);
  for (const { key, size, modifiedAt } of masters)
    say(`    ${key}  ${size} bytes  ${modifiedAt.toISOString()}`);
  say(`${drafts.length} file(s) of drafts without a row, which the sweep removes once nothing holds it:`);
  for (const { key, size, modifiedAt } of drafts)
    say(`    ${key}  ${size} bytes  ${modifiedAt.toISOString()}`);
}

function reasonIn({ why }: RestoreOptions): string {
  const text = why?.trim() ?? '';
  if (text === '') throw new Refusal('Say --why: the log commits to it.');
  return text;
}

async function takeBack(config: Config, urls: RoleUrls, options: RestoreOptions): Promise<void> {
  const { takeBack: clip = '', urn = '' } = options;
  if (!isUuid(clip) || urn === '')
    throw new Refusal('Name the original by its id, and --urn of its investigation.');
  const why = reasonIn(options);
  await withStores(config, urls.owner, ({ database, evidence, incoming }) =>
    new TakeBackService(database, evidence, incoming, new CustodyLog(systemClock), new Outbox()).takeBack({
      clip: clip as ClipId,
      urn,
      why,
    }),
  );
  say('Taken back in: the worker checks it now, and it becomes the master that it was.');
}

async function accept(urls: RoleUrls, compared: Compared, why: string): Promise<void> {
  const { behind, masters, drafts } = compared;
  if (behind === undefined) throw new Refusal('There is nothing to accept.');
  const database = await openDatabase(urls.owner, 1);
  try {
    await database.transaction((tx) =>
      new CustodyLog(systemClock).append(tx, {
        type: 'restore-compared',
        subject: SERVICE_SUBJECT,
        detail: { store: behind.store, log: behind.log, masters: masters.length, drafts: drafts.length },
        secrets: { why },
      }),
    );
  } finally {
    await database.close();
  }
  say('The log says now what was lost. Erasing goes on.');
}

/** Compares the store with the database, as after a restore; takes an original back in; lets erasing go on. @throws Refusal */
export async function restore(config: Config, options: RestoreOptions): Promise<void> {
  await withDatabase(config, async (urls) => {
    if (options.takeBack !== undefined) return takeBack(config, urls, options);
    const compared = await compare(config, urls);
    show(compared);
    if (options.accept === true) return accept(urls, compared, reasonIn(options));
  });
}
