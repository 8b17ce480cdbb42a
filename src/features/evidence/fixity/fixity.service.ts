import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { clipSubject, CustodyLog } from '../../../custody';
import type { ClipId } from '../../../kernel/ids';
import { Database, type Transaction } from '../../../platform/database';
import type { EvidenceStore } from '../../../platform/object-store';
import { EVIDENCE } from '../stores';
import { TroubleRepository } from '../trouble.repository';
import { FixityRepository, type StoredItem } from './fixity.repository';
import { StoredReading, type Damage, type FilesRead } from './stored-reading';

export interface ItemCheck extends FilesRead {
  readonly id: ClipId;
  readonly files: number;
  readonly bytes: number;
}

/** Reads stored files from their first byte to their last, and says in the log what was found. */
@Injectable()
export class FixityService {
  constructor(
    private readonly database: Database,
    private readonly rows: FixityRepository,
    private readonly troubles: TroubleRepository,
    private readonly custody: CustodyLog,
    @Inject(EVIDENCE) private readonly evidence: EvidenceStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The item that has waited longest, if one is due. Workers share them out. */
  async next(signal: AbortSignal): Promise<ItemCheck | undefined> {
    const id = await this.database.transaction((tx) => this.rows.claim(tx, this.config.fixity.days));
    return id === undefined ? undefined : this.check(id, signal);
  }

  /** One item; `undefined` when it is no master any more. @throws the signal's reason, and what the store throws */
  async check(id: ClipId, signal: AbortSignal): Promise<ItemCheck | undefined> {
    const item = await this.database.transaction((tx) => this.rows.item(tx, id));
    if (item === undefined) return undefined;
    const read = await new StoredReading(this.evidence, this.config.fixity.bytesPerSecond).of(
      item.files,
      signal,
    );
    await this.database.transaction((tx) => this.record(tx, item, read.damage));
    const bytes = item.files.reduce((sum, { size }) => sum + size, 0);
    return { id, files: item.files.length, bytes, ...read };
  }

  /** Every master since then, one after the other. */
  async *all(since: Date, signal: AbortSignal): AsyncGenerator<ItemCheck> {
    let after: ClipId | null = null;
    for (;;) {
      const last: ClipId | null = after;
      const ids: ClipId[] = await this.database.transaction((tx) => this.rows.masters(tx, since, last, 200));
      for (const id of ids) {
        const checked = await this.check(id, signal);
        if (checked !== undefined) yield checked;
      }
      after = ids.at(-1) ?? null;
      if (after === null) return;
    }
  }

  private async record(tx: Transaction, item: StoredItem, damage: readonly Damage[]): Promise<void> {
    const about = { subject: clipSubject(item.id), investigation: item.investigationId };
    const good = item.files.filter((file) => damage.every((one) => one.file !== file));
    if (good.length > 0) {
      const checked = good.map(({ what, sha256, size }) => ({ what, sha256, size }));
      await this.custody.append(tx, { type: 'fixity-checked', ...about, detail: { checked } });
    }
    for (const { file, found } of damage) {
      const { what, sha256, size } = file;
      await this.custody.append(tx, {
        type: 'fixity-failed',
        ...about,
        detail: { what, expected: { sha256, size }, found: found ?? null },
      });
    }
    if (damage.length === 0) {
      await this.troubles.end(tx, item.id, 'damaged');
      await this.rows.read(tx, item.id);
    } else {
      await this.troubles.begin(tx, item.id, 'damaged');
      await this.rows.readDamaged(tx, item.id, this.config.fixity.days);
    }
  }
}
