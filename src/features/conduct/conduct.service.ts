import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CustodyLog, investigationSubject, type Statement } from '../../custody';
import { NotFound } from '../../kernel/errors';
import {
  randomId,
  type ClipId,
  type IncidentId,
  type InvestigationId,
  type OccasionDecisionId,
  type OccasionId,
  type OfficerId,
  type OrderId,
  type PartId,
} from '../../kernel/ids';
import { LAW_DATE } from '../../kernel/law';
import { requireSeen, type Seen } from '../../kernel/seen';
import { Database, type Transaction } from '../../platform/database';
import { InvestigationsService } from '../investigations';
import { conductOf, inForceAt, occasionOf, occasionSeen, type Conduct, type Occasion } from './conduct';
import {
  EndsBeforeItBegins,
  InAnotherOccasion,
  NoSuchOccasion,
  NoSuchOrder,
  NoSuchPart,
  NothingPicked,
  NotInForce,
  TooManyOrders,
} from './conduct.errors';
import {
  ConductRepository,
  type DecisionRow,
  type NewOrder,
  type OccasionRow,
  type OrderRow,
  type Picked,
} from './conduct.repository';
import { OccasionChangesRepository, type OccasionChanges } from './occasion-changes';
import { SameRecordingsRepository } from './same-recordings';

const CHANGED = 'what belongs to this occasion, its time, or what was decided about it';

export type NewDecision = Pick<DecisionRow, 'counts' | 'breachOf' | 'reason'>;
type Said =
  | 'occasion-recorded'
  | 'occasion-changed'
  | 'occasion-decided'
  | 'order-recorded'
  | 'order-withdrawn'
  | 'chronology-made';

/**
 * The series of one investigation. An officer puts clips and incidents together into occasions and decides which count
 * (Protection from Harassment Act 1997 s.7(3)); nothing here judges by itself.
 */
@Injectable()
export class ConductService {
  constructor(
    private readonly database: Database,
    private readonly rows: ConductRepository,
    private readonly changes: OccasionChangesRepository,
    private readonly same: SameRecordingsRepository,
    private readonly investigations: InvestigationsService,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws NotFound */
  async of(by: OfficerId, id: InvestigationId): Promise<Conduct> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return this.read(tx, id);
    });
  }

  /** With all orders of its investigation. @throws NotFound */
  async occasion(
    by: OfficerId,
    id: OccasionId,
  ): Promise<{
    readonly occasion: Occasion;
    readonly orders: readonly OrderRow[];
    readonly changes: OccasionChanges;
  }> {
    return this.database.transaction(async (tx) => {
      const occasion = await this.readOne(tx, await this.require(tx, by, id));
      const orders = await this.rows.orders(tx, occasion.investigationId);
      return { occasion, orders, changes: await this.changes.of(tx, id) };
    });
  }

  /** @throws NotFound, NoSuchOccasion */
  async numbered(by: OfficerId, id: InvestigationId, number: number): Promise<OccasionId> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      const found = await this.rows.numbered(tx, id, number);
      if (found === undefined) throw new NoSuchOccasion();
      return found;
    });
  }

  /** About an occasion, newest first; `after` is the last one of the page before. @throws NotFound */
  async decisions(
    by: OfficerId,
    id: OccasionId,
    limit: number,
    after?: OccasionDecisionId,
  ): Promise<DecisionRow[]> {
    return this.database.transaction(async (tx) => {
      await this.require(tx, by, id);
      return this.rows.decisions(tx, id, limit, after);
    });
  }

  /** By their days; `after` is the last one of the page before. @throws NotFound */
  async orders(by: OfficerId, id: InvestigationId, limit: number, after?: OrderId): Promise<OrderRow[]> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return this.rows.orders(tx, id, limit, after);
    });
  }

  /** All or nothing. @throws NotFound, NothingPicked, NoSuchPart, InAnotherOccasion */
  async record(by: OfficerId, id: InvestigationId, picked: Picked): Promise<OccasionId> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      const occasion = randomId<OccasionId>();
      const number = await this.rows.addOccasion(tx, { id: occasion, investigationId: id }, by);
      await this.addParts(tx, by, { id: occasion, investigationId: id }, picked);
      const detail = { occasion, number, ...detailOf(picked) };
      await this.log(tx, id, { type: 'occasion-recorded', detail });
      return occasion;
    });
  }

  /** @throws as record */
  async add(by: OfficerId, id: OccasionId, picked: Picked): Promise<InvestigationId> {
    return this.database.transaction(async (tx) => {
      const occasion = await this.require(tx, by, id);
      await this.rows.lockOccasion(tx, id);
      await this.addParts(tx, by, occasion, picked);
      const detail = { occasion: id, change: 'added', ...detailOf(picked) } as const;
      await this.log(tx, occasion.investigationId, { type: 'occasion-changed', detail });
      return occasion.investigationId;
    });
  }

  /** @throws NotFound */
  async remove(by: OfficerId, id: OccasionId, part: PartId): Promise<void> {
    await this.database.transaction(async (tx) => {
      const occasion = await this.require(tx, by, id);
      await this.rows.lockOccasion(tx, id);
      const gone = await this.rows.removePart(tx, id, part, by);
      if (gone === undefined) throw new NotFound('That part');
      const clips = gone.clip === null ? [] : [gone.clip];
      const incidents = gone.incident === null ? [] : [gone.incident];
      const detail = { occasion: id, change: 'removed', clips, incidents } as const;
      await this.log(tx, occasion.investigationId, { type: 'occasion-changed', detail });
    });
  }

  /**
   * @param seen what was shown of the occasion; undefined: nobody asks
   * @throws NotFound, ChangedMeanwhile, NoSuchOrder, NotInForce
   */
  async decide(by: OfficerId, id: OccasionId, decision: NewDecision, seen?: Seen): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.require(tx, by, id);
      await this.rows.lockOccasion(tx, id);
      const occasion = await this.require(tx, by, id);
      if (seen !== undefined) requireSeen(occasionSeen(await this.readOne(tx, occasion)), seen, CHANGED);
      const { counts, breachOf, reason } = decision;
      if (breachOf !== null) await this.requireInForce(tx, occasion, breachOf);
      await this.rows.addDecision(tx, occasion, decision, by);
      const detail = { occasion: id, counts, breachOf };
      const said = { type: 'occasion-decided', detail, secrets: { reason } } as const;
      await this.log(tx, occasion.investigationId, said);
    });
  }

  /** @throws NotFound, EndsBeforeItBegins, TooManyOrders */
  async recordOrder(by: OfficerId, id: InvestigationId, order: NewOrder): Promise<OrderId> {
    if (order.endsOn !== null && order.endsOn < order.madeOn) throw new EndsBeforeItBegins();
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      const made = randomId<OrderId>();
      await this.rows.addOrder(tx, { ...order, id: made, investigationId: id }, by);
      const { orders } = this.config.limits;
      if ((await this.rows.countOrders(tx, id)) > orders) throw new TooManyOrders(orders);
      const { kind, madeOn, endsOn, terms, court, route } = order;
      const detail = { order: made, kind, ...(route && { route }) };
      const secrets = { madeOn, endsOn, terms, ...(court !== null && { court }) };
      await this.log(tx, id, { type: 'order-recorded', detail, secrets });
      return made;
    });
  }

  /** Strikes out an order that was recorded in error; it stays readable. @throws NotFound */
  async withdrawOrder(by: OfficerId, id: OrderId, reason: string): Promise<InvestigationId> {
    return this.database.transaction(async (tx) => {
      const order = await this.rows.order(tx, id);
      if (order === undefined || !(await this.investigations.mayEnter(tx, by, order.investigationId)))
        throw new NotFound('The order');
      if (!(await this.rows.withdrawOrder(tx, id, reason, by))) throw new NotFound('The order');
      const said = { type: 'order-withdrawn', detail: { order: id }, secrets: { reason } } as const;
      await this.log(tx, order.investigationId, said);
      return order.investigationId;
    });
  }

  /** What a chronology is made of, once the log says that it was made and why. @throws NotFound */
  async forChronology(by: OfficerId, id: InvestigationId, reason: string): Promise<Conduct> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      const conduct = await this.read(tx, id);
      const detail = { occasions: conduct.counting, law: LAW_DATE };
      await this.log(tx, id, { type: 'chronology-made', detail, secrets: { reason } });
      return conduct;
    });
  }

  /** As far as whoever acts in `tx` may read it. */
  async read(tx: Transaction, id: InvestigationId): Promise<Conduct> {
    const rows = {
      clips: await this.rows.clips(tx, id),
      incidents: await this.rows.incidents(tx, id),
      occasions: await this.rows.occasions(tx, id),
      orders: await this.rows.orders(tx, id),
      same: await this.same.of(tx, id),
    };
    return conductOf(rows, this.config.conduct.togetherMinutes);
  }

  private async readOne(tx: Transaction, row: OccasionRow): Promise<Occasion> {
    return occasionOf(row, {
      clips: await this.rows.clips(tx, row.investigationId, row.id),
      incidents: await this.rows.incidents(tx, row.investigationId, row.id),
      same: await this.same.of(tx, row.investigationId),
    });
  }

  private async require(tx: Transaction, by: OfficerId, id: OccasionId): Promise<OccasionRow> {
    const row = await this.rows.occasion(tx, id);
    if (row === undefined || !(await this.investigations.mayEnter(tx, by, row.investigationId)))
      throw new NotFound('The occasion');
    return row;
  }

  /** @throws NoSuchOrder, NotInForce */
  private async requireInForce(tx: Transaction, row: OccasionRow, id: OrderId): Promise<void> {
    const order = await this.rows.order(tx, id);
    if (order === undefined || order.investigationId !== row.investigationId || order.withdrawn !== null)
      throw new NoSuchOrder();
    const { moment } = await this.readOne(tx, row);
    if (inForceAt([order], moment).length === 0) throw new NotInForce();
  }

  private async addParts(
    tx: Transaction,
    by: OfficerId,
    { id, investigationId }: Pick<Occasion, 'id' | 'investigationId'>,
    picked: Picked,
  ): Promise<void> {
    const [clips, incidents] = [new Set(picked.clips), new Set(picked.incidents)];
    if (clips.size + incidents.size === 0) throw new NothingPicked();
    if ((await this.rows.known(tx, investigationId, picked)) !== clips.size + incidents.size)
      throw new NoSuchPart();
    if (!(await this.rows.addParts(tx, id, picked, by))) throw new InAnotherOccasion();
  }

  private async log(tx: Transaction, investigation: InvestigationId, said: Statement<Said>): Promise<void> {
    await this.custody.append(tx, {
      ...said,
      subject: investigationSubject(investigation),
      investigation,
    });
  }
}

const detailOf = ({ clips, incidents }: Picked): { clips: ClipId[]; incidents: IncidentId[] } => ({
  clips: [...clips],
  incidents: [...incidents],
});
