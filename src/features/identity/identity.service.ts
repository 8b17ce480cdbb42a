import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CustodyLog, type IdentityCheck, SERVICE_SUBJECT } from '../../custody';
import { NotFound } from '../../kernel/errors';
import { randomId, type OfficerId } from '../../kernel/ids';
import { Database } from '../../platform/database';
import { storedSecret } from '../../platform/secrets';
import { Credentials } from './credentials';
import { initialsOf, type Colleague, type NewOfficer, type Officer } from './domain/officer';
import { oneTimePassword, passwordProblem, type KnownOfOfficer } from './domain/password';
import { Elsewhere } from './elsewhere';
import { EmailTaken, PasswordChosen, WeakPassword, WrongPassword } from './identity.errors';
import { OfficerRepository } from './officer.repository';
import { isCommonPassword } from './passwords/common-passwords';

const SERVICE_NAME = 'Lintel';

@Injectable()
export class IdentityService {
  constructor(
    private readonly database: Database,
    private readonly officers: OfficerRepository,
    private readonly custody: CustodyLog,
    private readonly credentials: Credentials,
    private readonly elsewhere: Elsewhere,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Makes an officer with a password for one sign-in: for a supervisor who has confirmed who they are, or the operator.
   * @throws EmailTaken
   */
  async createOfficer(details: NewOfficer): Promise<{ officer: Officer; password: string }> {
    const password = oneTimePassword();
    const kept = await storedSecret(password);
    const officer: Officer = {
      id: randomId(),
      email: details.email.trim().toLowerCase(),
      displayName: details.displayName.trim(),
      initials: initialsOf(details.displayName),
      role: details.role,
      mustChangePassword: true,
    };
    await this.database.transaction(async (tx) => {
      if (!(await this.officers.create(tx, officer, kept))) throw new EmailTaken();
      await this.custody.append(tx, {
        type: 'officer-created',
        subject: SERVICE_SUBJECT,
        detail: { officer: officer.id, role: officer.role },
      });
    });
    return { officer, password };
  }

  /**
   * Another one-time password for an officer who has not chosen one yet: for a supervisor who has confirmed who they are.
   * @throws PasswordChosen
   */
  async renewOneTimePassword(by: OfficerId, officer: OfficerId): Promise<string> {
    if (by === officer) throw new PasswordChosen();
    const password = oneTimePassword();
    const kept = await storedSecret(password);
    await this.database.transaction(async (tx) => {
      if (!(await this.officers.renewOneTime(tx, officer, kept))) throw new PasswordChosen();
      await this.custody.append(tx, {
        type: 'officer-changed',
        subject: SERVICE_SUBJECT,
        detail: { officer, oneTimePassword: true },
      });
    });
    return password;
  }

  /**
   * For the operator, who has made sure who asks: a new one-time password, no session. The second step stays, and is asked for with
   * that password, unless it is lost, too. @throws NotFound
   */
  async resetOfficer(
    email: string,
    checked: IdentityCheck,
    { secondStepLost }: { readonly secondStepLost: boolean },
  ): Promise<string> {
    const password = oneTimePassword();
    const kept = await storedSecret(password);
    await this.database.transaction(async (tx) => {
      const officer = await this.officers.reset(tx, email.trim().toLowerCase(), kept, {
        secondStep: secondStepLost,
      });
      if (officer === undefined) throw new NotFound('An officer with this email address');
      const subject = SERVICE_SUBJECT;
      const reset = { officer, oneTimePassword: true, checked } as const;
      await this.custody.append(tx, { type: 'officer-changed', subject, detail: reset });
      if (!secondStepLost) return;
      const removed = { officer, why: 'reset', checked } as const;
      await this.custody.append(tx, { type: 'second-factor-removed', subject, detail: removed });
    });
    return password;
  }

  /** Of whoever acts; ends their sessions on other machines. @throws WrongPassword, WeakPassword */
  async changePassword(officer: Officer, current: string, wanted: string): Promise<Officer> {
    const ticket = await this.credentials.confirmPassword(officer, current);
    if (current === wanted) throw new WeakPassword('Choose a password that you have not used here before.');
    const problem = passwordProblem(wanted, this.knownOf(officer), isCommonPassword);
    if (problem !== undefined) throw new WeakPassword(problem);
    const kept = await storedSecret(wanted);
    await this.database.transaction(async (tx) => {
      const ended = await this.elsewhere.end(tx);
      if (!(await this.officers.setPassword(tx, ticket, kept))) throw new WrongPassword();
      await this.elsewhere.log(tx, ended);
    });
    return { ...officer, mustChangePassword: false };
  }

  /** Whoever acts; undefined when nobody does. */
  async acting(): Promise<Officer | undefined> {
    return this.database.transaction((tx) => this.officers.acting(tx));
  }

  /** @throws NotFound when there is no such officer, or none any more. */
  async officer(id: OfficerId): Promise<Colleague> {
    const found = await this.database.transaction((tx) => this.officers.byId(tx, id));
    if (found === undefined) throw new NotFound('The officer');
    return found;
  }

  /** @throws NotFound */
  async officerByEmail(email: string): Promise<Colleague> {
    const found = await this.database.transaction((tx) =>
      this.officers.byEmail(tx, email.trim().toLowerCase()),
    );
    if (found === undefined) throw new NotFound('An officer with this email address');
    return found;
  }

  /** Names to show for the ids in the log; ids that are no officer's are left out. */
  async names(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await this.database.transaction((tx) => this.officers.names(tx, ids));
    return new Map(found.map(({ id, displayName }) => [id, displayName]));
  }

  async signedOut(): Promise<void> {
    await this.database.transaction((tx) =>
      this.custody.append(tx, { type: 'officer-signed-out', subject: SERVICE_SUBJECT }),
    );
  }

  /** For the operator. */
  async hasOfficers(): Promise<boolean> {
    return this.database.transaction((tx) => this.officers.any(tx));
  }

  private knownOf({ email, displayName }: Officer): KnownOfOfficer {
    return { email, displayName, words: [SERVICE_NAME, ...this.config.signIn.passwordWords] };
  }
}
