import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CustodyLog, clipSubject, investigationSubject } from '../../custody';
import { CLOCK, type Clock } from '../../kernel/clock';
import { NotFound } from '../../kernel/errors';
import type { ClipId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import {
  evidenceKey,
  incomingKey,
  type EvidenceStore,
  type IncomingKey,
  type IncomingStore,
} from '../../platform/object-store';
import { EVIDENCE, INCOMING } from './stores';
import { SweepRepository, type StaleDraft, type StoredClip } from './sweep.repository';

export interface SweepReport {
  /** Drafts erased because nobody had touched them for the configured time. */
  readonly draftsErased: number;
  /** Objects in `incoming` that no row named. */
  readonly orphansRemoved: number;
  /** Clips whose bytes should be there and are not: an operator must look. */
  readonly objectsMissing: readonly ClipId[];
}

const MINUTES_10 = 600_000;
const BATCH = 500;

/** Puts away what ran out and what a killed process left behind, and finds what is missing. */
@Injectable()
export class SweepService {
  constructor(
    private readonly database: Database,
    private readonly sweeps: SweepRepository,
    private readonly custody: CustodyLog,
    @Inject(INCOMING) private readonly incoming: IncomingStore,
    @Inject(EVIDENCE) private readonly evidence: EvidenceStore,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(): Promise<SweepReport> {
    const old = new Date(this.clock.now().getTime() - MINUTES_10);
    await this.database.transaction({}, (tx) => this.sweeps.removeRunOut(tx));
    await this.incoming.sweep(old);
    await this.evidence.sweep(old);
    return {
      draftsErased: await this.eraseStaleDrafts(),
      orphansRemoved: await this.removeOrphans(old),
      objectsMissing: await this.findMissing(),
    };
  }

  private async eraseStaleDrafts(): Promise<number> {
    const days = this.config.limits.draftDays;
    const stale = await this.database.transaction({}, (tx) => this.sweeps.staleDrafts(tx, days));
    let erased = 0;
    for (const draft of stale) {
      const clips = await this.database.transaction({}, (tx) => this.erase(tx, draft, days));
      if (clips === undefined) continue;
      for (const id of clips) await this.incoming.remove(incomingKey(id));
      erased += 1;
    }
    return erased;
  }

  /** The clips whose objects may go; `undefined` when she came back to the draft meanwhile. */
  private async erase(tx: Transaction, draft: StaleDraft, days: number): Promise<ClipId[] | undefined> {
    const actor = { kind: 'service', id: 'worker' } as const;
    const investigation = draft.investigationId;
    const clips = await this.sweeps.holdStaleDraft(tx, draft.submissionId, days);
    if (clips === undefined) return undefined;
    for (const id of clips) {
      await this.custody.append(tx, { type: 'clip-removed', subject: clipSubject(id), actor, investigation });
      await this.sweeps.removeDraftClip(tx, id);
    }
    await this.sweeps.discardDraft(tx, draft.submissionId);
    await this.custody.append(tx, {
      type: 'submission-discarded',
      subject: investigationSubject(investigation),
      actor,
      investigation,
    });
    return clips;
  }

  /** A row is written before its object and removed before it, so an object without a row is nobody's. */
  private async removeOrphans(old: Date): Promise<number> {
    let removed = 0;
    let batch: IncomingKey[] = [];
    const flush = async (): Promise<void> => {
      const orphans = await this.database.transaction({}, (tx) => this.sweeps.orphans(tx, batch));
      for (const key of orphans) await this.incoming.remove(incomingKey(key));
      removed += orphans.length;
      batch = [];
    };
    for await (const entry of this.incoming.list()) {
      if (entry.modifiedAt < old) batch.push(entry.key);
      if (batch.length >= BATCH) await flush();
    }
    if (batch.length > 0) await flush();
    return removed;
  }

  private async findMissing(): Promise<ClipId[]> {
    const missing: ClipId[] = [];
    let after: ClipId | null = null;
    for (;;) {
      const rows = await this.database.transaction({}, (tx) => this.sweeps.stored(tx, after, BATCH));
      for (const row of rows)
        if (!(await this.isThere(row)) && !(await this.isThereNow(row.id))) missing.push(row.id);
      const last = rows.at(-1);
      if (last === undefined) return missing;
      after = last.id;
    }
  }

  /** A second look: the clip may have moved on between reading its row and looking for its object. */
  private async isThereNow(id: ClipId): Promise<boolean> {
    const row = await this.database.transaction({}, (tx) => this.sweeps.storedOne(tx, id));
    return row === undefined || this.isThere(row);
  }

  private async isThere(row: StoredClip): Promise<boolean> {
    try {
      if (row.evidenceKey === null) await this.incoming.stat(incomingKey(row.incomingKey));
      else await this.evidence.stat(evidenceKey(row.evidenceKey));
      return true;
    } catch (error) {
      if (error instanceof NotFound) return false;
      throw error;
    }
  }
}
