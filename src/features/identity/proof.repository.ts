import { Injectable } from '@nestjs/common';
import type { OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { Attempted } from './domain/attempt';
import type { TypedCode } from './domain/typed-code';
import type { PasskeyProof } from './passkeys/passkey-answers';

/** What an attempt to prove who one is comes to. */
export interface Proof {
  readonly verdict:
    | 'right'
    | 'right-recovery'
    | 'code-needed'
    | 'wrong'
    | 'held'
    | 'spent'
    | 'expired'
    | 'used'
    | 'copied';
  /** Null for an address that is no officer's. */
  readonly officerId: OfficerId | null;
  /** What a right one is good for, once; null for a wrong one. */
  readonly ticket: string | null;
}

const PROOF = 'SELECT verdict, officer_id AS "officerId", ticket FROM';

/** PostgreSQL judges: it counts failures, holds those who guess, and gives tickets. */
@Injectable()
export class ProofRepository {
  /** What to hash a typed password with; also for an address that is no officer's. Undefined when no answer is taken for a while. */
  async parameters(tx: Transaction, email: string, from?: Attempted): Promise<string | undefined> {
    const [row] = await tx.query<{ parameters: string | null }>(
      'SELECT lintel.password_parameters($1, $2, $3) AS parameters',
      [email, from?.network ?? null, from?.device ?? null],
    );
    return row?.parameters ?? undefined;
  }

  /** Whoever is proved acts in the rest of the transaction. */
  async password(tx: Transaction, email: string, digest: Buffer, from?: Attempted): Promise<Proof> {
    const [row] = await tx.query<Proof>(`${PROOF} lintel.prove_password($1, $2, $3, $4)`, [
      email,
      digest,
      from?.network ?? null,
      from?.device ?? null,
    ]);
    return row ?? NOTHING;
  }

  /** With the ticket of a right password, to sign in; with none, of whoever acts. */
  async code(tx: Transaction, ticket: string | null, code: TypedCode, from?: Attempted): Promise<Proof> {
    const [row] = await tx.query<Proof>(`${PROOF} lintel.prove_code($1, $2, $3, $4)`, [
      ticket,
      code.step,
      code.recoveryHash,
      from?.device ?? null,
    ]);
    return row ?? NOTHING;
  }

  /** The same, by what an authenticator signed. */
  async passkey(
    tx: Transaction,
    ticket: string | null,
    { credentialId, clientData, authData, signature }: PasskeyProof,
    from?: Attempted,
  ): Promise<Proof> {
    const [row] = await tx.query<Proof>(`${PROOF} lintel.prove_passkey($1, $2, $3, $4, $5, $6)`, [
      ticket,
      credentialId,
      clientData,
      authData,
      signature,
      from?.device ?? null,
    ]);
    return row ?? NOTHING;
  }
}

const NOTHING: Proof = { verdict: 'wrong', officerId: null, ticket: null };
