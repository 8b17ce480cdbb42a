import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import type { InvestigationId } from '../../../kernel/ids';
import { Database } from '../../../platform/database';
import { investigationRules, retentionOf } from '../domain/rules';
import { OutcomesRepository } from '../outcomes.repository';

const BATCH = 500;

/** Keeps the work list true when the force changes its review groups. */
@Injectable()
export class DueDatesService {
  constructor(
    private readonly database: Database,
    private readonly outcomes: OutcomesRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async refresh(): Promise<void> {
    let after: InvestigationId | null = null;
    do {
      const last: InvestigationId | null = after;
      after = await this.database.transaction(async (tx) => {
        const rows = await this.outcomes.dueDates(tx, last, BATCH);
        for (const { investigationId, due, ...outcome } of rows) {
          const { until } = retentionOf(investigationRules(outcome, this.config.retention.policy));
          if (until !== due) await this.outcomes.changeDue(tx, investigationId, until);
        }
        return rows.length < BATCH ? null : (rows.at(-1)?.investigationId ?? null);
      });
    } while (after !== null);
  }
}
