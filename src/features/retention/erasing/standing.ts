import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { CLOCK, type Clock } from '../../../kernel/clock';
import type { InvestigationId } from '../../../kernel/ids';
import type { Transaction } from '../../../platform/database';
import { dayOf } from '../../../kernel/day';
import { isDue, retentionOf, rulesFor } from '../domain/rules';
import { RULE_WORDS } from '../domain/words';
import { OutcomesRepository } from '../outcomes.repository';
import { ErasureRepository, type DisposalToDo } from './erasure.repository';

/** Whether what two people agreed to still stands when its time has come: the rules are asked once more. */
@Injectable()
export class Standing {
  constructor(
    private readonly rows: ErasureRepository,
    private readonly outcomes: OutcomesRepository,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Nothing that keeps the item changes until `tx` ends. */
  async lock(tx: Transaction, id: InvestigationId): Promise<void> {
    await this.outcomes.lock(tx, id);
  }

  /** In words; `undefined` when nothing keeps it. The locks of the store are asked of the store itself. */
  async keptBy(tx: Transaction, { clipId, investigationId }: DisposalToDo): Promise<string | undefined> {
    const outcome = await this.outcomes.current(tx, investigationId);
    const circumstances = await this.rows.circumstances(tx, clipId);
    const rules = rulesFor(outcome, this.config.retention.policy, { ...circumstances, locks: [] });
    const retention = retentionOf(rules);
    if (isDue(retention, dayOf(this.clock.now()))) return undefined;
    return RULE_WORDS[retention.rules[0]?.id ?? 'no-outcome'].text;
  }
}
