import type { InvitationId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';

/** What is said of the person behind a link is said in turn, until the transaction ends: by that person in two windows, and by officers. */
export async function inTurn(
  tx: Transaction,
  about: 'account' | 'advocate' | 'agreement',
  id: InvitationId,
): Promise<void> {
  await tx.query('SELECT lintel.in_turn($1, $2)', [about, id]);
}
