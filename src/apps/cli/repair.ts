import type { Config } from '../../config';
import { CustodyLog } from '../../custody';
import { RepairService } from '../../features/evidence';
import { systemClock } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { isUuid, type ClipId } from '../../kernel/ids';
import { openDatabase } from '../../platform/database';
import { openEvidenceMender } from '../../platform/object-store';
import { withDatabase } from './databases';
import { fixity } from './fixity';
import { Refusal } from './refusal';
import { say } from './say';

export interface RepairOptions {
  readonly clip: string;
  /** Which of its files: `original`, or the kind of working copy. */
  readonly file: string;
  /** Path of a copy from elsewhere; without it the store's other versions are looked at. */
  readonly from?: string;
  readonly why: string;
}

/** Puts the right file in the place of a damaged one, then reads all of the item. Gives the exit code: 1 when something is damaged. @throws Refusal */
export async function repair(config: Config, { clip, file, from, why }: RepairOptions): Promise<number> {
  if (!isUuid(clip)) throw new Refusal('Name the clip by its id.');
  if (why.trim() === '') throw new Refusal('Say --why: the log commits to it.');
  await withDatabase(config, async ({ owner }) => {
    const database = await openDatabase(owner, 2);
    try {
      const service = new RepairService(
        database,
        await openEvidenceMender(config.objects),
        new CustodyLog(systemClock),
      );
      const mended = await service.repair({ clip: clip as ClipId, what: file, copy: from, why });
      say(
        mended === undefined
          ? `The file of ${file} is what was locked: nothing was done.`
          : `Repaired from ${mended.from === 'copy' ? 'the copy' : 'another version in the store'}: SHA-256 ${mended.sha256}, read back.`,
      );
    } catch (error) {
      throw error instanceof DomainError ? new Refusal(error.message, { cause: error }) : error;
    } finally {
      await database.close();
    }
  });
  return fixity(config, { clip });
}
