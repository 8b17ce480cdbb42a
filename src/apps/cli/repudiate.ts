import type { Config } from '../../config';
import { CustodyLog, repudiate as state } from '../../custody';
import { systemClock } from '../../kernel/clock';
import { isUuid } from '../../kernel/ids';
import { openDatabase } from '../../platform/database';
import { withDatabase } from './databases';
import { Refusal } from './refusal';
import { say } from './say';

export interface RepudiateOptions {
  /** Ids, with commas between. */
  readonly events: string;
  /** A day or a moment, ISO 8601. */
  readonly since: string;
  readonly why: string;
}

function idsIn(text: string): string[] {
  const ids = [...new Set(text.split(',').map((id) => id.trim().toLowerCase()))].filter((id) => id !== '');
  const bad = ids.find((id) => !isUuid(id));
  if (ids.length === 0 || bad !== undefined)
    throw new Refusal(`Name the events by their ids, with commas between${bad ? `: ${bad} is none` : ''}.`);
  return ids;
}

function momentOf(text: string): Date {
  const since = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(since.getTime()) || since > systemClock.now())
    throw new Refusal('Give --since as a past day or moment, such as 2026-03-12 or 2026-03-12T14:00:00Z.');
  return since;
}

/** States by the owner's connection, as the operator, that events were not made by whom they name. @throws NoSuchEvents */
export async function repudiate(config: Config, options: RepudiateOptions): Promise<void> {
  const events = idsIn(options.events);
  const since = momentOf(options.since);
  const why = options.why.trim();
  if (why === '') throw new Refusal('Say why.');
  await withDatabase(config, async ({ owner }) => {
    const database = await openDatabase(owner, 1);
    try {
      await database.transaction((tx) => state(tx, new CustodyLog(systemClock), { events, since, why }));
    } finally {
      await database.close();
    }
  });
  say(
    `Stated of ${events.length} ${events.length === 1 ? 'event' : 'events'}. They stay in the log; whoever checks it is told.`,
  );
}
