import type { Config } from '../../config';
import { CustodyLog } from '../../custody';
import { BundleRepairService } from '../../features/disclosure';
import { RepairService } from '../../features/evidence';
import { systemClock } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { isUuid, type BundleId, type ClipId } from '../../kernel/ids';
import { openDatabase, type Database } from '../../platform/database';
import { openEvidenceMender, type Mended } from '../../platform/object-store';
import { withDatabase } from './databases';
import { fixity } from './fixity';
import { Refusal } from './refusal';
import { say } from './say';

export interface RepairOptions {
  readonly clip?: string;
  readonly bundle?: string;
  /** Which of its files: `original`, or the kind of working copy; of a bundle the path. */
  readonly file?: string;
  /** Path of a copy from elsewhere; without it the store's other versions are looked at. */
  readonly from?: string;
  readonly why: string;
}

interface Wanted extends RepairOptions {
  readonly config: Config;
  readonly database: Database;
}

/** @throws DomainError and nothing is changed */
async function mend({ config, database, ...options }: Wanted): Promise<Mended | undefined> {
  const { clip, bundle, file, from: copy, why } = options;
  const parts = [database, await openEvidenceMender(config.objects), new CustodyLog(systemClock)] as const;
  return bundle === undefined
    ? new RepairService(...parts).repair({ clip: clip as ClipId, what: file ?? 'original', copy, why })
    : new BundleRepairService(...parts).repair({ bundle: bundle as BundleId, path: file, copy, why });
}

const outcome = (file: string, mended: Mended | undefined): string =>
  mended === undefined
    ? `The file of ${file} is what was locked: nothing was done.`
    : `Repaired from ${mended.from === 'copy' ? 'the copy' : 'another version in the store'}: SHA-256 ${mended.sha256}, read back.`;

/**
 * Puts the right file in the place of a damaged one, then reads all of the item or the bundle. Gives the exit code: 1 when something is damaged.
 * @throws Refusal
 */
export async function repair(config: Config, options: RepairOptions): Promise<number> {
  const { clip, bundle, file, why } = options;
  if ((clip === undefined) === (bundle === undefined)) throw new Refusal('Name one clip or one bundle.');
  if (!isUuid(clip ?? bundle ?? '')) throw new Refusal('Name the clip or the bundle by its id.');
  if (why.trim() === '') throw new Refusal('Say --why: the log commits to it.');
  await withDatabase(config, async ({ owner }) => {
    const database = await openDatabase(owner, 2);
    try {
      say(
        outcome(
          file ?? (clip === undefined ? 'the bundle' : 'original'),
          await mend({ ...options, config, database }),
        ),
      );
    } catch (error) {
      throw error instanceof DomainError ? new Refusal(error.message, { cause: error }) : error;
    } finally {
      await database.close();
    }
  });
  return fixity(config, { ...(clip !== undefined && { clip }), ...(bundle !== undefined && { bundle }) });
}
