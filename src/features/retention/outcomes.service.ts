import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CustodyLog, investigationSubject } from '../../custody';
import { CLOCK, type Clock } from '../../kernel/clock';
import type { InvestigationId } from '../../kernel/ids';
import { requireSeen, type Seen } from '../../kernel/seen';
import { Database } from '../../platform/database';
import { may, type Officer } from '../identity';
import { InvestigationsService } from '../investigations';
import { dayOf } from '../../kernel/day';
import { misfit, type Outcome } from './domain/outcome';
import { investigationRules, retentionOf } from './domain/rules';
import { OutcomesRepository, outcomesSeen } from './outcomes.repository';
import { OutcomeMisfit, OutcomeNotYours } from './retention.errors';

/** What became of an investigation. From it follows how long everything in it is kept. */
@Injectable()
export class OutcomesService {
  constructor(
    private readonly database: Database,
    private readonly outcomes: OutcomesRepository,
    private readonly investigations: InvestigationsService,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Earlier outcomes stay on record; the newest counts. Without `seen`, what was shown of them, nobody asks. @throws NotFound, ChangedMeanwhile, OutcomeNotYours, OutcomeMisfit */
  async record(
    by: Officer,
    id: InvestigationId,
    outcome: Outcome,
    { reason, seen }: { readonly reason: string; readonly seen?: Seen | undefined },
  ): Promise<void> {
    const { oicId } = await this.investigations.get(by.id, id);
    if (oicId !== by.id && !may(by.role, 'supervision')) throw new OutcomeNotYours();
    const bad = misfit(outcome, dayOf(this.clock.now()));
    if (bad !== undefined) throw new OutcomeMisfit(bad.field, bad.why);
    const due = retentionOf(investigationRules(outcome, this.config.retention.policy)).until;
    await this.database.transaction(async (tx) => {
      await this.outcomes.lock(tx, id);
      requireSeen(outcomesSeen(await this.outcomes.all(tx, id)), seen, 'the outcome');
      await this.outcomes.insert(tx, id, outcome, reason, by.id);
      await this.outcomes.setDue(tx, id, due);
      await this.custody.append(tx, {
        type: 'outcome-recorded',
        subject: investigationSubject(id),
        investigation: id,
        // A conviction is personal: the log commits to it and does not say it.
        secrets: { outcome: { ...outcome }, reason },
      });
    });
  }
}
