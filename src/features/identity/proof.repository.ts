import { Injectable } from '@nestjs/common';
import type { OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { TypedCode } from './domain/typed-code';

/** What an attempt to prove who one is comes to. */
export interface Proof {
  readonly verdict: 'right' | 'right-recovery' | 'code-needed' | 'wrong';
  /** Null for an address that is no officer's. */
  readonly officerId: OfficerId | null;
  /** What a right one is good for, once; null for a wrong one. */
  readonly ticket: string | null;
}

const PROOF = 'SELECT verdict, officer_id AS "officerId", ticket FROM';

/** PostgreSQL judges: it counts failures, locks accounts and gives tickets. */
@Injectable()
export class ProofRepository {
  /** What to hash a typed password with; also for an address that is no officer's. */
  async parameters(tx: Transaction, email: string): Promise<string> {
    const [row] = await tx.query<{ parameters: string | null }>(
      'SELECT lintel.password_parameters($1) AS parameters',
      [email],
    );
    return row?.parameters ?? '';
  }

  /** Whoever is proved acts in the rest of the transaction. */
  async password(tx: Transaction, email: string, digest: Buffer, most: number): Promise<Proof> {
    const [row] = await tx.query<Proof>(`${PROOF} lintel.prove_password($1, $2, $3)`, [email, digest, most]);
    return row ?? NOTHING;
  }

  /** With the ticket of a right password, to sign in; with none, of whoever acts. */
  async code(tx: Transaction, ticket: string | null, code: TypedCode, most: number): Promise<Proof> {
    const [row] = await tx.query<Proof>(`${PROOF} lintel.prove_code($1, $2, $3, $4)`, [
      ticket,
      code.step,
      code.recoveryHash,
      most,
    ]);
    return row ?? NOTHING;
  }
}

const NOTHING: Proof = { verdict: 'wrong', officerId: null, ticket: null };
