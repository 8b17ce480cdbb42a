import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CustodyLog, SERVICE_SUBJECT, type Statement } from '../../custody';
import { CLOCK, type Clock } from '../../kernel/clock';
import type { OfficerId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import type { Officer } from './domain/officer';
import { asRecoveryCode, recoveryCode, RECOVERY_CODES } from './domain/recovery-code';
import { NO_CODE, type TypedCode } from './domain/typed-code';
import { base32, keyUri, SECRET_BYTES, stepOfCode } from './domain/totp';
import { Elsewhere } from './elsewhere';
import { SecondFactorRequired, SecondFactorStands, WrongCode } from './identity.errors';
import { SecretBox } from './secret-box';
import { TotpRepository, type TotpRow } from './totp.repository';

const SERVICE_NAME = 'Lintel';
const NOT_THE_APPS =
  'This code is wrong. See that the clock of your phone is right, and enter the code that it shows now.';

/** What an app must learn. Shown while it is being set up, and never again. */
export interface Enrolment {
  /** Base32, to type in. */
  readonly secret: string;
  /** For a QR code. */
  readonly uri: string;
}

export interface SecondFactorState {
  /** Whether there is one of any kind: app or passkey. */
  readonly set: boolean;
  readonly app: boolean;
  readonly passkeys: number;
  readonly codesLeft: number;
}

/** The second step of signing in: codes of an authenticator app, and recovery codes for the day when it is lost. */
@Injectable()
export class SecondFactor {
  private readonly box: SecretBox;

  constructor(
    private readonly database: Database,
    private readonly totps: TotpRepository,
    private readonly custody: CustodyLog,
    private readonly elsewhere: Elsewhere,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.box = new SecretBox(config.workspace);
  }

  /** Of whoever acts, or of whoever has proved the password that `ticket` is for. */
  async state(ticket?: string): Promise<SecondFactorState> {
    return this.database.transaction((tx) => this.stateIn(tx, ticket));
  }

  async stateIn(tx: Transaction, ticket?: string): Promise<SecondFactorState> {
    const row = await this.totps.find(tx, ticket);
    const [app, passkeys] = [isSet(row), row?.passkeys ?? 0];
    return { set: app || passkeys > 0, app, passkeys, codesLeft: row?.codesLeft ?? 0 };
  }

  /** A new secret, which counts once a first code has confirmed it. @throws SecondFactorStands */
  async begin(officer: Officer): Promise<Enrolment> {
    const secret = randomBytes(SECRET_BYTES);
    const sealed = await this.box.seal(secret, officer.id);
    const begun = await this.database.transaction((tx) => this.totps.begin(tx, sealed));
    if (!begun) throw new SecondFactorStands();
    return this.enrolment(secret, officer);
  }

  /** The one that waits for its first code, to show it again after a wrong one. */
  async begun(officer: Officer): Promise<Enrolment | undefined> {
    const row = await this.database.transaction((tx) => this.totps.find(tx));
    if (row === undefined || row.sealedSecret === null || isSet(row)) return undefined;
    return this.enrolment(await this.box.open(row.sealedSecret, officer.id), officer);
  }

  /** Gives the recovery codes, shown only now. @throws WrongCode, SecondFactorStands */
  async confirm(typed: string): Promise<string[]> {
    return this.database.transaction(async (tx) => {
      const row = await this.totps.find(tx);
      if (isSet(row)) throw new SecondFactorStands();
      const step = row && (await this.stepOf(row, typed));
      if (row === undefined || step === undefined) throw new WrongCode(NOT_THE_APPS);
      const { codes, hashes } = await this.newCodes(row.officerId);
      const ended = await this.elsewhere.end(tx);
      if (!(await this.totps.confirm(tx, step, hashes))) throw new SecondFactorStands();
      await this.log(tx, { type: 'second-factor-set', detail: { what: 'totp' } });
      await this.elsewhere.log(tx, ended);
      return codes;
    });
  }

  /** A new set of recovery codes; the old ones count no more. @throws WrongCode when there is no second factor */
  async renewCodes(officer: OfficerId): Promise<string[]> {
    const { codes, hashes } = await this.newCodes(officer);
    await this.database.transaction(async (tx) => {
      const ended = await this.elsewhere.end(tx);
      if (!(await this.totps.renewCodes(tx, hashes))) throw new WrongCode();
      await this.log(tx, { type: 'second-factor-set', detail: { what: 'recovery-codes' } });
      await this.elsewhere.log(tx, ended);
    });
    return codes;
  }

  /** @throws SecondFactorRequired where nobody may do without */
  async remove(): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { app, passkeys } = await this.stateIn(tx);
      if (this.config.signIn.totpRequired && passkeys === 0) throw new SecondFactorRequired();
      if (!app) {
        await this.totps.remove(tx);
        return;
      }
      const ended = await this.elsewhere.end(tx);
      await this.totps.remove(tx);
      await this.log(tx, { type: 'second-factor-removed' });
      await this.elsewhere.log(tx, ended);
    });
  }

  /** What was typed, for PostgreSQL to take, once: of whoever acts, or of whoever has proved the password that `ticket` is for. */
  async read(tx: Transaction, ticket: string | null, typed: string): Promise<TypedCode> {
    const row = await this.totps.find(tx, ticket);
    if (row === undefined || (!isSet(row) && row.passkeys === 0)) return NO_CODE;
    const recovery = asRecoveryCode(typed);
    return {
      step: isSet(row) ? ((await this.stepOf(row, typed)) ?? null) : null,
      recoveryHash: recovery === undefined ? null : await this.box.macs(recovery, row.officerId),
    };
  }

  /** A set to keep, and to show once. */
  async newCodes(officer: OfficerId): Promise<{ codes: string[]; hashes: Buffer[] }> {
    const codes = Array.from({ length: RECOVERY_CODES }, recoveryCode);
    return { codes, hashes: await Promise.all(codes.map((code) => this.box.mac(code, officer))) };
  }

  private async stepOf(row: TotpRow, typed: string): Promise<number | undefined> {
    if (row.sealedSecret === null) return undefined;
    const secret = await this.box.open(row.sealedSecret, row.officerId);
    return stepOfCode(secret, typed, this.clock.now(), row.lastStep);
  }

  private enrolment(secret: Uint8Array, officer: Officer): Enrolment {
    return { secret: base32(secret), uri: keyUri(secret, officer.email, SERVICE_NAME) };
  }

  private async log(
    tx: Transaction,
    said: Statement<'second-factor-set' | 'second-factor-removed'>,
  ): Promise<void> {
    await this.custody.append(tx, { ...said, subject: SERVICE_SUBJECT });
  }
}

const isSet = (row: TotpRow | undefined): boolean => row?.confirmedAt instanceof Date;
