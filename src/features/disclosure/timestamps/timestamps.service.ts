import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { latestCheckpoint, type SignedCheckpoint } from '../../../custody';
import { CLOCK, type Clock } from '../../../kernel/clock';
import { randomId, sha256Hex, type Sha256Hex } from '../../../kernel/ids';
import { Database } from '../../../platform/database';
import { evidenceKey, type EvidenceStore } from '../../../platform/object-store';
import { Outbox } from '../../../platform/queue';
import { TimeStampAuthority } from './authority';
import { TokenRefused } from '../../../platform/time-stamps';
import { stampCheckpoint } from './jobs';
import { TimestampsRepository } from './timestamps.repository';

/** Injection tokens: the EvidenceStore, and the TimeStampAuthority or `undefined`. */
export const STAMPS_STORE = Symbol('EvidenceStore of time stamps');
export const AUTHORITY = Symbol('TimeStampAuthority');

const sha256Of = (data: Uint8Array): Sha256Hex => sha256Hex(createHash('sha256').update(data).digest('hex'));

/** Time stamps over the log. Without an authority everything here does nothing. */
@Injectable()
export class TimestampsService {
  constructor(
    private readonly database: Database,
    private readonly stamps: TimestampsRepository,
    private readonly outbox: Outbox,
    @Inject(STAMPS_STORE) private readonly evidence: EvidenceStore,
    @Inject(AUTHORITY) private readonly authority: TimeStampAuthority | undefined,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Asks for a stamp over the newest checkpoint when the last one is old enough. `false`: nothing more to do now. */
  async keepUp(): Promise<boolean> {
    if (this.authority === undefined) return false;
    await this.database.transaction(async (tx) => {
      const newest = await this.stamps.newest(tx);
      const due = (newest?.getTime() ?? 0) + this.config.timestamps.intervalMinutes * 60_000;
      const checkpoint = await latestCheckpoint(tx);
      if (checkpoint === undefined || this.clock.now().getTime() < due) return;
      await this.outbox.add(tx, stampCheckpoint, { size: checkpoint.size });
    });
    return false;
  }

  /** The work of `stampCheckpoint`. @throws TokenRefused */
  async stampCheckpoint(size: number, signal?: AbortSignal): Promise<void> {
    const note = await this.database.transaction((tx) => this.stamps.checkpoint(tx, size));
    if (note !== undefined) await this.stamp(size, Buffer.from(note), signal);
  }

  /**
   * For a seal: the token over this checkpoint, made now if need be. An authority that does not answer, or answers
   * wrongly, holds nothing up: the answer is `undefined`, and the checkpoint is stamped later.
   */
  async forSeal(checkpoint: SignedCheckpoint): Promise<Buffer | undefined> {
    try {
      return await this.stamp(checkpoint.size, Buffer.from(checkpoint.note));
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      await this.database.transaction((tx) =>
        this.outbox.add(tx, stampCheckpoint, { size: checkpoint.size }),
      );
      return undefined;
    }
  }

  private async stamp(size: number, data: Uint8Array, signal?: AbortSignal): Promise<Buffer | undefined> {
    const imprint = sha256Of(data);
    const stored = await this.database.transaction((tx) => this.stamps.token(tx, imprint));
    if (stored !== undefined || this.authority === undefined) return stored;
    const stamp = await this.authority.stamp(data, signal);
    // The token's own hash is in the name: two workers that ask at once get two tokens, and one row.
    const key = evidenceKey(`timestamps/checkpoint/${imprint}/${sha256Of(stamp.token)}.tsr`);
    await this.evidence.put(key, stamp.token, { contentType: 'application/timestamp-reply' });
    return this.database.transaction(async (tx) => {
      const isFirst = await this.stamps.insert(tx, { id: randomId(), key, size, stamp });
      return isFirst ? stamp.token : this.stamps.token(tx, imprint);
    });
  }
}
