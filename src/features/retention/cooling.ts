import type { Config } from '../../config';
import type { Transaction } from '../../platform/database';

/** For the operator: how long an erasure that was agreed to can be stopped, from now on. The workspace cannot make it shorter. */
export async function decideCooling(
  tx: Transaction,
  { retention }: Pick<Config, 'retention'>,
): Promise<void> {
  await tx.query<{ done: string }>('SELECT lintel.set_cooling($1)::text AS done', [retention.coolingDays]);
}
