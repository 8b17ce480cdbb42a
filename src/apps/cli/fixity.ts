import type { Config } from '../../config';
import { CustodyLog } from '../../custody';
import { BundleReadings } from '../../features/disclosure';
import { fixityOn, type FilesRead } from '../../features/evidence';
import { systemClock } from '../../kernel/clock';
import { isUuid, type BundleId, type ClipId } from '../../kernel/ids';
import { withDatabase } from './databases';
import { Refusal } from './refusal';
import { say } from './say';
import { withStores } from './stores';

export interface FixityOptions {
  readonly clip?: string;
  readonly bundle?: string;
  /** Only what was locked or sealed since this day, ISO 8601. */
  readonly since?: string;
}

interface Checked extends FilesRead {
  readonly id: string;
  readonly files: number;
  readonly bytes: number;
}

function startOf({ since }: FixityOptions): Date {
  const start = new Date(since ?? 0);
  if (Number.isNaN(start.getTime())) throw new Refusal('Give --since as a day, such as 2026-03-12.');
  return start;
}

/** @throws Refusal when what is named is no id */
function nameById(text: string | undefined, what: string): void {
  if (text !== undefined && !isUuid(text)) throw new Refusal(`Name the ${what} by its id.`);
}

function show({ id, damage, badReads }: Checked): void {
  for (const { file, found } of damage) {
    const why = found === undefined ? 'is missing' : 'is not what was locked';
    say(`PROBLEM  ${id}: the file of ${file.what} ${why} (${file.key})`);
  }
  if (badReads > 0) say(`NOTE  ${id}: ${badReads} read(s) gave wrong bytes; the next gave the right ones.`);
}

/** Of everything, or of one clip or bundle. @throws Refusal when there is no such one */
async function* readings(
  items: ReturnType<typeof fixityOn>,
  bundles: BundleReadings,
  options: FixityOptions,
): AsyncGenerator<Checked> {
  const { signal } = new AbortController();
  const { clip, bundle } = options;
  nameById(clip, 'clip');
  nameById(bundle, 'bundle');
  const since = startOf(options);
  if (clip === undefined && bundle === undefined) {
    yield* items.all(since, signal);
    yield* bundles.all(since, signal);
    return;
  }
  const checked = clip === undefined ? undefined : await items.check(clip as ClipId, signal);
  const sealed = bundle === undefined ? undefined : await bundles.check(bundle as BundleId, signal);
  if (clip !== undefined && checked === undefined)
    throw new Refusal('There is no locked original of that id.');
  if (bundle !== undefined && sealed === undefined)
    throw new Refusal('There is no bundle of that id that is given out.');
  if (checked !== undefined) yield checked;
  if (sealed !== undefined) yield sealed;
}

/** Reads every stored file, or those of one clip or bundle, and compares. Gives the exit code: 1 when something is damaged. @throws Refusal */
export async function fixity(config: Config, options: FixityOptions): Promise<number> {
  return withDatabase(config, ({ worker }) =>
    withStores(config, worker, async ({ database, evidence }) => {
      const parts = { database, evidence, config, custody: new CustodyLog(systemClock) };
      let [items, files, bytes, damaged] = [0, 0, 0, 0];
      for await (const checked of readings(fixityOn(parts), new BundleReadings(parts), options)) {
        show(checked);
        items += 1;
        files += checked.files;
        bytes += checked.bytes;
        damaged += checked.damage.length;
      }
      say(`${items} item(s) and bundle(s), ${files} file(s), ${bytes} bytes read: ${damaged} damaged.`);
      return damaged === 0 ? 0 : 1;
    }),
  );
}
