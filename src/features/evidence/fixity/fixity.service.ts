import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { clipSubject, CustodyLog } from '../../../custody';
import { NotFound } from '../../../kernel/errors';
import type { ClipId } from '../../../kernel/ids';
import { Database, type Transaction } from '../../../platform/database';
import { hashStream, sameBytes, type Hashed } from '../../../platform/digest';
import { evidenceKey, type EvidenceStore } from '../../../platform/object-store';
import { EVIDENCE } from '../stores';
import { TroubleRepository } from '../trouble.repository';
import { FixityRepository, type StoredFile, type StoredItem } from './fixity.repository';
import { throttled } from './throttle';

/** A file that is gone, or is not what its row says however often it is read. */
export interface Damage {
  readonly file: StoredFile;
  /** What was read last; nothing when there is no such object. */
  readonly found: Hashed | undefined;
}

export interface ItemCheck {
  readonly id: ClipId;
  readonly files: number;
  readonly bytes: number;
  readonly damage: readonly Damage[];
  /** Reads that gave other bytes than the next one: the store, or the way to it, is failing. */
  readonly badReads: number;
}

const READS = 3;

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
    const damage: Damage[] = [];
    let badReads = 0;
    for (const file of item.files) {
      const { found, reads } = await this.read(file, signal);
      const isSame = found !== undefined && sameBytes(file, found);
      badReads += isSame ? reads - 1 : 0;
      if (!isSame) damage.push({ file, found });
    }
    await this.database.transaction((tx) => this.record(tx, item, damage));
    const bytes = item.files.reduce((sum, { size }) => sum + size, 0);
    return { id, files: item.files.length, bytes, damage, badReads };
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

  /** A bit can flip on the way: what differs is read again before it counts as damaged. */
  private async read(
    file: StoredFile,
    signal: AbortSignal,
  ): Promise<{ found: Hashed | undefined; reads: number }> {
    let found: Hashed | undefined;
    for (let reads = 1; ; reads += 1) {
      found = await this.readOnce(file, signal);
      if (found === undefined || sameBytes(file, found) || reads === READS) return { found, reads };
    }
  }

  private async readOnce({ key }: StoredFile, signal: AbortSignal): Promise<Hashed | undefined> {
    try {
      const stream = await this.evidence.read(evidenceKey(key));
      return await hashStream(throttled(stream, this.config.fixity.bytesPerSecond, signal));
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
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
