import { clipSubject, type CustodyLog } from '../../../custody';
import { NotFound } from '../../../kernel/errors';
import type { ClipId } from '../../../kernel/ids';
import type { Database, Transaction } from '../../../platform/database';
import type { EvidenceMender, Mended } from '../../../platform/object-store';
import { FixityRepository, type StoredItem } from './fixity.repository';
import { mendFirst, type MendedFile } from './mend';

export interface Repair {
  readonly clip: ClipId;
  /** `original`, or the kind of working copy. */
  readonly what: string;
  /** Path of a copy, where the store has none. */
  readonly copy?: string | undefined;
  readonly why: string;
}

/** Puts the right file in the place of a damaged one, as the operator, and says so in the log. */
export class RepairService {
  private readonly rows = new FixityRepository();

  constructor(
    private readonly database: Database,
    private readonly evidence: EvidenceMender,
    private readonly custody: CustodyLog,
  ) {}

  /**
   * `undefined` when the file is what was locked: nothing is done to it.
   * @throws NotFound when there is no such file @throws NoRightCopy and nothing is changed
   */
  async repair({ clip, what, copy, why }: Repair): Promise<Mended | undefined> {
    const item = await this.database.transaction((tx) => this.rows.item(tx, clip));
    const files = item?.files.filter((one) => one.what === what) ?? [];
    if (item === undefined || files.length === 0) throw new NotFound('The stored file');
    const done = await mendFirst(this.evidence, files, copy);
    if (done === undefined) return undefined;
    await this.database.transaction((tx) => this.record(tx, item, done, why));
    return done.mended;
  }

  private async record(
    tx: Transaction,
    item: StoredItem,
    { file, mended }: MendedFile,
    why: string,
  ): Promise<void> {
    const { what, key, sha256, size } = file;
    if (mended.key !== key) await this.rows.readFrom(tx, item.id, file, mended.key);
    await this.custody.append(tx, {
      type: 'fixity-repaired',
      subject: clipSubject(item.id),
      investigation: item.investigationId,
      detail: { what, sha256, size, from: mended.from },
      secrets: { why },
    });
  }
}
