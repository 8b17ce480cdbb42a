import { Injectable } from '@nestjs/common';
import { CustodyLog, SERVICE_SUBJECT, type Statement } from '../../custody';
import type { OfficerId } from '../../kernel/ids';
import { actingAs, Database, type Transaction } from '../../platform/database';
import type { SignedIn } from './credentials';
import type { ProviderPerson } from './domain/provider-claims';
import { ProviderRefused } from './identity.errors';
import { OfficerRepository } from './officer.repository';
import { ProviderRepository, type Vouched } from './provider.repository';
import { Refusals } from './refusals';

/** How far the provider's clock may be behind ours, in ms. */
const SKEW_MS = 60_000;

const REFUSALS = {
  role: 'Your force account has no role here, or more than one. Ask whoever looks after accounts in your force.',
  email: 'Your force account has no email address. Ask whoever looks after accounts in your force.',
  taken: 'There is an officer with your email address who signs in with a password. Ask the operator.',
  disabled: 'Your account here has been closed.',
  another: 'Confirm it with the account that you signed in with.',
  weak: 'Your force’s sign-in service did not say that you gave a second step there. Sign in there with your second step, or ask whoever looks after accounts in your force.',
  stale: 'Your force’s sign-in service did not ask you again. Please try once more.',
} as const;
type Refusal = keyof typeof REFUSALS;

/** Makes officers of people whom the force's provider vouches for. Its groups decide about the role at each sign-in. */
@Injectable()
export class ProviderOfficers {
  constructor(
    private readonly database: Database,
    private readonly officers: OfficerRepository,
    private readonly providers: ProviderRepository,
    private readonly custody: CustodyLog,
    private readonly refusals: Refusals,
  ) {}

  /** @throws ProviderRefused with the reason in kind words */
  async signIn(person: ProviderPerson): Promise<SignedIn> {
    const result = await actingAs(undefined, () =>
      this.database.transaction(async (tx): Promise<SignedIn | Refusal> => {
        // Of whom it is not sure enough it is only noted who that may have been: nobody without a role is let in, or made.
        const vouched = await this.providers.trust(tx, person.sure ? person : { ...person, role: undefined });
        if (vouched?.verdict !== 'right' || vouched.ticket === null || vouched.officerId === null) {
          const known = vouched?.officerId ?? null;
          await this.refusals.note(tx, known);
          if (!person.sure) return 'weak';
          return vouched === undefined || vouched.verdict === 'right' ? 'disabled' : vouched.verdict;
        }
        await this.logChange(tx, vouched.officerId, vouched, person);
        await this.log(tx, { type: 'officer-signed-in', detail: { by: 'provider' } });
        const officer = await this.officers.acting(tx);
        return officer === undefined ? 'disabled' : { officer, ticket: vouched.ticket };
      }),
    );
    if (typeof result === 'string') throw new ProviderRefused(REFUSALS[result]);
    return result;
  }

  /** Whether the person who came back is the one who acts, and proved it after `since`. Gives the ticket. @throws ProviderRefused */
  async confirm(officer: OfficerId, person: ProviderPerson, since: Date): Promise<string> {
    const fresh = (person.authenticatedAt?.getTime() ?? 0) >= since.getTime() - SKEW_MS;
    const result = await this.database.transaction(async (tx): Promise<{ ticket: string } | Refusal> => {
      const ticket = fresh && person.sure ? await this.providers.trustAgain(tx, person) : null;
      if (ticket === null) {
        await this.refusals.note(tx, officer);
        if (!fresh) return 'stale';
        return person.sure ? 'another' : 'weak';
      }
      await this.log(tx, { type: 'officer-confirmed', detail: { by: 'provider' } });
      return { ticket };
    });
    if (typeof result === 'string') throw new ProviderRefused(REFUSALS[result]);
    return result.ticket;
  }

  private async logChange(
    tx: Transaction,
    officer: string,
    { linked, formerRole }: Vouched,
    { issuer, role }: ProviderPerson,
  ): Promise<void> {
    if (role === undefined) return;
    if (linked === 'created')
      await this.log(tx, { type: 'officer-created', detail: { officer, role, linkedTo: issuer } });
    if (linked === 'linked')
      await this.log(tx, { type: 'officer-changed', detail: { officer, linkedTo: issuer } });
    if (formerRole !== null)
      await this.log(tx, { type: 'officer-changed', detail: { officer, from: formerRole, role } });
  }

  private async log(
    tx: Transaction,
    said: Statement<'officer-signed-in' | 'officer-confirmed' | 'officer-changed' | 'officer-created'>,
  ): Promise<void> {
    await this.custody.append(tx, { ...said, subject: SERVICE_SUBJECT });
  }
}
