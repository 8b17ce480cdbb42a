import { Injectable } from '@nestjs/common';
import type { Sha256Hex } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import { FoundMalwareService } from '../malware';
import { FoundSealsService } from '../seals';
import type { Identified } from './identification.service';
import type { WorkClip } from './master.repository';

/** What is found in the pass over what arrived, besides what it is: kept at once, and stated when the original is locked. */
@Injectable()
export class KeptFindings {
  constructor(
    private readonly seals: FoundSealsService,
    private readonly malware: FoundMalwareService,
  ) {}

  /** In the transaction of the check. */
  async keep(tx: Transaction, id: WorkClip['id'], { sha256, seal, scanned }: Identified): Promise<void> {
    await this.seals.keep(tx, id, seal);
    await this.malware.keep(tx, id, { sha256, found: scanned });
  }

  /** In the transaction that locks the original, before any copy is made. */
  async state(tx: Transaction, clip: WorkClip, sha256: Sha256Hex): Promise<void> {
    await this.seals.state(tx, clip.id, clip.investigationId);
    await this.malware.state(tx, clip, sha256);
  }
}
