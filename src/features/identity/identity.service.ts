import { Injectable } from '@nestjs/common';
import { hash } from '@node-rs/argon2';
import { CustodyLog, SERVICE_SUBJECT } from '../../custody';
import { NotFound } from '../../kernel/errors';
import { randomId, type OfficerId } from '../../kernel/ids';
import { Database } from '../../platform/database';
import { Credentials } from './credentials';
import { initialsOf, type NewOfficer, type Officer } from './domain/officer';
import { oneTimePassword, passwordProblem } from './domain/password';
import { EmailTaken, WeakPassword } from './identity.errors';
import { OfficerRepository } from './officer.repository';

@Injectable()
export class IdentityService {
  constructor(
    private readonly database: Database,
    private readonly officers: OfficerRepository,
    private readonly custody: CustodyLog,
    private readonly credentials: Credentials,
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
    await this.database.transaction(async (tx) => {
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

  /** For the operator: a new one-time password, no second step, no session. @throws NotFound */
  async resetOfficer(email: string): Promise<string> {
    const { id } = await this.officerByEmail(email);
    const password = oneTimePassword();
    const passwordHash = await hash(password);
    await this.database.transaction(async (tx) => {
      await this.officers.reset(tx, id, passwordHash);
      await this.custody.append(tx, {
        type: 'second-factor-removed',
        subject: SERVICE_SUBJECT,
        actor: { kind: 'service', id: 'operator' },
        detail: { officer: id, why: 'reset' },
      });
    });
    return password;
  }

  /** @throws WrongPassword, WeakPassword */
  async changePassword(id: OfficerId, current: string, wanted: string): Promise<Officer> {
    const officer = await this.credentials.confirmPassword(id, current);
    if (current === wanted) throw new WeakPassword('Choose a password that you have not used here before.');
    const problem = passwordProblem(wanted, officer.email);
    if (problem !== undefined) throw new WeakPassword(problem);
    const passwordHash = await hash(wanted);
    await this.database.transaction((tx) => this.officers.setPassword(tx, id, passwordHash));
    return { ...officer, mustChangePassword: false };
  }

  /** @throws NotFound when there is no such officer, or none any more. */
  async officer(id: OfficerId): Promise<Officer> {
    const found = await this.database.transaction((tx) => this.officers.byId(tx, id));
    if (found === undefined) throw new NotFound('The officer');
    return found;
  }

  /** @throws NotFound */
  async officerByEmail(email: string): Promise<Officer> {
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

  async signedOut(id: OfficerId): Promise<void> {
    await this.database.transaction((tx) =>
      this.custody.append(tx, {
        type: 'officer-signed-out',
        subject: SERVICE_SUBJECT,
        actor: { kind: 'officer', id },
      }),
    );
  }

  async hasOfficers(): Promise<boolean> {
    return (await this.database.transaction((tx) => this.officers.count(tx))) > 0;
  }
}
