import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { Database } from '../../platform/database';
import { WORK_KINDS, type WorkKind, type WorkLine } from './queries';
import { WorkRepository } from './work.repository';

export type WorkAtHand = Readonly<Record<WorkKind, readonly WorkLine[]>>;

/** What an officer has to see to in the investigations that they are a member of, each line with its place to act. */
@Injectable()
export class WorkService {
  constructor(
    private readonly database: Database,
    private readonly work: WorkRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async lines(kind: WorkKind, limit: number, after?: string): Promise<WorkLine[]> {
    const { soonDays } = this.config.footage;
    return this.database.transaction((tx) => this.work.lines(tx, kind, soonDays, limit, after));
  }

  /** The first of every kind, at most `limit` of each. */
  async atHand(limit: number): Promise<WorkAtHand> {
    const { soonDays } = this.config.footage;
    return this.database.transaction(async (tx) => {
      const found: [WorkKind, WorkLine[]][] = [];
      for (const kind of WORK_KINDS) found.push([kind, await this.work.lines(tx, kind, soonDays, limit)]);
      return Object.fromEntries(found) as Record<WorkKind, WorkLine[]>;
    });
  }
}
