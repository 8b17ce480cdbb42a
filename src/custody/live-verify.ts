import type { Database } from '../platform/database';
import { DatabaseSource } from './database-source';
import { audit } from './pure/audit';
import { parseVerifierKey } from './pure/signed-note';
import { cannotTell, type Verdict } from './pure/verdict';

/**
 * Checks the whole log in the database, on one snapshot, with flat memory.
 * @param database connected with a role that reads all of the log: the worker's.
 * @param trust `keys`: C2SP verifier keys; `trustedCheckpoints`: notes kept outside the database, in any order.
 */
export async function verifyLive(
  database: Database,
  trust: { readonly keys: readonly string[]; readonly trustedCheckpoints?: readonly string[] },
): Promise<Verdict> {
  const keys = trust.keys.map((text) => parseVerifierKey(text));
  const known = keys.filter((key) => key !== undefined);
  if (known.length === 0 || known.length !== keys.length)
    return cannotTell(0, 'a verifier key is missing or not readable');
  return database.snapshot((tx) =>
    audit(new DatabaseSource(tx), { keys: known, held: trust.trustedCheckpoints ?? [] }),
  );
}
