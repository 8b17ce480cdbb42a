import { Injectable } from '@nestjs/common';
import { clipSubject, CustodyLog, investigationSubject } from '../../custody';
import { NotFound } from '../../kernel/errors';
import { randomId, type ClipId, type HoldId, type InvestigationId, type OfficerId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { InvestigationsService } from '../investigations';
import { DisposalsService } from './disposals.service';
import { HoldsRepository, type Hold } from './holds.repository';
import { KeptItems } from './kept-items';
import { HoldLifted, ItemGone } from './retention.errors';

/** Any hold stops a disposal, however many there are and whatever else was decided. */
@Injectable()
export class HoldsService {
  constructor(
    private readonly database: Database,
    private readonly holds: HoldsRepository,
    private readonly items: KeptItems,
    private readonly disposals: DisposalsService,
    private readonly investigations: InvestigationsService,
    private readonly custody: CustodyLog,
  ) {}

  /** Those that hold first, newest first; `after` is the last one of the page before. @throws NotFound */
  async ofInvestigation(by: OfficerId, id: InvestigationId, limit: number, after?: HoldId): Promise<Hold[]> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return this.holds.ofInvestigation(tx, id, limit, after);
    });
  }

  /** The same, of those that hold one item. @throws NotFound */
  async ofItem(by: OfficerId, id: ClipId, limit: number, after?: HoldId): Promise<Hold[]> {
    return this.database.transaction(async (tx) => {
      const { investigationId } = await this.items.get(tx, by, id);
      return this.holds.ofItem(tx, investigationId, id, limit, after);
    });
  }

  /** Ends, at once, every disposal in it whose erasure has not begun. @throws NotFound */
  async onInvestigation(by: OfficerId, id: InvestigationId, reason: string): Promise<HoldId> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return this.set(tx, by, id, null, reason);
    });
  }

  /** @throws NotFound, ItemGone, NotReviewable (a still goes with its clip) */
  async onItem(by: OfficerId, id: ClipId, reason: string): Promise<HoldId> {
    return this.database.transaction(async (tx) => {
      const { investigationId } = await this.items.hold(tx, by, id);
      if (await this.holds.isGoing(tx, investigationId, id)) throw new ItemGone();
      return this.set(tx, by, investigationId, id, reason);
    });
  }

  /** A supervisor’s to do. @throws NotFound, HoldLifted: the reason of whoever comes second is on no record */
  async lift(by: OfficerId, id: HoldId, reason: string): Promise<Hold> {
    return this.database.transaction(async (tx) => {
      const hold = await this.holds.byId(tx, id);
      if (hold === undefined) throw new NotFound('The hold');
      await this.investigations.requireMember(tx, by, hold.investigationId);
      if (!(await this.holds.lift(tx, id, reason, by))) {
        const lifted = await this.holds.byId(tx, id);
        throw new HoldLifted(lifted?.liftedBy ?? null);
      }
      await this.log(tx, 'hold-lifted', hold, reason);
      return hold;
    });
  }

  private async set(
    tx: Transaction,
    by: OfficerId,
    investigationId: InvestigationId,
    clipId: ClipId | null,
    reason: string,
  ): Promise<HoldId> {
    const id = randomId<HoldId>();
    await this.disposals.stopAll(tx, by, investigationId, clipId, 'A hold was set.');
    await this.holds.insert(tx, { id, investigationId, clipId, reason }, by);
    await this.log(tx, 'hold-set', { id, investigationId, clipId }, reason);
    return id;
  }

  private async log(
    tx: Transaction,
    type: 'hold-set' | 'hold-lifted',
    { id, investigationId, clipId }: Pick<Hold, 'id' | 'investigationId' | 'clipId'>,
    reason: string,
  ): Promise<void> {
    await this.custody.append(tx, {
      type,
      subject: clipId === null ? investigationSubject(investigationId) : clipSubject(clipId),
      investigation: investigationId,
      detail: { hold: id },
      secrets: { reason },
    });
  }
}
