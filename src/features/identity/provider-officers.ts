import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CustodyLog, SERVICE_SUBJECT, type Statement } from '../../custody';
import { randomId, type OfficerId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { initialsOf, type Officer, type Role } from './domain/officer';
import type { ProviderPerson } from './domain/provider-claims';
import { ProviderRefused } from './identity.errors';
import { OfficerRepository } from './officer.repository';

/** How far the provider's clock may be behind ours, in ms. */
const SKEW_MS = 60_000;

const REFUSALS = {
  role: 'Your force account has no role here, or more than one. Ask whoever looks after accounts in your force.',
  email: 'Your force account has no email address. Ask whoever looks after accounts in your force.',
  taken: 'There is an officer with your email address who signs in with a password. Ask the operator.',
  disabled: 'Your account here has been closed.',
  another: 'Confirm it with the account that you signed in with.',
  stale: 'Your force’s sign-in service did not ask you again. Please try once more.',
} as const;
type Refusal = keyof typeof REFUSALS;
type Said =
  'officer-refused' | 'officer-signed-in' | 'officer-confirmed' | 'officer-changed' | 'officer-created';

/** Makes officers of people whom the force's provider vouches for. Its groups decide about the role at each sign-in. */
@Injectable()
export class ProviderOfficers {
  constructor(
    private readonly database: Database,
    private readonly officers: OfficerRepository,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws ProviderRefused with the reason in kind words */
  async signIn(person: ProviderPerson): Promise<Officer> {
    const { role } = person;
    const result = await this.database.transaction(async (tx): Promise<Officer | Refusal> => {
      const found = await this.officers.ofIdentity(tx, person.issuer, person.subject);
      if (role === undefined || found?.barred === true) {
        await this.log(tx, found?.id ?? 'unknown', { type: 'officer-refused' });
        return role === undefined ? 'role' : 'disabled';
      }
      const officer = found ?? (await this.newcomer(tx, person, role));
      if (typeof officer === 'string') {
        await this.log(tx, 'unknown', { type: 'officer-refused' });
        return officer;
      }
      await this.follow(tx, officer, role);
      await this.officers.signedIn(tx, officer.id);
      await this.log(tx, officer.id, { type: 'officer-signed-in' });
      const { id, email, displayName, initials } = officer;
      return { id, email, displayName, initials, role, mustChangePassword: false };
    });
    if (typeof result === 'string') throw new ProviderRefused(REFUSALS[result]);
    return result;
  }

  /** Whether the person who came back is this officer, and proved it after `since`. @throws ProviderRefused */
  async confirm(id: OfficerId, person: ProviderPerson, since: Date): Promise<void> {
    const refusal = await this.database.transaction(async (tx): Promise<Refusal | undefined> => {
      const found = await this.officers.ofIdentity(tx, person.issuer, person.subject);
      const fresh = (person.authenticatedAt?.getTime() ?? 0) >= since.getTime() - SKEW_MS;
      const refused = found?.id !== id ? 'another' : found.barred ? 'disabled' : fresh ? undefined : 'stale';
      await this.log(tx, id, { type: refused === undefined ? 'officer-confirmed' : 'officer-refused' });
      return refused;
    });
    if (refusal !== undefined) throw new ProviderRefused(REFUSALS[refusal]);
  }

  private async newcomer(tx: Transaction, person: ProviderPerson, role: Role): Promise<Officer | Refusal> {
    const { issuer, subject, email } = person;
    if (email === undefined) return 'email';
    const known = await this.officers.credentials(tx, email);
    if (known !== undefined) {
      if (!this.config.signIn.oidc?.linkByEmail || person.verifiedEmail !== email) return 'taken';
      if (known.barred) return 'disabled';
      await this.officers.linkIdentity(tx, known.id, issuer, subject);
      const detail = { officer: known.id, linkedTo: issuer };
      await this.log(tx, known.id, { type: 'officer-changed', detail });
      return known;
    }
    const displayName = (person.displayName ?? email.split('@')[0] ?? email).slice(0, 100);
    const officer: Officer = {
      id: randomId(),
      email,
      displayName,
      initials: initialsOf(displayName),
      role,
      mustChangePassword: false,
    };
    if (!(await this.officers.insert(tx, officer, null))) return 'taken';
    await this.officers.linkIdentity(tx, officer.id, issuer, subject);
    const detail = { officer: officer.id, role, linkedTo: issuer };
    await this.log(tx, officer.id, { type: 'officer-created', detail });
    return officer;
  }

  private async follow(tx: Transaction, officer: Officer, role: Role): Promise<void> {
    if (officer.role === role) return;
    await this.officers.setRole(tx, officer.id, role);
    const detail = { officer: officer.id, from: officer.role, role };
    await this.log(tx, officer.id, { type: 'officer-changed', detail });
  }

  private async log(tx: Transaction, id: string, said: Statement<Said>): Promise<void> {
    await this.custody.append(tx, { ...said, subject: SERVICE_SUBJECT, actor: { kind: 'officer', id } });
  }
}
