import { Injectable } from '@nestjs/common';
import { CustodyLog, clipSubject } from '../../custody';
import type { ClipId } from '../../kernel/ids';
import { Database } from '../../platform/database';
import type { Hashed } from '../../platform/digest';
import { ObservationService } from '../footage';
import type { Attempt } from './attempt';
import { IdentificationService } from './identification.service';
import { KeptFindings } from './kept-findings';
import { MasterRepository, type WorkClip } from './master.repository';

/** The check of a received clip: its stored bytes are read back, hashed, identified and compared. */
@Injectable()
export class VerificationService {
  constructor(
    private readonly database: Database,
    private readonly masters: MasterRepository,
    private readonly custody: CustodyLog,
    private readonly identification: IdentificationService,
    private readonly observation: ObservationService,
    private readonly kept: KeptFindings,
  ) {}

  /** Safe to run again. A clip that was removed meanwhile is no error. @throws NotFound when the object is gone, DecoderStalled */
  async verify(id: ClipId, attempt: Attempt): Promise<void> {
    const clip = await this.database.transaction((tx) => this.masters.byId(tx, id));
    if (clip?.state !== 'received') return;
    const found = await this.identification.identify(clip, attempt);
    await this.database.transaction(async (tx) => {
      if (!(await this.masters.verified(tx, id, found))) return;
      await this.masters.completeReceipt(tx, id, found.sha256);
      const source = await this.observation.observe(tx, id, found.facts, found.kind);
      await this.kept.keep(tx, id, found);
      // A draft's chain holds only commitments: if the victim removes the clip, nothing of its content stays.
      await this.custody.append(tx, {
        type: 'clip-verified',
        subject: clipSubject(id),
        investigation: clip.investigationId,
        secrets: { sha256: found.sha256, size: clip.size, kind: found.kind, source: source?.kind ?? null },
      });
    });
  }

  /** What is stored of a clip now, read until it is sure. @throws NotFound, CorruptRead */
  async reread(clip: WorkClip): Promise<Hashed> {
    return this.identification.reread(clip);
  }
}
