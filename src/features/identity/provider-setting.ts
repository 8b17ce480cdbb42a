import type { Config } from '../../config';
import type { Transaction } from '../../platform/database';

/**
 * For the operator: whose word about a person counts, from now on. The workspace can neither name a provider nor another one,
 * whatever it is configured with.
 */
export async function allowProvider(tx: Transaction, { oidc }: Config['signIn']): Promise<void> {
  await tx.query<{ done: string }>('SELECT lintel.set_provider($1, $2)::text AS done', [
    oidc?.issuer ?? null,
    oidc?.linkByEmail ?? false,
  ]);
}
