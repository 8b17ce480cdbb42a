import type { Transaction } from '../platform/database';
import { parseVerifierKey, verifierKeyText, type NoteSigner } from './pure/signed-note';

/** None of the keys that this process has is one of the log's: what it signed would be proven by no key that anybody holds. */
export class UnknownKeys extends Error {
  constructor() {
    super(
      'None of the keys here has signed this log before. Give every worker the same key (CUSTODY_KEY_FILES); when the old one is lost, run lintel keys --add here, and publish the new one.',
    );
    this.name = 'UnknownKeys';
  }
}

/** A log without keys takes those of the first who signs. @throws UnknownKeys */
export async function refuseUnknownKeys(tx: Transaction, signers: readonly NoteSigner[]): Promise<void> {
  const rows = await tx.query<{ key: string }>('SELECT verifier_key AS key FROM custody.key');
  const known = rows.flatMap(({ key }) => parseVerifierKey(key) ?? []);
  const isKnown = signers.some((signer) => known.some(({ publicKey }) => publicKey.equals(signer.publicKey)));
  if (known.length > 0 && !isKnown) throw new UnknownKeys();
}

/** As the operator: from now on these may sign. */
export async function addKeys(tx: Transaction, signers: readonly NoteSigner[]): Promise<void> {
  for (const key of signers) await tx.query('SELECT custody.add_key($1)', [verifierKeyText(key)]);
}
