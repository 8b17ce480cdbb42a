import { Inject, Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { CONFIG, type Config } from '../../config';
import { CustodyLog, SERVICE_SUBJECT } from '../../custody';
import type { OfficerId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import type { Officer } from './domain/officer';
import {
  LocalSignInOff,
  SecondFactorNeeded,
  SignInRefused,
  WrongCode,
  WrongPassword,
} from './identity.errors';
import { OfficerRepository, type OfficerCredentials } from './officer.repository';
import { SecondFactor } from './second-factor.service';

const LOCK_MINUTES = 15;
/** Verified against when the address is unknown, so that the answer takes as long as for a known one. */
const decoy = hash('no officer has this password');

/** What somebody gives to show who they are. */
export interface Proof {
  readonly password?: string | undefined;
  readonly code?: string | undefined;
}

type Verdict = 'right' | 'wrong' | 'not-yet';
type Proved = 'officer-signed-in' | 'officer-confirmed';

interface Attempt {
  readonly find: (tx: Transaction) => Promise<OfficerCredentials | undefined>;
  readonly prove: (tx: Transaction, found: OfficerCredentials | undefined) => Promise<Verdict>;
  /** What the log says when it was right. */
  readonly type: Proved;
}

/** Passwords and codes. Every wrong one is counted under a lock of the row, and logged; too many lock the account. */
@Injectable()
export class Credentials {
  constructor(
    private readonly database: Database,
    private readonly officers: OfficerRepository,
    private readonly factor: SecondFactor,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws LocalSignInOff; SecondFactorNeeded after a right password without a code; else SignInRefused for every reason alike */
  async signIn(email: string, password: string, code?: string): Promise<Officer> {
    this.requireLocal();
    const { officer, verdict } = await this.attempt({
      find: (tx) => this.officers.credentials(tx, email.trim().toLowerCase()),
      type: 'officer-signed-in',
      prove: async (tx, found) => {
        if (!(await isPassword(found, password)) || found === undefined) return 'wrong';
        if (!(await this.factor.isSet(tx, found.id))) return 'right';
        if (code === undefined) return 'not-yet';
        return (await this.factor.take(tx, found.id, code)) ? 'right' : 'wrong';
      },
    });
    if (officer === undefined || verdict === 'wrong') throw new SignInRefused();
    if (verdict === 'not-yet') throw new SecondFactorNeeded(officer.id);
    return officer;
  }

  /** After a right password. @throws WrongCode */
  async secondStep(id: OfficerId, code: string): Promise<Officer> {
    this.requireLocal();
    return this.proveCode(id, code, 'officer-signed-in');
  }

  /** Shows again who somebody is: with a code where there is a second step, else with the password. @throws WrongCode, WrongPassword */
  async confirm(id: OfficerId, { password, code }: Proof): Promise<void> {
    const needsCode = await this.database.transaction((tx) => this.factor.isSet(tx, id));
    if (needsCode) await this.proveCode(id, code ?? '', 'officer-confirmed');
    else await this.confirmPassword(id, password ?? '');
  }

  /** @throws WrongPassword */
  async confirmPassword(id: OfficerId, password: string): Promise<Officer> {
    const { officer, verdict } = await this.attempt({
      find: (tx) => this.officers.credentialsById(tx, id),
      prove: async (_tx, found) => ((await isPassword(found, password)) ? 'right' : 'wrong'),
      type: 'officer-confirmed',
    });
    if (officer === undefined || verdict !== 'right') throw new WrongPassword();
    return officer;
  }

  private async proveCode(id: OfficerId, code: string, type: Proved): Promise<Officer> {
    const { officer, verdict } = await this.attempt({
      find: (tx) => this.officers.credentialsById(tx, id),
      prove: async (tx) => ((await this.factor.take(tx, id, code)) ? 'right' : 'wrong'),
      type,
    });
    if (officer === undefined || verdict !== 'right') throw new WrongCode();
    return officer;
  }

  private attempt({ find, prove, type }: Attempt): Promise<{ officer?: Officer; verdict: Verdict }> {
    return this.database.transaction(async (tx) => {
      const found = await find(tx);
      // Proved before it is asked whether the account is barred: the answer takes as long.
      const proved = await prove(tx, found);
      const verdict = found === undefined || found.barred ? 'wrong' : proved;
      if (found !== undefined && verdict === 'right') {
        await this.officers.clearFailures(tx, found.id);
        if (type === 'officer-signed-in') await this.officers.signedIn(tx, found.id);
        await this.log(tx, type, found.id);
      }
      if (verdict === 'wrong') {
        if (found !== undefined && !found.barred) {
          const locks = found.failedAttempts + 1 >= this.config.limits.signInAttempts;
          await this.officers.countFailure(tx, found.id, locks ? LOCK_MINUTES : undefined);
        }
        await this.log(tx, 'officer-refused', found?.id ?? 'unknown');
      }
      return found === undefined ? { verdict } : { officer: publicSide(found), verdict };
    });
  }

  private requireLocal(): void {
    if (!this.config.signIn.local) throw new LocalSignInOff();
  }

  private async log(tx: Transaction, type: Proved | 'officer-refused', id: string): Promise<void> {
    await this.custody.append(tx, { type, subject: SERVICE_SUBJECT, actor: { kind: 'officer', id } });
  }
}

async function isPassword(found: OfficerCredentials | undefined, password: string): Promise<boolean> {
  const kept = found?.passwordHash;
  const known = kept?.startsWith('$argon2') === true;
  const right = await verify(known ? kept : await decoy, password);
  return known && right;
}

const publicSide = (found: OfficerCredentials): Officer => ({
  id: found.id,
  email: found.email,
  displayName: found.displayName,
  initials: found.initials,
  role: found.role,
  mustChangePassword: found.mustChangePassword,
});
