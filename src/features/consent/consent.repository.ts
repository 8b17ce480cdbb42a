import { Injectable } from '@nestjs/common';
import type { InvitationId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { Visitor } from '../invitations';
import type { AccountAnswer } from './domain/account';
import type { Agreement, Decides } from './domain/agreement';

export interface AdvocateSaid {
  readonly acts: boolean;
  readonly name: string;
  readonly organisation: string;
}

export interface AccountRow extends AccountAnswer {
  readonly advised: boolean;
  readonly logged: boolean;
}

/** The victim's side. Row-level security shows the rows of one invitation alone, and none of what was reported. */
@Injectable()
export class ConsentRepository {
  async exitExplained(tx: Transaction, id: InvitationId): Promise<boolean> {
    const [row] = await tx.query<{ done: boolean }>(
      'SELECT exit_explained_at IS NOT NULL AS done FROM lintel.invitation WHERE id = $1',
      [id],
    );
    return row?.done === true;
  }

  async markExitExplained(tx: Transaction, id: InvitationId): Promise<void> {
    await tx.query(
      'UPDATE lintel.invitation SET exit_explained_at = now() WHERE id = $1 AND exit_explained_at IS NULL',
      [id],
    );
  }

  async account(tx: Transaction, id: InvitationId): Promise<AccountRow | undefined> {
    const [row] = await tx.query<AccountRow>(
      `SELECT set_up_by AS "setUpBy", others, advised_at IS NOT NULL AS advised, logged_at IS NOT NULL AS logged
         FROM lintel.account_answer WHERE invitation_id = $1`,
      [id],
    );
    return row;
  }

  /** Whether there are answers at all, also where an assisted session may not read them. */
  async accountIsAnswered(tx: Transaction): Promise<boolean> {
    const [row] = await tx.query<{ answered: boolean }>('SELECT lintel.account_is_answered() AS answered');
    return row?.answered === true;
  }

  /** A new answer is to be read, and its advice to be given, afresh. */
  async saveAccount(tx: Transaction, id: InvitationId, { setUpBy, others }: AccountAnswer): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.account_answer (invitation_id, set_up_by, others) VALUES ($1, $2, $3)
       ON CONFLICT (invitation_id) DO UPDATE
         SET set_up_by = $2, others = $3, advised_at = NULL, answered_at = now(), logged_at = NULL`,
      [id, setUpBy, others],
    );
  }

  async markAdvised(tx: Transaction, id: InvitationId): Promise<void> {
    await tx.query('UPDATE lintel.account_answer SET advised_at = now() WHERE invitation_id = $1', [id]);
  }

  async markAccountLogged(tx: Transaction, id: InvitationId): Promise<void> {
    await tx.query('UPDATE lintel.account_answer SET logged_at = now() WHERE invitation_id = $1', [id]);
  }

  async agreement(tx: Transaction, id: InvitationId): Promise<{ decides: Decides } | undefined> {
    const [row] = await tx.query<{ decides: Decides }>(
      'SELECT decides FROM lintel.agreement WHERE invitation_id = $1 ORDER BY id DESC LIMIT 1',
      [id],
    );
    return row;
  }

  async insertAgreement(tx: Transaction, id: InvitationId, agreement: Agreement): Promise<void> {
    const { relation, name } = 'relation' in agreement ? agreement : { relation: null, name: null };
    await tx.query(
      `INSERT INTO lintel.agreement (invitation_id, decides, relation, name, route) VALUES ($1, $2, $3, $4, 'self')`,
      [id, agreement.decides, relation, name],
    );
  }

  async advocate(tx: Transaction, id: InvitationId): Promise<AdvocateSaid | undefined> {
    const [row] = await tx.query<AdvocateSaid>(
      'SELECT acts, name, organisation FROM lintel.advocate WHERE invitation_id = $1 ORDER BY id DESC LIMIT 1',
      [id],
    );
    return row;
  }

  async insertAdvocate(tx: Transaction, id: InvitationId, said: AdvocateSaid): Promise<void> {
    await tx.query(
      'INSERT INTO lintel.advocate (invitation_id, acts, name, organisation) VALUES ($1, $2, $3, $4)',
      [id, said.acts, said.name, said.organisation],
    );
  }

  async reportReaches(tx: Transaction): Promise<boolean> {
    const [row] = await tx.query<{ reaches: boolean }>('SELECT lintel.report_reaches_somebody() AS reaches');
    return row?.reaches === true;
  }

  async insertConcern(
    tx: Transaction,
    visitor: Visitor,
    concern: { readonly id: string; readonly kind: 'pressured' | 'stopped'; readonly words: string },
  ): Promise<void> {
    await tx.query(
      'INSERT INTO lintel.concern (id, invitation_id, investigation_id, kind, words) VALUES ($1, $2, $3, $4, $5)',
      [concern.id, visitor.invitationId, visitor.investigationId, concern.kind, concern.words],
    );
  }

  /** Another person gives nothing. `false`: the session is not one of their own. */
  async decline(tx: Transaction): Promise<boolean> {
    const [row] = await tx.query<{ declined: boolean }>('SELECT lintel.decline_request() AS declined');
    return row?.declined === true;
  }
}
