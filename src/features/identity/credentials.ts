import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CustodyLog, SERVICE_SUBJECT } from '../../custody';
import { actingAs, Database, type Transaction } from '../../platform/database';
import { proofOf } from '../../platform/secrets';
import type { Attempted } from './domain/attempt';
import type { Officer } from './domain/officer';
import {
  LocalSignInOff,
  OneTimePasswordOver,
  SecondFactorNeeded,
  SignInHeld,
  SignInRefused,
  WrongCode,
  WrongPassword,
} from './identity.errors';
import { OfficerRepository } from './officer.repository';
import { ProofRepository, type Proof } from './proof.repository';
import { Refusals } from './refusals';
import { SecondFactor } from './second-factor.service';

/** What somebody gives to show who they are. */
export interface Given {
  readonly password?: string | undefined;
  readonly code?: string | undefined;
}

/** Who may be signed in now, with the ticket that a session is begun with. */
export interface SignedIn {
  readonly officer: Officer;
  readonly ticket: string;
}

type Refused = 'wrong' | 'held' | 'expired' | 'used';
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
    private readonly factor: SecondFactor,
    private readonly custody: CustodyLog,
    private readonly refusals: Refusals,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * @throws LocalSignInOff; SecondFactorNeeded after a right password without a code; SignInHeld after too many wrong ones;
   * OneTimePasswordOver for a right one; else SignInRefused for every reason alike
   */
  async signIn(from: Attempted, email: string, password: string, code?: string): Promise<SignedIn> {
    this.requireLocal();
    const address = email.trim().toLowerCase();
    const result = await this.asNobody(async () => {
      const digest = await this.digest(address, password, from);
      return this.database.transaction(async (tx) => {
        const first = await this.proofs.password(tx, address, digest, from);
        const withCode = first.verdict === 'code-needed' && code !== undefined;
        return this.welcome(tx, withCode ? await this.proveCode(tx, first.ticket, code, from) : first);
      });
    });
    if ('officer' in result) return result;
    if ('ticket' in result) throw new SecondFactorNeeded(result.ticket);
    if (result.refused === 'held') throw this.held();
    if (result.refused === 'wrong') throw new SignInRefused();
    throw new OneTimePasswordOver(result.refused, this.config.signIn.oneTimeHours);
  }

  /** After a right password, with its ticket. @throws WrongCode, SignInHeld */
  async secondStep(from: Attempted, ticket: string, code: string): Promise<SignedIn> {
    this.requireLocal();
    const result = await this.asNobody(() =>
      this.database.transaction(async (tx) => this.welcome(tx, await this.proveCode(tx, ticket, code, from))),
    );
    if ('officer' in result) return result;
    if ('refused' in result && result.refused === 'held') throw this.held();
    throw new WrongCode();
  }

  /**
   * Shows again who acts: with a code where there is a second step, else with the password. Gives the ticket of it.
   * @throws WrongCode, WrongPassword, SignInHeld
   */
  async confirm(officer: Officer, { password, code }: Given): Promise<string> {
    if ((await this.factor.state()).set) {
      const proof = await this.database.transaction(async (tx) =>
        this.confirmed(tx, await this.proveCode(tx, null, code ?? '')),
      );
      if (proof.verdict === 'held') throw this.held();
      if (proof.ticket === null) throw new WrongCode();
      return proof.ticket;
    }
    return this.confirmPassword(officer, password ?? '');
  }

  /** The same, with the password in any case. @throws WrongPassword, SignInHeld */
  async confirmPassword({ email }: Officer, password: string): Promise<string> {
    const digest = await this.digest(email, password);
    const { verdict, ticket } = await this.database.transaction(async (tx) =>
      this.confirmed(tx, await this.proofs.password(tx, email, digest)),
    );
    if (verdict === 'held') throw this.held();
    if (ticket === null) throw new WrongPassword();
    return ticket;
  }

  /** The log has it from the officer who is proved; a ticket alone where a code is still to come. */
  private async welcome(tx: Transaction, { verdict, officerId, ticket }: Proof): Promise<Outcome> {
    if (ticket === null) {
      await this.refusals.note(tx, officerId);
      return { refused: isRefusal(verdict) ? verdict : 'wrong' };
    }
    if (verdict === 'code-needed') return { ticket };
    if (verdict === 'right-recovery') await this.log(tx, 'recovery-code-used');
    await this.log(tx, 'officer-signed-in');
    const officer = await this.officers.acting(tx);
    return officer === undefined ? { refused: 'wrong' } : { officer, ticket };
  }

  private async confirmed(tx: Transaction, proof: Proof): Promise<Proof> {
    if (proof.verdict === 'right-recovery') await this.log(tx, 'recovery-code-used');
    if (proof.ticket === null) await this.refusals.note(tx, proof.officerId);
    else await this.log(tx, 'officer-confirmed');
    return proof;
  }

  private async proveCode(
    tx: Transaction,
    ticket: string | null,
    typed: string,
    from?: Attempted,
  ): Promise<Proof> {
    return this.proofs.code(tx, ticket, await this.factor.read(tx, ticket, typed), from);
  }

  /** Nothing is hashed for somebody from whom nothing is taken now. */
  private async digest(email: string, password: string, from?: Attempted): Promise<Buffer> {
    const parameters = await this.database.transaction((tx) => this.proofs.parameters(tx, email, from));
    return parameters === undefined ? NO_DIGEST : proofOf(password, parameters, from?.network);
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
    type: 'officer-signed-in' | 'officer-confirmed' | 'recovery-code-used',
  ): Promise<void> {
    await this.custody.append(tx, { type, subject: SERVICE_SUBJECT });
  }
}

const isRefusal = (verdict: Proof['verdict']): verdict is Refused =>
  ['wrong', 'held', 'expired', 'used'].includes(verdict);
