import { Inject, Injectable } from '@nestjs/common';
import { CustodyLog, investigationSubject } from '../../../custody';
import { allShown, moreThanShown, type AllShown } from '../../../kernel/all-shown';
import { CLOCK, type Clock } from '../../../kernel/clock';
import {
  randomId,
  type ClipId,
  type InvestigationId,
  type OfficerId,
  type ViewingId,
} from '../../../kernel/ids';
import { Database, type Transaction } from '../../../platform/database';
import { InvestigationsService } from '../../investigations';
import { TicketRepository } from '../ticket.repository';
import { countedState, type ItemFilter, type ItemSort } from './filter';
import { ItemsViewRepository, type Beside, type ItemCounts, type ItemRow } from './items.repository';

/** How long the pictures of a list can be loaded, as of any other look. */
const HOURS_12 = 12 * 3_600_000;

export interface MatchingCounts extends ItemCounts {
  /** Of the filter; left out where nothing is filtered. */
  readonly matching?: number;
  /** Whatever the filter matches, for a decision about all of it. */
  readonly all: AllShown;
}

/** The evidence of an investigation as a list: filtered, in order, page by page, with small pictures. */
@Injectable()
export class ItemsViewService {
  constructor(
    private readonly database: Database,
    private readonly items: ItemsViewRepository,
    private readonly tickets: TicketRepository,
    private readonly investigations: InvestigationsService,
    private readonly custody: CustodyLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** `after` is the last item of the page before. @throws NotFound */
  async page(
    by: OfficerId,
    id: InvestigationId,
    filter: ItemFilter,
    { sort, limit, after }: { sort: ItemSort; limit: number; after?: ClipId | undefined },
  ): Promise<ItemRow[]> {
    return this.within(by, id, (tx) => this.items.page(tx, id, filter, sort, limit, after));
  }

  /** What stands before and after an item in the order of events. @throws NotFound */
  async beside(
    by: OfficerId,
    id: InvestigationId,
    clip: ClipId,
  ): Promise<{ readonly previous: Beside | undefined; readonly next: Beside | undefined }> {
    return this.within(by, id, async (tx) => ({
      previous: await this.items.previous(tx, id, clip),
      next: await this.items.next(tx, id, clip),
    }));
  }

  /** What matches is named as far as it can be decided together: `most`. @throws NotFound */
  async counts(
    by: OfficerId,
    id: InvestigationId,
    filter: ItemFilter,
    most: number,
  ): Promise<MatchingCounts> {
    return this.within(by, id, async (tx) => {
      const counts = await this.items.counts(tx, id);
      const isFiltered = Object.values(filter).some((value) => value !== undefined);
      const state = countedState(filter);
      const known = isFiltered ? state && counts[state] : counts.items;
      const { count, all } = await this.allOf(tx, id, filter, { most, known });
      return { ...counts, all, ...(isFiltered && { matching: count }) };
    });
  }

  /** At most `most`, in the order of events. @throws NotFound */
  async matching(by: OfficerId, id: InvestigationId, filter: ItemFilter, most: number): Promise<ClipId[]> {
    return this.within(by, id, (tx) => this.items.matching(tx, id, filter, most));
  }

  /**
   * Opens the small pictures of one page of a list: a look at each of them, stated as one event that names them all, before
   * the first byte. Those without a picture are left out. @throws NotFound
   */
  async pictures(
    by: OfficerId,
    id: InvestigationId,
    clips: readonly ClipId[],
  ): Promise<ReadonlyMap<ClipId, ViewingId>> {
    return this.within(by, id, async (tx) => {
      const found = await this.items.pictured(tx, id, clips);
      if (found.length === 0) return new Map();
      const expiresAt = new Date(this.clock.now().getTime() + HOURS_12);
      const opened = found.map(({ id: clipId, content }) => ({ id: randomId<ViewingId>(), clipId, content }));
      await this.tickets.insertLooks(tx, opened, { officerId: by, investigationId: id, expiresAt });
      await this.custody.append(tx, {
        type: 'listed',
        subject: investigationSubject(id),
        investigation: id,
        detail: { clips: opened.map(({ clipId }) => clipId) },
      });
      return new Map(opened.map((look) => [look.clipId, look.id]));
    });
  }

  /** Few are named, and thereby counted. Many are only counted, as far as that is not known. */
  private async allOf(
    tx: Transaction,
    id: InvestigationId,
    filter: ItemFilter,
    { most, known }: { readonly most: number; readonly known: number | undefined },
  ): Promise<{ readonly count: number; readonly all: AllShown }> {
    if (known === undefined || known <= most) {
      const ids = await this.items.matching(tx, id, filter, most + 1);
      if (ids.length <= most) return { count: ids.length, all: allShown(ids) };
    }
    const count = known ?? (await this.items.countMatching(tx, id, filter));
    return { count, all: moreThanShown(count) };
  }

  private within<T>(by: OfficerId, id: InvestigationId, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return work(tx);
    });
  }
}
