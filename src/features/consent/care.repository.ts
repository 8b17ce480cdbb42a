import { Injectable } from '@nestjs/common';
import type { ConcernId, InvestigationId, InvitationId, OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { Holder, Relation } from '../invitations';
import type { AdvocateSaid } from './consent.repository';
import type { AccountAnswer } from './domain/account';
import type { Agreement, Decides, MadeSure } from './domain/agreement';
import type { KeptSafeContact, SafeContact } from './domain/safe-contact';
import { inTurn } from './turn';

/**
 * Something that an officer must look at: what a supervisor passed on of a report, or a link that is locked. The first two kinds are
 * of the time when reports went to the members.
 */
export interface Flag {
  /** Of the concern; the invitation's when it is locked. */
  readonly id: string;
  readonly kind: 'pressured' | 'stopped' | 'passed-on' | 'locked-out';
  readonly investigationId: InvestigationId;
  readonly urn: string;
  readonly invitationId: InvitationId;
  /** Whose link it is. */
  readonly holder: Holder;
  /** The name of another person; `null`: the victim. */
  readonly person: string | null;
  readonly at: Date;
  readonly words: string;
}

export interface AgreementRow extends MadeSure {
  readonly decides: Decides;
  readonly relation: Relation | null;
  readonly name: string | null;
  readonly route: 'self' | 'oral';
  readonly agreedAt: Date;
}

export interface NoticeRow {
  readonly version: string;
  readonly route: 'self' | 'oral';
  readonly confirmedAt: Date;
}

const FLAGS = `
  SELECT f.id, f.kind, f.investigation_id AS "investigationId", i.urn, f.invitation_id AS "invitationId", v.holder,
         (SELECT r.person_name FROM lintel.person_request r WHERE r.invitation_id = v.id ORDER BY r.made_at DESC, r.id DESC LIMIT 1) AS person, f.at, f.words
    FROM (SELECT id, kind, investigation_id, invitation_id, at, words FROM lintel.concern WHERE seen_at IS NULL
          UNION ALL
          SELECT id, 'locked-out', investigation_id, id, coalesce(locked_at, guessed_at), '' FROM lintel.invitation
           WHERE (locked_at IS NOT NULL OR guessed_at > now() - interval '14 days') AND revoked_at IS NULL AND expires_at > now()) f
    JOIN lintel.investigation i ON i.id = f.investigation_id
    JOIN lintel.invitation v ON v.id = f.invitation_id
    JOIN lintel.investigation_member m ON m.investigation_id = i.id AND m.officer_id = $1 AND m.removed_at IS NULL`;

/** The officers' side. */
@Injectable()
export class CareRepository {
  /** The newest hundred of the officer's investigations, or of one of them. */
  async flags(tx: Transaction, officer: OfficerId, id: InvestigationId | null): Promise<Flag[]> {
    return tx.query<Flag>(`${FLAGS} WHERE $2::uuid IS NULL OR i.id = $2 ORDER BY f.at DESC LIMIT 100`, [
      officer,
      id,
    ]);
  }

  async concern(tx: Transaction, id: ConcernId): Promise<{ investigationId: InvestigationId } | undefined> {
    const [row] = await tx.query<{ investigationId: InvestigationId }>(
      'SELECT investigation_id AS "investigationId" FROM lintel.concern WHERE id = $1',
      [id],
    );
    return row;
  }

  /** `false` when a colleague has seen it before. */
  async markSeen(tx: Transaction, id: ConcernId, by: OfficerId): Promise<boolean> {
    const rows = await tx.query(
      'UPDATE lintel.concern SET seen_by = $2, seen_at = now() WHERE id = $1 AND seen_at IS NULL RETURNING id',
      [id, by],
    );
    return rows.length === 1;
  }

  async safeContact(tx: Transaction, id: InvitationId): Promise<KeptSafeContact | undefined> {
    const [row] = await tx.query<KeptSafeContact>(
      `SELECT id AS record, do_not_contact AS "doNotContact", channel, address, days, to_char(from_hour, 'HH24:MI') AS "from",
              to_char(to_hour, 'HH24:MI') AS "until", never, ask
         FROM lintel.safe_contact WHERE invitation_id = $1 ORDER BY id DESC LIMIT 1`,
      [id],
    );
    return row;
  }

  /** Who records of this link waits for who is recording, and sees theirs. */
  async safeContactTurn(tx: Transaction, id: InvitationId): Promise<void> {
    await tx.query(`SELECT lintel.in_turn('safe-contact', $1)`, [id]);
  }

  async insertSafeContact(
    tx: Transaction,
    id: InvitationId,
    by: OfficerId,
    record: SafeContact,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.safe_contact
         (invitation_id, officer_id, do_not_contact, channel, address, days, from_hour, to_hour, never, ask)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        by,
        record.doNotContact,
        record.channel,
        record.address,
        record.days,
        record.from,
        record.until,
        record.never,
        record.ask,
      ],
    );
  }

  /** The same of who acts with the victim. */
  async advocateTurn(tx: Transaction, id: InvitationId): Promise<void> {
    await inTurn(tx, 'advocate', id);
  }

  async agreement(tx: Transaction, id: InvitationId): Promise<AgreementRow | undefined> {
    const [row] = await tx.query<AgreementRow>(
      `SELECT decides, relation, name, route, agreed_at AS "agreedAt", nobody_closer AS "nobodyCloser", own_views AS "ownViews",
              own_views_words AS "ownViewsWords", parent, parent_words AS "parentWords" FROM lintel.agreement
        WHERE invitation_id = $1 ORDER BY id DESC LIMIT 1`,
      [id],
    );
    return row;
  }

  async insertOralAgreement(
    tx: Transaction,
    id: InvitationId,
    by: OfficerId,
    agreement: Agreement,
    sure: MadeSure | null,
  ): Promise<void> {
    const { relation, name } = 'relation' in agreement ? agreement : { relation: null, name: null };
    await tx.query(
      `INSERT INTO lintel.agreement (invitation_id, decides, relation, name, route, officer_id, nobody_closer, own_views, own_views_words,
         parent, parent_words)
       VALUES ($1, $2, $3, $4, 'oral', $5, $6, $7, $8, $9, $10)`,
      [
        ...[id, agreement.decides, relation, name, by, sure?.nobodyCloser ?? null, sure?.ownViews ?? null],
        ...[sure?.ownViewsWords ?? null, sure?.parent ?? null, sure?.parentWords ?? null],
      ],
    );
  }

  async notice(tx: Transaction, id: InvitationId): Promise<NoticeRow | undefined> {
    const [row] = await tx.query<NoticeRow>(
      `SELECT notice_version AS version, route, confirmed_at AS "confirmedAt" FROM lintel.notice_confirmation
        WHERE invitation_id = $1 ORDER BY confirmed_at DESC LIMIT 1`,
      [id],
    );
    return row;
  }

  async insertOralNotice(
    tx: Transaction,
    row: {
      readonly id: string;
      readonly invitationId: InvitationId;
      readonly version: string;
      readonly by: OfficerId;
    },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.notice_confirmation (id, invitation_id, notice_version, route, officer_id)
       VALUES ($1, $2, $3, 'oral', $4)`,
      [row.id, row.invitationId, row.version, row.by],
    );
  }

  async advocate(
    tx: Transaction,
    id: InvitationId,
  ): Promise<(AdvocateSaid & { saidBy: 'victim' | 'officer' }) | undefined> {
    const [row] = await tx.query<AdvocateSaid & { saidBy: 'victim' | 'officer' }>(
      `SELECT acts, name, organisation, CASE WHEN officer_id IS NULL THEN 'victim' ELSE 'officer' END AS "saidBy"
         FROM lintel.advocate WHERE invitation_id = $1 ORDER BY id DESC LIMIT 1`,
      [id],
    );
    return row;
  }

  async insertAdvocate(tx: Transaction, id: InvitationId, by: OfficerId, said: AdvocateSaid): Promise<void> {
    await tx.query(
      'INSERT INTO lintel.advocate (invitation_id, acts, name, organisation, officer_id) VALUES ($1, $2, $3, $4, $5)',
      [id, said.acts, said.name, said.organisation, by],
    );
  }

  /** Only after something was sent. */
  async account(tx: Transaction, id: InvitationId): Promise<AccountAnswer | undefined> {
    const [row] = await tx.query<AccountAnswer>(
      'SELECT set_up_by AS "setUpBy", others FROM lintel.account_answer WHERE invitation_id = $1',
      [id],
    );
    return row;
  }
}
