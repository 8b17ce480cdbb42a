import { Injectable } from '@nestjs/common';
import { clipSubject, CustodyLog } from '../../custody';
import type { ClipId, Sha256Hex } from '../../kernel/ids';
import { Database } from '../../platform/database';
import type { Hashed } from '../../platform/digest';
import type { Attempt } from './attempt';
import { DiffersFromDevice } from './evidence.errors';
import { MasterRepository, type WorkClip } from './master.repository';
import { TroubleRepository } from './trouble.repository';
import { VerificationService } from './verification.service';

/** What the sender's device said of a clip, and what was read here, brought together before the original is locked. */
@Injectable()
export class HashAgreement {
  constructor(
    private readonly database: Database,
    private readonly masters: MasterRepository,
    private readonly verification: VerificationService,
    private readonly troubles: TroubleRepository,
    private readonly custody: CustodyLog,
  ) {}

  verify(id: ClipId, attempt: Attempt): Promise<void> {
    return this.verification.verify(id, attempt);
  }

  /**
   * The hash that the original must have. Where the two differ it is read again: what was misread is corrected, what did not
   * arrive as it was is not locked. @throws DiffersFromDevice, CorruptRead, NotFound
   */
  async hashOf(clip: WorkClip): Promise<Sha256Hex> {
    const { deviceSha256: device, storedSha256 } = clip;
    const stored = storedSha256 as Sha256Hex;
    if (device === null || device === stored) return stored;
    const found = await this.verification.reread(clip);
    if (found.sha256 !== device) return this.refuse(clip, device, found);
    await this.correct(clip, found);
    return device;
  }

  private async correct(clip: WorkClip, found: Hashed): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await this.masters.correct(tx, clip.id, found))) return;
      await this.masters.completeReceipt(tx, clip.id, found.sha256);
      await this.troubles.end(tx, clip.id, 'differs');
      await this.custody.append(tx, {
        type: 'clip-verified',
        subject: clipSubject(clip.id),
        investigation: clip.investigationId,
        secrets: { sha256: found.sha256, size: clip.size, kind: clip.kind ?? '', source: null },
      });
    });
  }

  private async refuse(clip: WorkClip, device: Sha256Hex, found: Hashed): Promise<never> {
    await this.database.transaction(async (tx) => {
      await this.troubles.begin(tx, clip.id, 'differs');
      await this.custody.append(tx, {
        type: 'master-failed',
        subject: clipSubject(clip.id),
        investigation: clip.investigationId,
        detail: { expected: device, found: found.sha256, size: found.size },
      });
    });
    throw new DiffersFromDevice();
  }
}
