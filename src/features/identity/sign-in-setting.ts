import type { Config } from '../../config';
import type { Transaction } from '../../platform/database';

/**
 * For the operator: whose word about a person counts, how many wrong answers are taken, how long a one-time password works,
 * whether everybody needs a second step, and for which name passkeys count, from now on. The workspace can change none of it, whatever it is configured with.
 */
export async function decideSignIn(
  tx: Transaction,
  { signIn, limits }: Pick<Config, 'signIn' | 'limits'>,
): Promise<void> {
  const { oidc, holdMinutes, oneTimeHours, totpRequired, passkeys } = signIn;
  await tx.query<{ done: string }>('SELECT lintel.set_passkeys($1, $2)::text AS done', [
    passkeys?.rpId ?? null,
    passkeys?.origin ?? null,
  ]);
  await tx.query<{ done: string }>('SELECT lintel.set_provider($1, $2)::text AS done', [
    oidc?.issuer ?? null,
    oidc?.linkByEmail ?? false,
  ]);
  await tx.query<{ done: string }>(`SELECT lintel.set_sign_in($1, $2, $3, $4, $5, $6)::text AS done`, [
    limits.signInAttempts,
    limits.signInAccountAttempts,
    limits.signInAddressAttempts,
    holdMinutes,
    oneTimeHours,
    totpRequired,
  ]);
}

/** For the operator: whose account opens with a password alone. */
export async function withoutSecondStep(tx: Transaction): Promise<{ needed: boolean; emails: string[] }> {
  const [row] = await tx.query<{ needed: boolean; emails: string[] }>(
    `SELECT s.second_step_needed AS needed, coalesce((
        SELECT array_agg(a.email ORDER BY a.email) FROM lintel.every_account a
         WHERE a.disabled_at IS NULL AND NOT a.of_provider AND NOT a.second_step), '{}') AS emails
       FROM lintel.sign_in_setting s`,
  );
  return row ?? { needed: false, emails: [] };
}
