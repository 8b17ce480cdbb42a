import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database';
import type { Attempted } from './domain/attempt';
import { Passkeys, type PasskeyAnswer } from './passkeys/passkeys.service';
import { ProofRepository, type Proof } from './proof.repository';
import { SecondFactor, type SecondFactorState } from './second-factor.service';

/** What is given as a second step: a code of the app or for recovery, or the answer of a passkey. */
export type GivenStep = { readonly code: string } | { readonly passkey: PasskeyAnswer };

/** Second steps of either kind, brought before PostgreSQL. */
@Injectable()
export class SecondSteps {
  constructor(
    private readonly factor: SecondFactor,
    private readonly passkeys: Passkeys,
    private readonly proofs: ProofRepository,
  ) {}

  /** Of whoever acts. */
  async state(): Promise<SecondFactorState> {
    return this.factor.state();
  }

  /** With the ticket of a right password, to sign in; with none, of whoever acts. */
  async prove(tx: Transaction, ticket: string | null, given: GivenStep, from?: Attempted): Promise<Proof> {
    if ('passkey' in given)
      return this.proofs.passkey(tx, ticket, await this.passkeys.read(tx, ticket, given.passkey), from);
    return this.proofs.code(tx, ticket, await this.factor.read(tx, ticket, given.code), from);
  }
}
