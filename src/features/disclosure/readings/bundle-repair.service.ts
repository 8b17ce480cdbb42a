import { investigationSubject, type CustodyLog } from '../../../custody';
import { NotFound } from '../../../kernel/errors';
import type { BundleId } from '../../../kernel/ids';
import type { Database } from '../../../platform/database';
import type { EvidenceMender, Mended } from '../../../platform/object-store';
import { mendFirst } from '../../evidence';
import { BundleReadingsRepository } from './bundle-readings.repository';

export interface BundleRepair {
  readonly bundle: BundleId;
  /** Path of the file in the bundle; without it the first that is damaged. */
  readonly path: string | undefined;
  /** Path of a copy, where the store has none. */
  readonly copy?: string | undefined;
  readonly why: string;
}

/** Puts the right file of a bundle in the place of a damaged one, as the operator, and says so in the log. */
export class BundleRepairService {
  private readonly rows = new BundleReadingsRepository();

  constructor(
    private readonly database: Database,
    private readonly evidence: EvidenceMender,
    private readonly custody: CustodyLog,
  ) {}

  /**
   * `undefined` when the file is what was sealed: nothing is done to it.
   * @throws NotFound when there is no such file @throws NoRightCopy and nothing is changed
   */
  async repair({ bundle, path, copy, why }: BundleRepair): Promise<Mended | undefined> {
    const found = await this.database.transaction((tx) => this.rows.files(tx, bundle));
    const files = found?.files.filter(({ what }) => path === undefined || what === path) ?? [];
    if (found === undefined || files.length === 0) throw new NotFound('The stored file');
    const done = await mendFirst(this.evidence, files, copy);
    if (done === undefined) return undefined;
    const { file, mended } = done;
    await this.database.transaction(async (tx) => {
      if (mended.key !== file.key) await this.rows.readFrom(tx, file.key, mended.key);
      await this.custody.append(tx, {
        type: 'fixity-repaired',
        subject: investigationSubject(found.investigationId),
        investigation: found.investigationId,
        detail: { bundle, what: 'bundle-file', sha256: file.sha256, size: file.size, from: mended.from },
        secrets: { why },
      });
    });
    return mended;
  }
}
