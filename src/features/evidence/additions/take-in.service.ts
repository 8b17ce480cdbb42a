import { Injectable } from '@nestjs/common';
import { clipSubject, CustodyLog } from '../../../custody';
import type { ClipId } from '../../../kernel/ids';
import { Database } from '../../../platform/database';
import type { Attempt } from '../attempt';
import { PromotionService } from '../promotion.service';
import { AdditionsRepository } from './additions.repository';

/** The worker's side: an item that an officer added becomes the locked master, and then the exhibit it was added as. */
@Injectable()
export class TakeInService {
  constructor(
    private readonly database: Database,
    private readonly additions: AdditionsRepository,
    private readonly promotion: PromotionService,
    private readonly custody: CustodyLog,
  ) {}

  /** Safe to run again, also after being killed between any two steps. @throws IntegrityMismatch, EvidenceConflict */
  async takeIn(id: ClipId, attempt: Attempt): Promise<void> {
    await this.promotion.promote(id, attempt);
    await this.database.transaction(async (tx) => {
      const made = await this.additions.register(tx, id);
      if (made === undefined) return;
      const { exhibit, sha256, reference, producerName, description, addedBy, investigation } = made;
      await this.custody.append(tx, {
        type: 'exhibit-registered',
        subject: clipSubject(id),
        investigation,
        detail: { exhibit, sha256, officer: addedBy },
        secrets: { reference, producerName, description },
      });
    });
  }
}
