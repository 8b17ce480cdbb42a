import { Buffer } from 'node:buffer';
import { latestCheckpoint, sequenceOnce, type NoteSigner, type SignedCheckpoint } from '../../custody';
import type { Config } from '../../config';
import type { Database } from '../../platform/database';
import { EvidenceConflict, evidenceKey, type EvidenceStore } from '../../platform/object-store';

/** Sequencing stays ahead of publishing: a slow store must not delay the signature under an event. */
export class Sequencing {
  private unpublished: SignedCheckpoint | undefined;

  constructor(
    private readonly database: Database,
    private readonly evidence: EvidenceStore,
    private readonly signers: readonly NoteSigner[],
    private readonly settings: Config['custody'],
  ) {}

  /** One batch into the tree. `true` when there may be more. */
  async sequence(): Promise<boolean> {
    const done = await sequenceOnce(this.database, this.signers, {
      batch: this.settings.batch,
      publish: (checkpoint) => {
        this.unpublished = checkpoint;
        return Promise.resolve();
      },
    });
    return done === this.settings.batch;
  }

  /** The newest checkpoint into the locked store, where no database superuser reaches it. `true` never: it waits its turn. */
  async publish(): Promise<boolean> {
    const checkpoint = this.unpublished;
    if (checkpoint === undefined) return false;
    await this.store(checkpoint);
    if (this.unpublished === checkpoint) this.unpublished = undefined;
    return false;
  }

  /** After a restart the last checkpoint may not have reached the store. */
  async resume(): Promise<void> {
    this.unpublished = await this.database.transaction(latestCheckpoint);
  }

  private async store({ size, note }: SignedCheckpoint): Promise<void> {
    const key = evidenceKey(`checkpoints/${String(size).padStart(16, '0')}`);
    try {
      await this.evidence.put(key, Buffer.from(note), { contentType: 'text/plain; charset=utf-8' });
    } catch (error) {
      // Signed again after a key was added: what was published first stays.
      if (!(error instanceof EvidenceConflict)) throw error;
    }
  }
}
