import { Inject, Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { CONFIG, type Config } from '../../config';
import { CustodyLog, SERVICE_SUBJECT } from '../../custody';
import { NotFound } from '../../kernel/errors';
import { randomId, type OfficerId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { initialsOf, type NewOfficer, type Officer } from './domain/officer';
import { oneTimePassword, passwordProblem } from './domain/password';
import { EmailTaken, SignInRefused, WeakPassword } from './identity.errors';
import { OfficerRepository } from './officer.repository';

const LOCK_MINUTES = 15;
/** Verified against when the address is unknown, so that the answer takes as long as for a known one. */
const decoy = hash('no officer has this password');

@Injectable()
export class IdentityService {
  constructor(
    private readonly database: Database,
    private readonly officers: OfficerRepository,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Makes an officer with a password for one sign-in. `by` is absent for the operator at the command line. */
  async createOfficer(details: NewOfficer, by?: OfficerId): Promise<{ officer: Officer; password: string }> {
    const password = oneTimePassword();
    const passwordHash = await hash(password);
    const officer: Officer = {
      id: randomId(),
      email: details.email.trim().toLowerCase(),
      displayName: details.displayName.trim(),
      initials: initialsOf(details.displayName),
      role: details.role,
      mustChangePassword: true,
    };
    await this.database.transaction({}, async (tx) => {
      if (!(await this.officers.insert(tx, officer, passwordHash))) throw new EmailTaken();
      await this.custody.append(tx, {
        type: 'officer-created',
        subject: SERVICE_SUBJECT,
        actor: by === undefined ? { kind: 'service', id: 'operator' } : { kind: 'officer', id: by },
        detail: { officer: officer.id, role: officer.role },
      });
    });
    return { officer, password };
  }

  /** @throws SignInRefused for every reason alike. Failures are counted and logged; too many lock the account. */
  async signIn(email: string, password: string): Promise<Officer> {
    const officer = await this.database.transaction({}, async (tx) => {
      const found = await this.officers.credentials(tx, email.trim().toLowerCase());
      const right = await verify(found?.passwordHash ?? (await decoy), password);
      if (found !== undefined && right && !found.barred) {
        await this.officers.clearFailures(tx, found.id);
        await this.log(tx, 'officer-signed-in', found.id);
        const { id, displayName, initials, role, mustChangePassword } = found;
        return { id, email: found.email, displayName, initials, role, mustChangePassword };
      }
      if (found !== undefined && !found.barred) {
        const locks = found.failedAttempts + 1 >= this.config.limits.signInAttempts;
        await this.officers.countFailure(tx, found.id, locks ? LOCK_MINUTES : undefined);
      }
      await this.log(tx, 'officer-refused', found?.id ?? 'unknown');
      return undefined;
    });
    if (officer === undefined) throw new SignInRefused();
    return officer;
  }

  async changePassword(id: OfficerId, current: string, wanted: string): Promise<Officer> {
    const officer = await this.officer(id);
    await this.signIn(officer.email, current);
    if (current === wanted) throw new WeakPassword('Choose a password that you have not used here before.');
    const problem = passwordProblem(wanted, officer.email);
    if (problem !== undefined) throw new WeakPassword(problem);
    const passwordHash = await hash(wanted);
    await this.database.transaction({}, (tx) => this.officers.setPassword(tx, id, passwordHash));
    return { ...officer, mustChangePassword: false };
  }

  /** @throws NotFound when there is no such officer, or none any more. */
  async officer(id: OfficerId): Promise<Officer> {
    const found = await this.database.transaction({}, (tx) => this.officers.byId(tx, id));
    if (found === undefined) throw new NotFound('The officer');
    return found;
  }

  /** @throws NotFound */
  async officerByEmail(email: string): Promise<Officer> {
    const found = await this.database.transaction({}, (tx) =>
      this.officers.byEmail(tx, email.trim().toLowerCase()),
    );
    if (found === undefined) throw new NotFound('An officer with this email address');
    return found;
  }

  /** Names to show for the ids in the log; ids that are no officer's are left out. */
  async names(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await this.database.transaction({}, (tx) => this.officers.names(tx, ids));
    return new Map(found.map(({ id, displayName }) => [id, displayName]));
  }

  async hasOfficers(): Promise<boolean> {
    return (await this.database.transaction({}, (tx) => this.officers.count(tx))) > 0;
  }

  private async log(
    tx: Transaction,
    type: 'officer-signed-in' | 'officer-refused',
    id: string,
  ): Promise<void> {
    await this.custody.append(tx, { type, subject: SERVICE_SUBJECT, actor: { kind: 'officer', id } });
  }
}
