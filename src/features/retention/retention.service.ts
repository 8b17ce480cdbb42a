import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { clipSubject, CustodyLog } from '../../custody';
import { randomId, type ClipId, type InvestigationId, type OfficerId } from '../../kernel/ids';
import { Database } from '../../platform/database';
import type { Disposal } from './disposals.repository';
import { DisposalsService } from './disposals.service';
import { addYears, type Day } from '../../kernel/day';
import { isDue, personRules, retentionOf, type Retention } from './domain/rules';
import type { KeepReview, KeptItem } from './items.repository';
import { KeptItems } from './kept-items';
import type { RecordedOutcome } from './outcomes.repository';
import type { AskedPerson } from './people.repository';
import { KeepDayOutOfRange } from './retention.errors';
import { RetentionRows } from './rows';

export interface Kept {
  readonly item: KeptItem;
  readonly retention: Retention;
  /** No rule keeps it any more: a person may decide. */
  readonly due: boolean;
}

/** Another person than the victim, and until when it is kept who they are and what they were asked. */
export interface KeptPerson extends AskedPerson {
  readonly retention: Retention;
}

export interface KeptInvestigation {
  /** Newest first. */
  readonly outcomes: readonly RecordedOutcome[];
  readonly items: readonly Kept[];
  readonly people: readonly KeptPerson[];
}

export interface KeptDetails extends Kept {
  readonly reviews: readonly KeepReview[];
  readonly disposals: readonly Disposal[];
}

/** What keeps what, and the reviews of it. */
@Injectable()
export class RetentionService {
  constructor(
    private readonly database: Database,
    private readonly repositories: RetentionRows,
    private readonly items: KeptItems,
    private readonly disposals: DisposalsService,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The caller has asked whether the officer may. Locks of the store are not in it. */
  async ofInvestigation(id: InvestigationId, limit: number, after?: ClipId): Promise<KeptInvestigation> {
    const { outcomes, items, people } = this.repositories;
    const { personDays } = this.config.retention;
    return this.database.transaction(async (tx) => {
      const current = await outcomes.current(tx, id);
      const rows = await items.page(tx, id, limit, after);
      return {
        outcomes: await outcomes.all(tx, id),
        items: rows.map((item) => this.kept(item, this.items.reckon(current, item))),
        people: (await people.ofInvestigation(tx, id)).map((person) => ({
          ...person,
          retention: retentionOf(personRules(current, personDays, person)),
        })),
      };
    });
  }

  /** @throws NotFound */
  async ofItem(by: OfficerId, id: ClipId): Promise<KeptDetails> {
    const { items, disposals } = this.repositories;
    return this.database.transaction(async (tx) => {
      const item = await this.items.get(tx, by, id);
      return {
        ...this.kept(item, await this.items.retention(tx, item)),
        reviews: await items.reviews(tx, id),
        disposals: await disposals.ofItem(tx, id),
      };
    });
  }

  /**
   * A person looked and it stays, until a day. Ends a disposal that is under way.
   * @throws NotFound, ItemGone, NotReviewable, KeepDayOutOfRange
   */
  async keep(by: OfficerId, id: ClipId, until: Day, reason: string): Promise<void> {
    const today = this.items.today();
    const latest = addYears(today, this.config.retention.keepYears);
    if (until <= today || until > latest) throw new KeepDayOutOfRange(latest);
    await this.database.transaction(async (tx) => {
      const item = await this.items.hold(tx, by, id);
      const { investigationId: investigation } = item;
      await this.disposals.stopAll(tx, by, investigation, id, 'A review said to keep it.');
      await this.repositories.items.insertReview(tx, { id: randomId(), item, until, reason }, by);
      await this.custody.append(tx, {
        type: 'retention-reviewed',
        subject: clipSubject(id),
        investigation,
        detail: { keepUntil: until },
        secrets: { reason },
      });
    });
  }

  private kept(item: KeptItem, retention: Retention): Kept {
    return { item, retention, due: item.erasedAt === null && isDue(retention, this.items.today()) };
  }
}
