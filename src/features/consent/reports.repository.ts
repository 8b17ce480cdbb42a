import { Injectable } from '@nestjs/common';
import type { ConcernId, InvestigationId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { Holder } from '../invitations';
import type { ReportState, ReportStep } from './domain/report';
import type { SafeContact } from './domain/safe-contact';

/** That a victim, or another person who was asked, felt pressured or stopped, with no more of the case than its reference. */
export interface Report {
  readonly id: ConcernId;
  readonly kind: 'pressured' | 'stopped';
  readonly at: Date;
  readonly urn: string;
  /** Whose link it came by. */
  readonly holder: Holder;
  /** The name of another person; `null` for the victim, and until the acting supervisor has taken it up. */
  readonly person: string | null;
  readonly hasWords: boolean;
  /** Empty until the acting supervisor has taken it up. */
  readonly words: string;
  readonly takenUp: boolean;
  /** Whom not to ask; `null` until the acting supervisor has taken it up. */
  readonly linkMadeBy: string | null;
  readonly state: ReportState;
  readonly stateAt: Date | null;
  readonly stateBy: string | null;
}

export interface ReportStepTaken {
  readonly id: string;
  readonly step: ReportStep;
  readonly words: string;
  readonly officerName: string;
  readonly at: Date;
}

const ROWS = `SELECT r.id, r.kind, r.at, r.urn, r.holder, r.person, r.has_words AS "hasWords", r.words, r.taken_up AS "takenUp",
    r.link_made_by AS "linkMadeBy", r.state, r.state_at AS "stateAt", r.state_by AS "stateBy"
  FROM lintel.concern_report r`;

/** What the acting supervisor answers for; PostgreSQL decides what that is. */
@Injectable()
export class ReportsRepository {
  /** Newest first; `after` is the last one of the page before. */
  async list(tx: Transaction, limit: number, after: ConcernId | null): Promise<Report[]> {
    return tx.query<Report>(
      `${ROWS} WHERE $2::uuid IS NULL OR (r.at, r.id) < (SELECT l.at, l.id FROM lintel.concern_report l WHERE l.id = $2)
        ORDER BY r.at DESC, r.id DESC LIMIT $1`,
      [limit, after],
    );
  }

  /** Those that nobody has taken up. */
  async waiting(tx: Transaction): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM lintel.concern_report WHERE state = 'new'`,
    );
    return row?.count ?? 0;
  }

  async byId(tx: Transaction, id: ConcernId): Promise<Report | undefined> {
    const [row] = await tx.query<Report>(`${ROWS} WHERE r.id = $1`, [id]);
    return row;
  }

  /** Oldest first; none until the acting supervisor has taken it up. */
  async steps(tx: Transaction, id: ConcernId): Promise<ReportStepTaken[]> {
    return tx.query<ReportStepTaken>(
      `SELECT s.id, s.step, s.words, s.officer_name AS "officerName", s.at FROM lintel.concern_report_step s
        WHERE s.concern_id = $1 ORDER BY s.at, s.id`,
      [id],
    );
  }

  async safeContact(tx: Transaction, id: ConcernId): Promise<Omit<SafeContact, 'ask'> | undefined> {
    const [row] = await tx.query<Omit<SafeContact, 'ask'>>(
      `SELECT do_not_contact AS "doNotContact", channel, address, days, to_char(from_hour, 'HH24:MI') AS "from",
              to_char(to_hour, 'HH24:MI') AS "until", never
         FROM lintel.concern_report_contact WHERE concern_id = $1`,
      [id],
    );
    return row;
  }

  async investigation(tx: Transaction, id: ConcernId): Promise<InvestigationId | undefined> {
    const [row] = await tx.query<{ id: InvestigationId | null }>(
      'SELECT lintel.investigation_of_report($1) AS id',
      [id],
    );
    return row?.id ?? undefined;
  }

  /** By whoever acts. `false` when they do not answer for it, or have not taken it up. @param flag of what is passed on */
  async handle(
    tx: Transaction,
    id: ConcernId,
    step: {
      readonly id: string;
      readonly step: ReportStep;
      readonly words: string;
      readonly flag: ConcernId;
    },
  ): Promise<boolean> {
    const [row] = await tx.query<{ done: boolean }>(
      'SELECT lintel.handle_report($1, $2, $3, $4, $5) AS done',
      [id, step.id, step.step, step.words, step.flag],
    );
    return row?.done === true;
  }
}
