import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CLOCK, type Clock } from '../../kernel/clock';
import { NotFound } from '../../kernel/errors';
import type { ClipId, OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import { evidenceKey, type EvidenceReader } from '../../platform/object-store';
import { InvestigationsService } from '../investigations';
import { dayOf, type Day } from '../../kernel/day';
import type { Outcome } from './domain/outcome';
import { isDue, retentionOf, rulesFor, type Retention } from './domain/rules';
import { KeptItemsRepository, type KeptItem } from './items.repository';
import { OutcomesRepository } from './outcomes.repository';
import { goesWithOrigin, ItemGone, MustBeKept, notDecided } from './retention.errors';

/** Injection token: how the officers' side asks for the locks of stored files. */
export const LOCKS = Symbol('EvidenceReader for its locks');

const DAY_MS = 86_400_000;

/** One item with all that keeps it, as an officer of its team sees it. */
@Injectable()
export class KeptItems {
  constructor(
    private readonly items: KeptItemsRepository,
    private readonly outcomes: OutcomesRepository,
    private readonly investigations: InvestigationsService,
    @Inject(LOCKS) private readonly store: Pick<EvidenceReader, 'stat'>,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  today(): Day {
    return dayOf(this.clock.now());
  }

  /** Until then a disposal that is agreed to now can be stopped. */
  coolingEnds(): Date {
    return new Date(this.clock.now().getTime() + this.config.retention.coolingDays * DAY_MS);
  }

  /** An emergency lets nobody dispose of anything. @throws NotFound unless the officer is a member */
  async requireOneOfTeam(
    tx: Transaction,
    by: OfficerId,
    of: Pick<KeptItem, 'investigationId'>,
  ): Promise<void> {
    await this.investigations.requireOneOfTeam(tx, by, of.investigationId);
  }

  /** @throws NotFound */
  async get(tx: Transaction, by: OfficerId, id: ClipId): Promise<KeptItem> {
    const item = await this.items.byId(tx, id);
    if (item === undefined) throw new NotFound('The item');
    await this.investigations.requireMember(tx, by, item.investigationId);
    return item;
  }

  /** Held until `tx` ends: nothing that keeps it changes meanwhile. @throws NotFound, ItemGone, NotReviewable */
  async hold(tx: Transaction, by: OfficerId, id: ClipId): Promise<KeptItem> {
    const { investigationId } = await this.get(tx, by, id);
    await this.outcomes.lock(tx, investigationId);
    const item = await this.get(tx, by, id);
    if (item.erasedAt !== null) throw new ItemGone();
    if (item.isStill) throw goesWithOrigin();
    return item;
  }

  /** @throws MustBeKept, NotReviewable */
  async requireDue(tx: Transaction, item: KeptItem): Promise<void> {
    if (!item.decided || !item.locked) throw notDecided();
    const retention = await this.retention(tx, item);
    if (!isDue(retention, this.today())) throw new MustBeKept(retention);
  }

  /** With the locks of its stored files. */
  async retention(tx: Transaction, item: KeptItem): Promise<Retention> {
    const outcome = await this.outcomes.current(tx, item.investigationId);
    const keys = await this.items.objects(tx, item.clipId);
    const locks = await Promise.all(keys.map((key) => this.lockOf(key)));
    return this.reckon(
      outcome,
      item,
      locks.filter((lock) => lock !== undefined),
    );
  }

  /** Without them: for lists, where asking the store for every file would take too long. */
  reckon(outcome: Outcome | undefined, item: KeptItem, locks: readonly Date[] = []): Retention {
    return retentionOf(rulesFor(outcome, this.config.retention.policy, { ...item, locks }));
  }

  private async lockOf(key: string): Promise<Date | undefined> {
    return this.store.stat(evidenceKey(key)).then(
      ({ lockedUntil }) => lockedUntil,
      (error: unknown) => {
        if (error instanceof NotFound) return undefined;
        throw error;
      },
    );
  }
}
