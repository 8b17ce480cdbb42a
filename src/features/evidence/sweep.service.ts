import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CustodyLog, clipSubject, investigationSubject } from '../../custody';
import { CLOCK, type Clock } from '../../kernel/clock';
import type { ClipId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import {
  incomingKey,
  type EvidenceStore,
  type IncomingKey,
  type IncomingStore,
} from '../../platform/object-store';
import { missingObjects } from './missing-objects';
import type { Behind, RestoreGuard } from './restore-guard';
import { EVIDENCE, INCOMING, RESTORE_GUARD } from './stores';
import { SweepRepository, type StaleDraft } from './sweep.repository';

export interface SweepReport {
  /** Drafts erased because nobody had touched them for the configured time. */
  readonly draftsErased: number;
  /** Objects in `incoming` that no row named. */
  readonly orphansRemoved: number;
  /** Clips whose bytes should be there and are not: an operator must look. */
  readonly objectsMissing: readonly ClipId[];
  /** Nothing was erased: the database is older than the store, and no person has compared them. */
  readonly held: Behind | undefined;
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
    @Inject(RESTORE_GUARD) private readonly guard: RestoreGuard,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** `undefined` where another worker is at it: with many of them the store is listed by one at a time. */
  async run(): Promise<SweepReport | undefined> {
    return this.database.transaction(async (turn) =>
      (await this.sweeps.takeTurn(turn)) ? this.sweep() : undefined,
    );
  }

  private async sweep(): Promise<SweepReport> {
    const old = new Date(this.clock.now().getTime() - MINUTES_10);
    const held = await this.guard.behind();
    const missing = () => missingObjects(this.database, this.incoming, this.evidence);
    if (held !== undefined)
      return { draftsErased: 0, orphansRemoved: 0, objectsMissing: await missing(), held };
    await this.database.transaction((tx) => this.sweeps.removeRunOut(tx));
    await this.incoming.sweep(old);
    await this.evidence.sweep(old);
    return {
      held,
      draftsErased: await this.eraseStaleDrafts(),
      orphansRemoved: await this.removeOrphans(old),
      objectsMissing: await missing(),
    };
  }

  private async eraseStaleDrafts(): Promise<number> {
    const days = this.config.limits.draftDays;
    const stale = await this.database.transaction((tx) => this.sweeps.staleDrafts(tx, days));
    let erased = 0;
    for (const draft of stale) {
      const clips = await this.database.transaction((tx) => this.erase(tx, draft, days));
      if (clips === undefined) continue;
      for (const id of clips) await this.incoming.remove(incomingKey(id));
      erased += 1;
    }
    return erased;
  }

  /** The clips whose objects may go; `undefined` when the victim came back to the draft meanwhile. */
  private async erase(tx: Transaction, draft: StaleDraft, days: number): Promise<ClipId[] | undefined> {
    const investigation = draft.investigationId;
    const clips = await this.sweeps.holdStaleDraft(tx, draft.submissionId, days);
    if (clips === undefined) return undefined;
    for (const id of clips) {
      await this.custody.append(tx, { type: 'clip-removed', subject: clipSubject(id), investigation });
      await this.sweeps.removeDraftClip(tx, id);
    }
    await this.sweeps.discardDraft(tx, draft.submissionId);
    await this.custody.append(tx, {
      type: 'submission-discarded',
      subject: investigationSubject(investigation),
      investigation,
    });
    return clips;
  }

  /** A row is written before its object and removed before it, so an object without a row is nobody's. */
  private async removeOrphans(old: Date): Promise<number> {
    let removed = 0;
    let batch: IncomingKey[] = [];
    const flush = async (): Promise<void> => {
      const orphans = await this.database.transaction((tx) => this.sweeps.orphans(tx, batch));
      // The database may have been put back since this sweep began.
      if (orphans.length > 0 && (await this.guard.behind()) !== undefined) return;
      for (const key of orphans) await this.incoming.remove(incomingKey(key));
      removed += orphans.length;
      batch = [];
    };
    for await (const entry of this.incoming.list()) {
      if (entry.modifiedAt < old) batch.push(entry.key);
      // An upload that is not an object yet, and that nobody is at: its last step may have failed.
      if (entry.modifiedAt < old && entry.size === 0) await this.incoming.settle(entry.key);
      if (batch.length >= BATCH) await flush();
    }
    if (batch.length > 0) await flush();
    return removed;
  }
}
