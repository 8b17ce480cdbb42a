import { Inject, Injectable } from '@nestjs/common';
import { CustodyLog, clipSubject, type Statement } from '../../custody';
import type { ClipId, Sha256Hex } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { hashStream } from '../../platform/digest';
import {
  CorruptRead,
  evidenceKey,
  EvidenceConflict,
  incomingKey,
  IntegrityMismatch,
  type EvidenceStore,
  type IncomingStore,
  type Stored,
} from '../../platform/object-store';
import { Outbox } from '../../platform/queue';
import type { Attempt } from './attempt';
import { renderClip } from './jobs';
import { HashAgreement } from './hash-agreement';
import { KeptFindings } from './kept-findings';
import { MasterRepository, type WorkClip } from './master.repository';
import { EVIDENCE, INCOMING } from './stores';

/** Makes the original of a sent clip the master: in evidence, read back, locked and logged, before anyone may look. */
@Injectable()
export class PromotionService {
  constructor(
    private readonly database: Database,
    private readonly masters: MasterRepository,
    private readonly agreement: HashAgreement,
    private readonly outbox: Outbox,
    private readonly custody: CustodyLog,
    private readonly kept: KeptFindings,
    @Inject(INCOMING) private readonly incoming: IncomingStore,
    @Inject(EVIDENCE) private readonly evidence: EvidenceStore,
  ) {}

  /** Safe to run again, also after being killed between any two steps. @throws IntegrityMismatch, EvidenceConflict, CorruptRead, DiffersFromDevice */
  async promote(id: ClipId, attempt: Attempt): Promise<void> {
    await this.agreement.verify(id, attempt);
    const clip = await this.database.transaction((tx) => this.masters.byId(tx, id));
    if (clip === undefined || !clip.sent) return;
    if (clip.state === 'verified') await this.define(clip, await this.agreement.hashOf(clip));
    await this.incoming.remove(incomingKey(clip.incomingKey));
  }

  private async define(clip: WorkClip, sha256: Sha256Hex): Promise<void> {
    const key = evidenceKey(`masters/${clip.id}`);
    const stored = await this.store(clip, key, sha256);
    await this.database.transaction(async (tx) => {
      if (!(await this.masters.master(tx, clip.id, { evidenceKey: key, crc32: stored.crc32 }))) return;
      const detail = {
        sha256: stored.sha256,
        size: stored.size,
        crc32: stored.crc32,
        deviceSha256: clip.deviceSha256,
        lockedUntil: stored.lockedUntil?.toISOString() ?? null,
      };
      await this.log(tx, clip, { type: 'master-defined', detail });
      await this.kept.state(tx, clip, sha256);
      await this.outbox.add(tx, renderClip, { clipId: clip.id });
    });
  }

  private async store(
    clip: WorkClip,
    key: ReturnType<typeof evidenceKey>,
    sha256: Sha256Hex,
  ): Promise<Stored> {
    try {
      return await this.evidence.promote(incomingKey(clip.incomingKey), key, { size: clip.size, sha256 });
    } catch (error) {
      if (error instanceof IntegrityMismatch || error instanceof EvidenceConflict) {
        await this.refuseMisreading(clip, key, sha256, error);
        const detail = { expected: sha256, found: error.found.sha256, size: error.found.size };
        await this.database.transaction((tx) => this.log(tx, clip, { type: 'master-failed', detail }));
      }
      throw error;
    }
  }

  /** Where another reading gives the right bytes it is the store that fails, not the file. @throws CorruptRead */
  private async refuseMisreading(
    clip: WorkClip,
    key: ReturnType<typeof evidenceKey>,
    sha256: Sha256Hex,
    cause: IntegrityMismatch | EvidenceConflict,
  ): Promise<void> {
    const stream = await (cause instanceof IntegrityMismatch
      ? this.incoming.read(incomingKey(clip.incomingKey))
      : this.evidence.read(key));
    if ((await hashStream(stream)).sha256 === sha256) throw new CorruptRead({ cause });
  }

  private async log(
    tx: Transaction,
    clip: WorkClip,
    said: Statement<'master-defined' | 'master-failed'>,
  ): Promise<void> {
    await this.custody.append(tx, {
      ...said,
      subject: clipSubject(clip.id),
      investigation: clip.investigationId,
    });
  }
}
