import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CustodyLog, SERVICE_SUBJECT } from '../../custody';
import type { DomainError } from '../../kernel/errors';
import { actingAs, Database, type Transaction } from '../../platform/database';
import { proofOf } from '../../platform/secrets';
import type { Attempted } from './domain/attempt';
import type { Officer } from './domain/officer';
import {
  CodesSpent,
  LocalSignInOff,
  OneTimePasswordOver,
  SecondFactorNeeded,
  SignInHeld,
  SignInRefused,
  WrongCode,
  WrongPasskey,
  WrongPassword,
} from './identity.errors';
import { OfficerRepository } from './officer.repository';
import type { PasskeyAnswer } from './passkeys/passkeys.service';
import { ProofRepository, type Proof } from './proof.repository';
import { Refusals } from './refusals';
import { SecondSteps, type GivenStep } from './second-steps';

/** What somebody gives to show who they are. */
export interface Given {
  readonly password?: string | undefined;
  readonly code?: string | undefined;
  readonly passkey?: PasskeyAnswer | undefined;
}

/** Who may be signed in now, with the ticket that a session is begun with. */
export interface SignedIn {
  readonly officer: Officer;
  readonly ticket: string;
}

/** By what; of a recovery code PostgreSQL says so. */
type Means = 'password' | 'code' | 'passkey';

type Refused = 'wrong' | 'held' | 'spent' | 'expired' | 'used' | 'copied';
type Outcome = SignedIn | { readonly ticket: string } | { readonly refused: Refused };

/** Nothing hashes to it. */
const NO_DIGEST = Buffer.alloc(0);

/** Passwords and codes. Wrong ones are counted and logged; after too many from one place nothing more is taken from there for a while. */
@Injectable()
export class Credentials {
  constructor(
    private readonly database: Database,
    private readonly officers: OfficerRepository,
    private readonly proofs: ProofRepository,
    private readonly steps: SecondSteps,
    private readonly custody: CustodyLog,
    private readonly refusals: Refusals,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * @throws LocalSignInOff; SecondFactorNeeded after a right password without a code; SignInHeld after too many wrong ones;
   * CodesSpent where too many wrong codes followed; OneTimePasswordOver for a right one; else SignInRefused for every reason alike
   */
  async signIn(from: Attempted, email: string, password: string, code?: string): Promise<SignedIn> {
    this.requireLocal();
    const address = email.trim().toLowerCase();
    const result = await this.asNobody(async () => {
      const digest = await this.digest(address, password, from);
      return this.database.transaction(async (tx) => {
        const first = await this.proofs.password(tx, address, digest, from);
        const withCode = first.verdict === 'code-needed' && code !== undefined;
        return withCode
          ? this.welcome(tx, await this.steps.prove(tx, first.ticket, { code }, from), 'code')
          : this.welcome(tx, first, 'password');
      });
    });
    if ('officer' in result) return result;
    if ('ticket' in result) throw new SecondFactorNeeded(result.ticket);
    if (result.refused === 'held') throw this.held();
    if (result.refused === 'spent') throw new CodesSpent();
    if (result.refused !== 'expired' && result.refused !== 'used') throw new SignInRefused();
    throw new OneTimePasswordOver(result.refused, this.config.signIn.oneTimeHours);
  }

  /** After a right password, with its ticket. @throws WrongCode, WrongPasskey, SignInHeld, CodesSpent */
  async secondStep(from: Attempted, ticket: string, given: GivenStep): Promise<SignedIn> {
    this.requireLocal();
    const result = await this.asNobody(() =>
      this.database.transaction(async (tx) =>
        this.welcome(tx, await this.steps.prove(tx, ticket, given, from), kindOf(given)),
      ),
    );
    if ('officer' in result) return result;
    throw this.refusal(given, 'refused' in result ? result.refused : 'wrong');
  }

  /**
   * Shows again who acts: with a code or a passkey where there is a second step, or with password and code; else with the password.
   * Gives the ticket of it. A code alone is not all that signing in asks for. @throws WrongCode, WrongPasskey, WrongPassword, SignInHeld
   */
  async confirm(officer: Officer, { password, code, passkey }: Given): Promise<string> {
    if ((await this.steps.state()).set) {
      if (password !== undefined && code !== undefined) return this.confirmFully(officer, password, code);
      const given = passkey === undefined ? { code: code ?? '' } : { passkey };
      const { verdict, ticket } = await this.database.transaction(async (tx) =>
        this.confirmed(tx, await this.steps.prove(tx, null, given), kindOf(given)),
      );
      if (ticket === null) throw this.refusal(given, verdict);
      return ticket;
    }
    return this.confirmPassword(officer, password ?? '');
  }

  /** The same, with the password in any case. @throws WrongPassword, SignInHeld */
  async confirmPassword({ email }: Officer, password: string): Promise<string> {
    const digest = await this.digest(email, password);
    const { verdict, ticket } = await this.database.transaction(async (tx) =>
      this.confirmed(tx, await this.proofs.password(tx, email, digest), 'password'),
    );
    if (verdict === 'held') throw this.held();
    if (ticket === null) throw new WrongPassword();
    return ticket;
  }

  private async confirmFully({ email }: Officer, password: string, code: string): Promise<string> {
    const digest = await this.digest(email, password);
    const { first, second } = await this.database.transaction(async (tx) => {
      const known = await this.proofs.password(tx, email, digest);
      if (known.ticket === null) return { first: await this.confirmed(tx, known, 'password') };
      const proof = await this.steps.prove(tx, known.ticket, { code });
      return { first: known, second: await this.confirmed(tx, proof, 'code') };
    });
    if (first.verdict === 'held') throw this.held();
    if (second === undefined) throw new WrongPassword();
    if (second.ticket === null) throw this.refusal({ code }, second.verdict);
    return second.ticket;
  }

  /** The log has it from the officer who is proved; a ticket alone where a code is still to come. */
  private async welcome(tx: Transaction, { verdict, officerId, ticket }: Proof, by: Means): Promise<Outcome> {
    if (ticket === null) {
      await this.refused(tx, verdict, officerId);
      return { refused: isRefusal(verdict) ? verdict : 'wrong' };
    }
    if (verdict === 'code-needed') return { ticket };
    await this.log(tx, 'officer-signed-in', verdict, by);
    const officer = await this.officers.acting(tx);
    return officer === undefined ? { refused: 'wrong' } : { officer, ticket };
  }

  private async confirmed(tx: Transaction, proof: Proof, by: Means): Promise<Proof> {
    if (proof.ticket === null) await this.refused(tx, proof.verdict, proof.officerId);
    else await this.log(tx, 'officer-confirmed', proof.verdict, by);
    return proof;
  }

  private async refused(
    tx: Transaction,
    verdict: Proof['verdict'],
    officer: Proof['officerId'],
  ): Promise<void> {
    if (verdict === 'copied' && officer !== null)
      await this.custody.append(tx, {
        type: 'passkey-refused',
        subject: SERVICE_SUBJECT,
        detail: { officer },
      });
    await this.refusals.note(tx, officer);
  }

  /** Nothing is hashed for somebody from whom nothing is taken now. */
  private async digest(email: string, password: string, from?: Attempted): Promise<Buffer> {
    const parameters = await this.database.transaction((tx) => this.proofs.parameters(tx, email, from));
    return parameters === undefined ? NO_DIGEST : proofOf(password, parameters, from?.network);
  }

  private refusal(given: GivenStep, verdict: Proof['verdict']): DomainError {
    if (verdict === 'held') return this.held();
    if (verdict === 'spent') return new CodesSpent();
    return 'passkey' in given ? new WrongPasskey(verdict === 'copied') : new WrongCode();
  }

  private held(): SignInHeld {
    return new SignInHeld(this.config.signIn.holdMinutes);
  }

  /** Whoever was signed in on this machine has no part in it. */
  private asNobody<T>(work: () => Promise<T>): Promise<T> {
    return actingAs(undefined, work);
  }

  private requireLocal(): void {
    if (!this.config.signIn.local) throw new LocalSignInOff();
  }

  private async log(
    tx: Transaction,
    type: 'officer-signed-in' | 'officer-confirmed',
    verdict: Proof['verdict'],
    by: Means,
  ): Promise<void> {
    const recovered = verdict === 'right-recovery';
    if (recovered) await this.custody.append(tx, { type: 'recovery-code-used', subject: SERVICE_SUBJECT });
    await this.custody.append(tx, {
      type,
      subject: SERVICE_SUBJECT,
      detail: { by: recovered ? 'recovery-code' : by },
    });
  }
}

const kindOf = (given: GivenStep): Means => ('passkey' in given ? 'passkey' : 'code');

const isRefusal = (verdict: Proof['verdict']): verdict is Refused =>
  ['wrong', 'held', 'spent', 'expired', 'used', 'copied'].includes(verdict);
