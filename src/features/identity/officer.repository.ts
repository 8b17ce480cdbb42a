import { Injectable } from '@nestjs/common';
import type { OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { Colleague, Officer } from './domain/officer';

const COLLEAGUE = `SELECT id, email, display_name AS "displayName", initials, role FROM lintel.officer`;

@Injectable()
export class OfficerRepository {
  /** Whoever acts; undefined when nobody does. */
  async acting(tx: Transaction): Promise<Officer | undefined> {
    const [row] = await tx.query<Officer>(
      `SELECT id, email, display_name AS "displayName", initials, role, must_change_password AS "mustChangePassword"
         FROM lintel.account WHERE id = scope.officer()`,
    );
    return row;
  }

  async byId(tx: Transaction, id: OfficerId): Promise<Colleague | undefined> {
    const [row] = await tx.query<Colleague>(`${COLLEAGUE} WHERE id = $1 AND disabled_at IS NULL`, [id]);
    return row;
  }

  async byEmail(tx: Transaction, email: string): Promise<Colleague | undefined> {
    const [row] = await tx.query<Colleague>(`${COLLEAGUE} WHERE email = $1 AND disabled_at IS NULL`, [email]);
    return row;
  }

  /** Also of officers who have left: what they did keeps their name. */
  async names(tx: Transaction, ids: readonly string[]): Promise<{ id: OfficerId; displayName: string }[]> {
    return tx.query<{ id: OfficerId; displayName: string }>(
      'SELECT id, display_name AS "displayName" FROM lintel.officer WHERE id::text = ANY($1::text[])',
      [ids],
    );
  }

  /** `false` when the email address is taken. */
  async create(tx: Transaction, officer: Colleague, keptPassword: string): Promise<boolean> {
    const { id, email, displayName, initials, role } = officer;
    const [row] = await tx.query<{ made: boolean }>(
      'SELECT lintel.create_officer($1, $2, $3, $4, $5, $6) AS made',
      [id, email, displayName, initials, role, keptPassword],
    );
    return row?.made === true;
  }

  /** Of whoever acts; ends their sessions on other machines. `false` when `ticket` proves no password of theirs. */
  async setPassword(tx: Transaction, ticket: string, keptPassword: string): Promise<boolean> {
    const [row] = await tx.query<{ done: boolean }>('SELECT lintel.set_password($1, $2) AS done', [
      ticket,
      keptPassword,
    ]);
    return row?.done === true;
  }

  /** For a confirmed supervisor. `false` when the officer has chosen a password, or has none. */
  async renewOneTime(tx: Transaction, id: OfficerId, keptPassword: string): Promise<boolean> {
    const [row] = await tx.query<{ done: boolean }>('SELECT lintel.renew_one_time_password($1, $2) AS done', [
      id,
      keptPassword,
    ]);
    return row?.done === true;
  }

  /** For the operator: the password, or with it the second step. Undefined when there is no such officer. */
  async reset(
    tx: Transaction,
    email: string,
    keptPassword: string,
    { secondStep }: { readonly secondStep: boolean },
  ): Promise<OfficerId | undefined> {
    const [row] = await tx.query<{ id: OfficerId | null }>(
      `SELECT lintel.${secondStep ? 'reset_officer' : 'reset_password'}($1, $2) AS id`,
      [email, keptPassword],
    );
    return row?.id ?? undefined;
  }

  /** For the operator, who sees every account. */
  async any(tx: Transaction): Promise<boolean> {
    const [row] = await tx.query<{ any: boolean }>('SELECT EXISTS (SELECT FROM lintel.officer) AS any');
    return row?.any === true;
  }
}
