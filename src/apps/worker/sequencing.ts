import { Buffer } from 'node:buffer';
import {
  latestCheckpoint,
  memoryOf,
  raiseAlarm,
  sequenceOnce,
  type NoteSigner,
  type SignedCheckpoint,
} from '../../custody';
import type { Config } from '../../config';
import { headKey, readHead } from '../../features/log-watch';
import type { Database } from '../../platform/database';
import { EvidenceConflict, type EvidenceStore } from '../../platform/object-store';

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
    try {
      await this.put(headKey(size), note);
    } catch (error) {
      if (!(error instanceof EvidenceConflict)) throw error;
      await this.storeBeside({ size, note });
    }
    await this.database.transaction((tx) => tx.query('SELECT custody.add_published($1)', [size]));
  }

  private put(key: ReturnType<typeof headKey>, note: string): Promise<unknown> {
    return this.evidence.put(key, Buffer.from(note), { contentType: 'text/plain; charset=utf-8' });
  }

  /** The name is taken. The same head, signed again after a key was added, is there already; another head is another history. */
  private async storeBeside({ size, note }: SignedCheckpoint): Promise<void> {
    const there = await readHead(this.evidence, headKey(size), this.signers);
    const ours = memoryOf(note, 'the database', this.signers);
    if (ours?.root === undefined || there?.root?.equals(ours.root) === true) return;
    const mark = there?.root?.toString('hex').slice(0, 16) ?? '';
    const conflict = { source: 'the object store', remembered: size, found: size, mark };
    await this.database.transaction((tx) => raiseAlarm(tx, { what: 'other-history', ...conflict }));
    await this.put(headKey(size, ours.root), note);
  }
}
