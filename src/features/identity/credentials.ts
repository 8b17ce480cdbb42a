import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CustodyLog, SERVICE_SUBJECT } from '../../custody';
import { actingAs, Database, type Transaction } from '../../platform/database';
import { proofOf } from '../../platform/secrets';
import type { Officer } from './domain/officer';
import {
  LocalSignInOff,
  SecondFactorNeeded,
  SignInRefused,
  WrongCode,
  WrongPassword,
} from './identity.errors';
import { OfficerRepository } from './officer.repository';
import { ProofRepository, type Proof } from './proof.repository';
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

/** Passwords and codes. Every wrong one is counted and logged; too many lock the account. */
@Injectable()
export class Credentials {
  private readonly most: number;

  constructor(
    private readonly database: Database,
    private readonly officers: OfficerRepository,
    private readonly proofs: ProofRepository,
    private readonly factor: SecondFactor,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.most = config.limits.signInAttempts;
  }

  /** @throws LocalSignInOff; SecondFactorNeeded after a right password without a code; else SignInRefused for every reason alike */
  async signIn(email: string, password: string, code?: string): Promise<SignedIn> {
    this.requireLocal();
    const address = email.trim().toLowerCase();
    const result = await this.asNobody(async () => {
      const digest = await this.digest(address, password);
      return this.database.transaction(async (tx) => {
        const first = await this.proofs.password(tx, address, digest, this.most);
        const withCode = first.verdict === 'code-needed' && code !== undefined;
        return this.welcome(tx, withCode ? await this.proveCode(tx, first.ticket, code) : first);
      });
    });
    if (result === undefined) throw new SignInRefused();
    if (typeof result === 'string') throw new SecondFactorNeeded(result);
    return result;
  }

  /** After a right password, with its ticket. @throws WrongCode */
  async secondStep(ticket: string, code: string): Promise<SignedIn> {
    this.requireLocal();
    const result = await this.asNobody(() =>
      this.database.transaction(async (tx) => this.welcome(tx, await this.proveCode(tx, ticket, code))),
    );
    if (typeof result !== 'object') throw new WrongCode();
    return result;
  }

  /**
   * Shows again who acts: with a code where there is a second step, else with the password. Gives the ticket of it.
   * @throws WrongCode, WrongPassword
   */
  async confirm(officer: Officer, { password, code }: Given): Promise<string> {
    if ((await this.factor.state()).set) {
      const proof = await this.database.transaction(async (tx) =>
        this.confirmed(tx, await this.proveCode(tx, null, code ?? '')),
      );
      if (proof.ticket === null) throw new WrongCode();
      return proof.ticket;
    }
    return this.confirmPassword(officer, password ?? '');
  }

  /** The same, with the password in any case. @throws WrongPassword */
  async confirmPassword({ email }: Officer, password: string): Promise<string> {
    const digest = await this.digest(email, password);
    const { ticket } = await this.database.transaction(async (tx) =>
      this.confirmed(tx, await this.proofs.password(tx, email, digest, this.most)),
    );
    if (ticket === null) throw new WrongPassword();
    return ticket;
  }

  /** The log has it from the officer who is proved; a ticket alone where a code is still to come; undefined for a wrong one. */
  private async welcome(tx: Transaction, proof: Proof): Promise<SignedIn | string | undefined> {
    const { verdict, ticket } = proof;
    if (ticket === null) {
      const { officerId } = proof;
      await this.custody.append(tx, {
        type: 'officer-refused',
        subject: SERVICE_SUBJECT,
        ...(officerId !== null && { detail: { officer: officerId } }),
      });
      return undefined;
    }
    if (verdict === 'code-needed') return ticket;
    if (verdict === 'right-recovery') await this.log(tx, 'recovery-code-used');
    await this.log(tx, 'officer-signed-in');
    const officer = await this.officers.acting(tx);
    return officer === undefined ? undefined : { officer, ticket };
  }

  private async confirmed(tx: Transaction, proof: Proof): Promise<Proof> {
    if (proof.verdict === 'right-recovery') await this.log(tx, 'recovery-code-used');
    await this.log(tx, proof.ticket === null ? 'officer-refused' : 'officer-confirmed');
    return proof;
  }

  private async proveCode(tx: Transaction, ticket: string | null, typed: string): Promise<Proof> {
    return this.proofs.code(tx, ticket, await this.factor.read(tx, ticket, typed), this.most);
  }

  private async digest(email: string, password: string): Promise<Buffer> {
    const parameters = await this.database.transaction((tx) => this.proofs.parameters(tx, email));
    return proofOf(password, parameters);
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
    type: 'officer-signed-in' | 'officer-confirmed' | 'officer-refused' | 'recovery-code-used',
  ): Promise<void> {
    await this.custody.append(tx, { type, subject: SERVICE_SUBJECT });
  }
}
