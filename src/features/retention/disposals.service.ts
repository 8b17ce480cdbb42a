import { Injectable } from '@nestjs/common';
import { clipSubject, CustodyLog, type Statement } from '../../custody';
import { NotFound } from '../../kernel/errors';
import {
  randomId,
  type ClipId,
  type DisposalId,
  type InvestigationId,
  type OfficerId,
} from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { DisposalsRepository, type Disposal } from './disposals.repository';
import { mayBecome, type DisposalState } from './domain/disposal';
import { KeptItems } from './kept-items';
import { OutcomesRepository } from './outcomes.repository';
import { DisposalUnderWay, OwnProposal, WrongDisposalState } from './retention.errors';

type Step = 'disposal-proposed' | 'disposal-approved' | 'disposal-refused' | 'disposal-stopped';

/** One person proposes, another who answers for it agrees, and until the erasure begins anybody of the team can stop it. */
@Injectable()
export class DisposalsService {
  constructor(
    private readonly database: Database,
    private readonly disposals: DisposalsRepository,
    private readonly items: KeptItems,
    private readonly outcomes: OutcomesRepository,
    private readonly custody: CustodyLog,
  ) {}

  /** @throws NotFound also when the item is not the officer's to see */
  async of(by: OfficerId, id: DisposalId): Promise<Disposal> {
    return this.database.transaction(async (tx) => {
      const found = await this.disposals.byId(tx, id);
      if (found === undefined) throw new NotFound('The disposal');
      await this.items.get(tx, by, found.clipId);
      return found;
    });
  }

  /** @throws NotFound, ItemGone, NotReviewable, MustBeKept, DisposalUnderWay */
  async propose(by: OfficerId, clipId: ClipId, reason: string): Promise<DisposalId> {
    return this.database.transaction(async (tx) => {
      const item = await this.items.hold(tx, by, clipId);
      await this.items.requireOneOfTeam(tx, by, item);
      await this.items.requireDue(tx, item);
      const { investigationId } = item;
      const id = randomId<DisposalId>();
      if (!(await this.disposals.insert(tx, { id, investigationId, clipId, reason }, by)))
        throw new DisposalUnderWay();
      const said = { type: 'disposal-proposed', detail: { disposal: id }, secrets: { reason } } as const;
      await this.log(tx, { investigationId, clipId }, said);
      return id;
    });
  }

  /** A supervisor’s to do, and never the proposer’s. @throws NotFound, OwnProposal, WrongDisposalState, MustBeKept */
  async approve(by: OfficerId, id: DisposalId, reason: string): Promise<Disposal> {
    return this.database.transaction(async (tx) => {
      const found = await this.toDecide(tx, by, id, 'approved');
      await this.items.requireDue(tx, await this.items.get(tx, by, found.clipId));
      const decided = await this.disposals.coolingEnds(tx);
      const eraseAfter = new Date(Math.max(this.items.coolingEnds().getTime(), decided.getTime()));
      await this.disposals.decide(tx, id, { state: 'approved', eraseAfter, reason }, by);
      const detail = { disposal: id, eraseAfter: eraseAfter.toISOString() };
      await this.log(tx, found, { type: 'disposal-approved', detail, secrets: { reason } });
      return found;
    });
  }

  /** @throws NotFound, OwnProposal, WrongDisposalState */
  async refuse(by: OfficerId, id: DisposalId, reason: string): Promise<Disposal> {
    return this.database.transaction(async (tx) => {
      const found = await this.toDecide(tx, by, id, 'refused');
      await this.disposals.decide(tx, id, { state: 'refused', eraseAfter: null, reason }, by);
      const detail = { disposal: id };
      await this.log(tx, found, { type: 'disposal-refused', detail, secrets: { reason } });
      return found;
    });
  }

  /** Anybody of the team, the proposer too. @throws NotFound, WrongDisposalState once the erasure has begun */
  async stop(by: OfficerId, id: DisposalId, reason: string): Promise<Disposal> {
    return this.database.transaction(async (tx) => {
      const found = await this.require(tx, by, id, 'stopped');
      await this.stopOne(tx, by, found, reason);
      return found;
    });
  }

  /** For whatever keeps an item, or a whole investigation, from now on. */
  async stopAll(
    tx: Transaction,
    by: OfficerId,
    investigation: InvestigationId,
    clip: ClipId | null,
    reason: string,
  ): Promise<void> {
    await this.outcomes.lock(tx, investigation);
    for (const found of await this.disposals.stoppable(tx, investigation, clip))
      await this.stopOne(tx, by, found, reason);
  }

  private async stopOne(tx: Transaction, by: OfficerId, found: Disposal, reason: string): Promise<void> {
    await this.disposals.stop(tx, found.id, reason, by);
    const detail = { disposal: found.id };
    await this.log(tx, found, { type: 'disposal-stopped', detail, secrets: { reason } });
  }

  private async toDecide(
    tx: Transaction,
    by: OfficerId,
    id: DisposalId,
    to: 'approved' | 'refused',
  ): Promise<Disposal> {
    const found = await this.require(tx, by, id, to);
    await this.items.requireOneOfTeam(tx, by, found);
    if (found.proposedById === by) throw new OwnProposal();
    return found;
  }

  /** Nothing that keeps the item changes until `tx` ends. */
  private async require(
    tx: Transaction,
    by: OfficerId,
    id: DisposalId,
    to: DisposalState,
  ): Promise<Disposal> {
    const seen = await this.disposals.byId(tx, id);
    if (seen === undefined) throw new NotFound('The disposal');
    await this.items.get(tx, by, seen.clipId);
    await this.outcomes.lock(tx, seen.investigationId);
    const found = (await this.disposals.byId(tx, id)) ?? seen;
    if (!mayBecome(found.state, to)) throw new WrongDisposalState(found.state);
    return found;
  }

  private async log(
    tx: Transaction,
    { investigationId, clipId }: Pick<Disposal, 'investigationId' | 'clipId'>,
    said: Statement<Step>,
  ): Promise<void> {
    await this.custody.append(tx, {
      ...said,
      subject: clipSubject(clipId),
      investigation: investigationId,
    });
  }
}
