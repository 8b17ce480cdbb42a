import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { clipSubject, CustodyLog } from '../../custody';
import type { ClipId } from '../../kernel/ids';
import { Database } from '../../platform/database';
import { evidenceKey, type EvidenceStore } from '../../platform/object-store';
import { writtenPdf } from './pdf';
import { LockRepository } from './lock.repository';

/** Injection token of the EvidenceStore. */
export const WRITTEN_STORE = Symbol('EvidenceStore of written items');

/** The worker's side: the words of an item become a file in evidence, read back, locked and logged like any master. */
@Injectable()
export class WrittenLockService {
  constructor(
    private readonly database: Database,
    private readonly rows: LockRepository,
    private readonly custody: CustodyLog,
    @Inject(WRITTEN_STORE) private readonly evidence: EvidenceStore,
  ) {}

  /** Safe to run again, also after being killed between any two steps. */
  async lock(id: ClipId): Promise<void> {
    const paper = await this.database.transaction((tx) => this.rows.waiting(tx, id));
    if (paper === undefined) return;
    const bytes = await writtenPdf(paper);
    const digest = createHash('sha256').update(bytes).digest('hex');
    const key = evidenceKey(`written/${id}/${digest}.pdf`);
    const stored = await this.evidence.put(key, bytes, { contentType: 'application/pdf' });
    const { sha256, size, crc32, lockedUntil } = stored;
    await this.database.transaction(async (tx) => {
      if (!(await this.rows.lock(tx, id, { key, sha256, size, crc32 }))) return;
      await this.custody.append(tx, {
        type: 'master-defined',
        subject: clipSubject(id),
        investigation: paper.investigationId,
        detail: { sha256, size, crc32, deviceSha256: null, lockedUntil: lockedUntil?.toISOString() ?? null },
      });
    });
  }
}
