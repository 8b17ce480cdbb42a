import type { Config } from '../../config';
import { CustodyLog } from '../../custody';
import { fixityOn, type ItemCheck } from '../../features/evidence';
import { systemClock } from '../../kernel/clock';
import { isUuid, type ClipId } from '../../kernel/ids';
import { withDatabase } from './databases';
import { Refusal } from './refusal';
import { say } from './say';
import { withStores } from './stores';

export interface FixityOptions {
  readonly clip?: string;
  /** Only what was locked since this day, ISO 8601. */
  readonly since?: string;
}

function startOf({ since }: FixityOptions): Date {
  const start = new Date(since ?? 0);
  if (Number.isNaN(start.getTime())) throw new Refusal('Give --since as a day, such as 2026-03-12.');
  return start;
}

function show({ id, damage, badReads }: ItemCheck): void {
  for (const { file, found } of damage) {
    const why = found === undefined ? 'is missing' : 'is not what was locked';
    say(`PROBLEM  ${id}: the file of ${file.what} ${why} (${file.key})`);
  }
  if (badReads > 0) say(`NOTE  ${id}: ${badReads} read(s) gave wrong bytes; the next gave the right ones.`);
}

/** Reads every stored file, or those of one clip, and compares. Gives the exit code: 1 when something is damaged. @throws Refusal */
export async function fixity(config: Config, options: FixityOptions): Promise<number> {
  const since = startOf(options);
  const { clip } = options;
  if (clip !== undefined && !isUuid(clip)) throw new Refusal('Name the clip by its id.');
  return withDatabase(config, ({ worker }) =>
    withStores(config, worker, async ({ database, evidence }) => {
      const service = fixityOn({ database, evidence, config, custody: new CustodyLog(systemClock) });
      const { signal } = new AbortController();
      let [items, files, bytes, damaged] = [0, 0, 0, 0];
      const count = (checked: ItemCheck): void => {
        show(checked);
        items += 1;
        files += checked.files;
        bytes += checked.bytes;
        damaged += checked.damage.length;
      };
      if (clip === undefined) for await (const checked of service.all(since, signal)) count(checked);
      else {
        const checked = await service.check(clip as ClipId, signal);
        if (checked === undefined) throw new Refusal('There is no locked original of that id.');
        count(checked);
      }
      say(`${items} item(s), ${files} file(s), ${bytes} bytes read: ${damaged} damaged.`);
      return damaged === 0 ? 0 : 1;
    }),
  );
}
