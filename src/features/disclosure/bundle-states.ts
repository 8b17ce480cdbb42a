import { Injectable } from '@nestjs/common';
import { CustodyLog, investigationSubject } from '../../custody';
import type { BundleId, InvestigationId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import { BundlesRepository } from './bundles.repository';

/** Takes a sealed bundle back, in the transaction of whoever has the reason to. */
@Injectable()
export class BundleStates {
  constructor(
    private readonly bundles: BundlesRepository,
    private readonly custody: CustodyLog,
  ) {}

  async revoke(
    tx: Transaction,
    { id, investigationId }: { readonly id: BundleId; readonly investigationId: InvestigationId },
    reason: string,
  ): Promise<void> {
    await this.bundles.addState(tx, id, 'revoked', reason);
    await this.custody.append(tx, {
      type: 'bundle-revoked',
      subject: investigationSubject(investigationId),
      investigation: investigationId,
      detail: { bundle: id },
      secrets: { reason },
    });
  }
}
