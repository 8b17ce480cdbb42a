import type { Database } from '../platform/database';
import { DatabaseSource } from './database-source';
import { audit } from './pure/audit';
import type { Memory } from './pure/memory';
import { parseVerifierKey } from './pure/signed-note';
import { cannotTell, type Verdict } from './pure/verdict';

/**
 * Checks the whole log in the database, on one snapshot, with flat memory.
 * @param database connected with a role that reads all of the log: the worker's.
 * @param trust `keys`: C2SP verifier keys; `trustedCheckpoints`: notes kept outside the database, in any order; `memories`:
 * what this installation and its witnesses remember of the log.
 */
export async function verifyLive(
  database: Database,
  trust: {
    readonly keys: readonly string[];
    readonly trustedCheckpoints?: readonly string[];
    readonly memories?: readonly Memory[];
  },
): Promise<Verdict> {
  const keys = trust.keys.map((text) => parseVerifierKey(text));
  const known = keys.filter((key) => key !== undefined);
  const [first] = known;
  if (first === undefined || known.length !== keys.length)
    return cannotTell(0, 'a verifier key is missing or not readable');
  const { trustedCheckpoints: held = [], memories = [] } = trust;
  return database.snapshot((tx) =>
    audit(new DatabaseSource(tx, first.name), { keys: known, held, memories }),
  );
}
