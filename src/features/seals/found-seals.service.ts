import { Injectable } from '@nestjs/common';
import { clipSubject, CustodyLog } from '../../custody';
import type { ClipId, InvestigationId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { SealReading } from '../../platform/seals';
import { SealsRepository } from './seals.repository';

/** The worker's side: what was found of a seal is kept at once, and stated when the original is locked. */
@Injectable()
export class FoundSealsService {
  constructor(
    private readonly seals: SealsRepository,
    private readonly custody: CustodyLog,
  ) {}

  /** In the transaction of the check. While the clip is a draft, its chain says nothing of it. */
  async keep(tx: Transaction, clip: ClipId, reading: SealReading | null): Promise<void> {
    await this.seals.add(tx, clip, reading);
  }

  /** In the transaction that locks the original, before any copy is made. A file without a seal gives no event. */
  async state(tx: Transaction, clip: ClipId, investigation: InvestigationId): Promise<void> {
    const seal = await this.seals.ofClip(tx, clip);
    if (seal === undefined || seal.integrity === 'none' || seal.trust === null) return;
    const { integrity, trust, fault, doubt, binding, manifest, certificate, stampedAt } = seal;
    const { name, organisation, generator } = seal;
    await this.custody.append(tx, {
      type: 'seal-checked',
      subject: clipSubject(clip),
      investigation,
      detail: {
        ...{ integrity, trust, fault, doubt, binding, manifest, certificate },
        stampedAt: stampedAt?.toISOString() ?? null,
      },
      secrets: { name, organisation, generator },
    });
  }
}
