import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CustodyLog, investigationSubject, type EventType, type Fact } from '../../custody';
import { NotFound } from '../../kernel/errors';
import {
  randomId,
  type ClipId,
  type IncidentId,
  type InvestigationId,
  type OccasionId,
  type OfficerId,
  type OrderId,
  type PartId,
} from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { InvestigationsService } from '../investigations';
import { conductOf, type Conduct, type Occasion } from './conduct';
import {
  EndsBeforeItBegins,
  InAnotherOccasion,
  NoSuchOrder,
  NoSuchPart,
  NothingPicked,
  NotInForce,
} from './conduct.errors';
import { ConductRepository, type DecisionRow, type OrderRow } from './conduct.repository';

export interface Picked {
  readonly clips: readonly ClipId[];
  readonly incidents: readonly IncidentId[];
}
export type NewDecision = Pick<DecisionRow, 'counts' | 'breachOf' | 'reason'>;
export type NewOrder = Pick<OrderRow, 'kind' | 'madeOn' | 'endsOn' | 'terms'>;

/**
 * The series of one investigation. An officer puts clips and incidents together into occasions and decides which count
 * (Protection from Harassment Act 1997 s.7(3)); nothing here judges by itself.
 */
@Injectable()
export class ConductService {
  constructor(
    private readonly database: Database,
    private readonly rows: ConductRepository,
    private readonly investigations: InvestigationsService,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws NotFound */
  async of(by: OfficerId, id: InvestigationId): Promise<Conduct> {
    return this.database.transaction({}, async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return this.read(tx, id);
    });
  }

  /** @throws NotFound */
  async occasion(by: OfficerId, id: OccasionId): Promise<{ conduct: Conduct; occasion: Occasion }> {
    return this.database.transaction({}, (tx) => this.require(tx, by, id));
  }

  /** All or nothing. @throws NotFound, NothingPicked, NoSuchPart, InAnotherOccasion */
  async record(by: OfficerId, id: InvestigationId, picked: Picked): Promise<OccasionId> {
    return this.database.transaction({}, async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      const occasion = randomId<OccasionId>();
      const number = await this.rows.addOccasion(tx, { id: occasion, investigationId: id }, by);
      await this.addParts(tx, by, { id: occasion, investigationId: id }, picked);
      await this.log(tx, by, id, 'occasion-recorded', { occasion, number, ...detailOf(picked) });
      return occasion;
    });
  }

  /** @throws as record */
  async add(by: OfficerId, id: OccasionId, picked: Picked): Promise<InvestigationId> {
    return this.database.transaction({}, async (tx) => {
      const { occasion } = await this.require(tx, by, id);
      await this.addParts(tx, by, occasion, picked);
      const detail = { occasion: id, change: 'added', ...detailOf(picked) };
      await this.log(tx, by, occasion.investigationId, 'occasion-changed', detail);
      return occasion.investigationId;
    });
  }

  /** @throws NotFound */
  async remove(by: OfficerId, id: OccasionId, part: PartId): Promise<void> {
    await this.database.transaction({}, async (tx) => {
      const { occasion } = await this.require(tx, by, id);
      const of = occasion.parts.find((each) => each.part === part);
      if (of === undefined || !(await this.rows.removePart(tx, id, part, by)))
        throw new NotFound('That part');
      const detail = { occasion: id, change: 'removed', [`${of.kind}s`]: [of.id] };
      await this.log(tx, by, occasion.investigationId, 'occasion-changed', detail);
    });
  }

  /** @throws NotFound, NoSuchOrder, NotInForce */
  async decide(by: OfficerId, id: OccasionId, decision: NewDecision): Promise<void> {
    await this.database.transaction({}, async (tx) => {
      const { conduct, occasion } = await this.require(tx, by, id);
      const { counts, breachOf, reason } = decision;
      if (breachOf !== null) {
        const order = conduct.orders.find((each) => each.id === breachOf && each.withdrawn === null);
        if (order === undefined) throw new NoSuchOrder();
        if (!occasion.inForce.some((each) => each.order === breachOf)) throw new NotInForce();
      }
      await this.rows.addDecision(tx, occasion, decision, by);
      const detail = { occasion: id, counts, breachOf };
      await this.log(tx, by, occasion.investigationId, 'occasion-decided', detail, { reason });
    });
  }

  /** @throws NotFound, EndsBeforeItBegins */
  async recordOrder(by: OfficerId, id: InvestigationId, order: NewOrder): Promise<OrderId> {
    if (order.endsOn !== null && order.endsOn < order.madeOn) throw new EndsBeforeItBegins();
    return this.database.transaction({}, async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      const made = randomId<OrderId>();
      await this.rows.addOrder(tx, { ...order, id: made, investigationId: id }, by);
      const { kind, ...secrets } = order;
      await this.log(tx, by, id, 'order-recorded', { order: made, kind }, secrets);
      return made;
    });
  }

  /** Strikes out an order that was recorded in error; it stays readable. @throws NotFound */
  async withdrawOrder(by: OfficerId, id: OrderId, reason: string): Promise<InvestigationId> {
    return this.database.transaction({}, async (tx) => {
      const order = await this.rows.order(tx, id);
      if (order === undefined || !(await this.investigations.mayEnter(tx, by, order.investigationId)))
        throw new NotFound('The order');
      if (!(await this.rows.withdrawOrder(tx, id, reason, by))) throw new NotFound('The order');
      await this.log(tx, by, order.investigationId, 'order-withdrawn', { order: id }, { reason });
      return order.investigationId;
    });
  }

  /** What a chronology is made of, once the log says that it was made and why. @throws NotFound */
  async forChronology(by: OfficerId, id: InvestigationId, reason: string): Promise<Conduct> {
    return this.database.transaction({}, async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      const conduct = await this.read(tx, id);
      await this.log(tx, by, id, 'chronology-made', { occasions: conduct.counting }, { reason });
      return conduct;
    });
  }

  private async read(tx: Transaction, id: InvestigationId): Promise<Conduct> {
    const rows = {
      clips: await this.rows.clips(tx, id),
      incidents: await this.rows.incidents(tx, id),
      occasions: await this.rows.occasions(tx, id),
      decisions: await this.rows.decisions(tx, id),
      orders: await this.rows.orders(tx, id),
    };
    return conductOf(rows, this.config.conduct.togetherMinutes);
  }

  private async require(
    tx: Transaction,
    by: OfficerId,
    id: OccasionId,
  ): Promise<{ conduct: Conduct; occasion: Occasion }> {
    const row = await this.rows.occasion(tx, id);
    if (row === undefined || !(await this.investigations.mayEnter(tx, by, row.investigationId)))
      throw new NotFound('The occasion');
    const conduct = await this.read(tx, row.investigationId);
    const occasion = conduct.occasions.find((each) => each.id === id);
    if (occasion === undefined) throw new NotFound('The occasion');
    return { conduct, occasion };
  }

  private async addParts(
    tx: Transaction,
    by: OfficerId,
    { id, investigationId }: Pick<Occasion, 'id' | 'investigationId'>,
    { clips, incidents }: Picked,
  ): Promise<void> {
    if (clips.length + incidents.length === 0) throw new NothingPicked();
    const known = {
      clips: new Set((await this.rows.clips(tx, investigationId)).map((row) => row.id)),
      incidents: new Set((await this.rows.incidents(tx, investigationId)).map((row) => row.id)),
    };
    if (!clips.every((clip) => known.clips.has(clip)) || !incidents.every((one) => known.incidents.has(one)))
      throw new NoSuchPart();
    const parts = [
      ...clips.map((clip) => ({ clip, incident: null })),
      ...incidents.map((incident) => ({ clip: null, incident })),
    ];
    for (const part of parts)
      if (!(await this.rows.addPart(tx, { id: randomId(), occasion: id, ...part }, by)))
        throw new InAnotherOccasion();
  }

  private async log(
    tx: Transaction,
    by: OfficerId,
    investigation: InvestigationId,
    type: EventType,
    detail: NonNullable<Fact['detail']>,
    secrets?: NonNullable<Fact['secrets']>,
  ): Promise<void> {
    await this.custody.append(tx, {
      type,
      subject: investigationSubject(investigation),
      actor: { kind: 'officer', id: by },
      investigation,
      detail,
      ...(secrets && { secrets }),
    });
  }
}

const detailOf = ({ clips, incidents }: Picked): { clips: ClipId[]; incidents: IncidentId[] } => ({
  clips: [...clips],
  incidents: [...incidents],
});
