import { Injectable } from '@nestjs/common';
import type { OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import { initialsOf, type Role } from './domain/officer';
import type { ProviderPerson } from './domain/provider-claims';

/** What PostgreSQL makes of the provider's word about a person. */
export interface Vouched {
  readonly verdict: 'right' | 'role' | 'email' | 'taken' | 'disabled';
  readonly officerId: OfficerId | null;
  readonly ticket: string | null;
  readonly linked: 'created' | 'linked' | null;
  /** Where the provider's groups give another one now. */
  readonly formerRole: Role | null;
}

const LONGEST_NAME = 100;

/** The name that an account is made with. */
const nameOf = ({ displayName, email = '' }: ProviderPerson): string =>
  (displayName ?? email.split('@')[0] ?? email).slice(0, LONGEST_NAME);

@Injectable()
export class ProviderRepository {
  /** Whoever is let in acts in the rest of the transaction. */
  async trust(tx: Transaction, person: ProviderPerson): Promise<Vouched | undefined> {
    const { issuer, subject, email, verifiedEmail, role } = person;
    const name = nameOf(person);
    const [row] = await tx.query<Vouched>(
      `SELECT (t.proof).verdict, (t.proof).officer_id AS "officerId", (t.proof).ticket, t.linked, t.former_role AS "formerRole"
         FROM lintel.trust_provider($1, $2, $3, $4, $5, $6, $7) t`,
      [
        issuer,
        subject,
        email ?? null,
        email !== undefined && verifiedEmail === email,
        name,
        initialsOf(name),
        role ?? null,
      ],
    );
    return row;
  }

  /** The ticket when the provider has asked whoever acts again; null when it was somebody else. */
  async trustAgain(tx: Transaction, { issuer, subject }: ProviderPerson): Promise<string | null> {
    const [row] = await tx.query<{ ticket: string | null }>(
      'SELECT ticket FROM lintel.trust_provider_again($1, $2)',
      [issuer, subject],
    );
    return row?.ticket ?? null;
  }
}
