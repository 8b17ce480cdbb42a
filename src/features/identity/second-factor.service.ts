import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CustodyLog, SERVICE_SUBJECT, type Statement } from '../../custody';
import { CLOCK, type Clock } from '../../kernel/clock';
import type { OfficerId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import type { Officer } from './domain/officer';
import { asRecoveryCode, recoveryCode, RECOVERY_CODES } from './domain/recovery-code';
import { base32, keyUri, SECRET_BYTES, stepOfCode } from './domain/totp';
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
  readonly set: boolean;
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
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.box = new SecretBox(config.workspace);
  }

  async state(id: OfficerId): Promise<SecondFactorState> {
    return this.database.transaction(async (tx) => ({
      set: await this.isSet(tx, id),
      codesLeft: await this.totps.codesLeft(tx, id),
    }));
  }

  async isSet(tx: Transaction, id: OfficerId): Promise<boolean> {
    return (await this.totps.find(tx, id))?.confirmedAt instanceof Date;
  }

  /** A new secret, which counts once a first code has confirmed it. @throws SecondFactorStands */
  async begin(officer: Officer): Promise<Enrolment> {
    const secret = randomBytes(SECRET_BYTES);
    const sealed = await this.box.seal(secret, officer.id);
    const put = await this.database.transaction((tx) => this.totps.put(tx, officer.id, sealed));
    if (!put) throw new SecondFactorStands();
    return this.enrolment(secret, officer);
  }

  /** The one that waits for its first code, to show it again after a wrong one. */
  async begun(officer: Officer): Promise<Enrolment | undefined> {
    const row = await this.database.transaction((tx) => this.totps.find(tx, officer.id));
    if (row === undefined || row.confirmedAt !== null) return undefined;
    return this.enrolment(await this.box.open(row.sealedSecret, officer.id), officer);
  }

  /** Gives the recovery codes, shown only now. @throws WrongCode, SecondFactorStands */
  async confirm(id: OfficerId, code: string): Promise<string[]> {
    const codes = await this.database.transaction(async (tx) => {
      const row = await this.totps.find(tx, id);
      if (row?.confirmedAt instanceof Date) throw new SecondFactorStands();
      if (row === undefined || !(await this.takeStep(tx, id, row, code))) throw new WrongCode(NOT_THE_APPS);
      await this.totps.confirm(tx, id);
      const made = await this.makeCodes(tx, id);
      await this.log(tx, id, { type: 'second-factor-set', detail: { what: 'totp' } });
      return made;
    });
    return codes;
  }

  /** A new set of recovery codes; the old ones count no more. @throws WrongCode when there is no second factor */
  async renewCodes(id: OfficerId): Promise<string[]> {
    return this.database.transaction(async (tx) => {
      if (!(await this.isSet(tx, id))) throw new WrongCode();
      const made = await this.makeCodes(tx, id);
      await this.log(tx, id, { type: 'second-factor-set', detail: { what: 'recovery-codes' } });
      return made;
    });
  }

  /** @throws SecondFactorRequired where nobody may do without */
  async remove(id: OfficerId): Promise<void> {
    if (this.config.signIn.totpRequired) throw new SecondFactorRequired();
    await this.database.transaction(async (tx) => {
      if (await this.totps.remove(tx, id)) await this.log(tx, id, { type: 'second-factor-removed' });
    });
  }

  /** Takes a code of the app or a recovery code, each once. The caller counts wrong ones. */
  async take(tx: Transaction, id: OfficerId, typed: string): Promise<boolean> {
    const row = await this.totps.find(tx, id);
    if (!(row?.confirmedAt instanceof Date)) return false;
    if (await this.takeStep(tx, id, row, typed)) return true;
    const code = asRecoveryCode(typed);
    if (code === undefined || !(await this.totps.useCode(tx, id, await this.box.mac(code, id)))) return false;
    await this.log(tx, id, { type: 'recovery-code-used' });
    return true;
  }

  private async takeStep(tx: Transaction, id: OfficerId, row: TotpRow, typed: string): Promise<boolean> {
    const secret = await this.box.open(row.sealedSecret, id);
    const step = stepOfCode(secret, typed, this.clock.now(), row.lastStep);
    return step !== undefined && this.totps.useStep(tx, id, step);
  }

  private async makeCodes(tx: Transaction, id: OfficerId): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, recoveryCode);
    await this.totps.replaceCodes(tx, id, await Promise.all(codes.map((code) => this.box.mac(code, id))));
    return codes;
  }

  private enrolment(secret: Uint8Array, officer: Officer): Enrolment {
    return { secret: base32(secret), uri: keyUri(secret, officer.email, SERVICE_NAME) };
  }

  private async log(
    tx: Transaction,
    id: OfficerId,
    said: Statement<'second-factor-set' | 'second-factor-removed' | 'recovery-code-used'>,
  ): Promise<void> {
    await this.custody.append(tx, { ...said, subject: SERVICE_SUBJECT, actor: { kind: 'officer', id } });
  }
}
