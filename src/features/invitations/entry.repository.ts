import { Injectable } from '@nestjs/common';
import type { InvestigationId, InvitationId, OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { Holder } from './domain/holder';
import type { NoticeRoute } from './domain/notice';
import type { Asked } from './domain/person-request';
import type { Place } from './domain/place';
import type { Attempt, Refusal } from './link-and-code';

/** Whose session it is. */
export interface Visitor {
  readonly invitationId: InvitationId;
  readonly investigationId: InvestigationId;
  readonly holder: Holder;
  /** What another person is asked, as it was recorded last; `null` for the victim. */
  readonly requestId: string | null;
  /** The officer on whose device it runs: an assisted session. */
  readonly assistedBy?: OfficerId | null;
  /** Into an assisted session the victim has typed their own code: it reaches all that is theirs. */
  readonly ownCode?: boolean;
  /** Whom they may ask, in the officer's words; empty: nobody was named. */
  readonly ask?: string;
  /** The language that was chosen (BCP 47); `null`: none yet. */
  readonly language?: string | null;
}

/** Whether the session reaches everything of the victim's; else only what was made in it. PostgreSQL holds the same. */
export const isOwn = ({ assistedBy, ownCode }: Visitor): boolean => assistedBy == null || ownCode === true;

/** A pass that has just been used. */
export interface UsedPass {
  readonly invitationId: InvitationId;
  readonly investigationId: InvestigationId;
  readonly officerId: OfficerId;
  readonly place: Place;
}

/** That a session ran on an officer's device. */
export interface AssistedSession {
  readonly place: Place;
  readonly at: Date;
}

/** The victim's side of an invitation, within what row-level security lets the public process see. */
@Injectable()
export class EntryRepository {
  async linkParameters(tx: Transaction, linkHash: Buffer): Promise<string | undefined> {
    const [row] = await tx.query<{ parameters: string | null }>(
      'SELECT lintel.link_parameters($1) AS parameters',
      [linkHash],
    );
    return row?.parameters ?? undefined;
  }

  /** Seconds until a code that is typed there is judged. */
  async wait(
    tx: Transaction,
    { linkHash, placeHash, attempts }: Pick<Attempt, 'linkHash' | 'placeHash' | 'attempts'>,
  ): Promise<number> {
    const [row] = await tx.query<{ seconds: number }>('SELECT lintel.code_wait($1, $2, $3) AS seconds', [
      linkHash,
      placeHash,
      attempts,
    ]);
    return row?.seconds ?? 0;
  }

  /** Wrong codes are counted. From then on `tx` acts for the victim. */
  async enter(
    tx: Transaction,
    { linkHash, placeHash, proof, sessionHash, attempts }: Attempt,
    minutes: number,
  ): Promise<Pick<Visitor, 'invitationId' | 'investigationId'> | Refusal> {
    const [row] = await tx.query<{
      invitationId: InvitationId | null;
      investigationId: InvestigationId | null;
      waitSeconds: number;
    }>(
      `SELECT invitation_id AS "invitationId", investigation_id AS "investigationId", wait_seconds AS "waitSeconds"
         FROM lintel.enter($1, $2, $3, $4, $5, $6)`,
      [linkHash, proof, sessionHash, minutes, attempts, placeHash],
    );
    if (row === undefined) return { waitSeconds: 0 };
    const { invitationId, investigationId, waitSeconds } = row;
    return invitationId === null || investigationId === null
      ? { waitSeconds }
      : { invitationId, investigationId };
  }

  /** `undefined` when there is no such pass, or it has been used or has run out. Else `tx` acts in the assisted session. */
  async enterAssisted(
    tx: Transaction,
    passHash: Buffer,
    sessionHash: Buffer,
    minutes: number,
  ): Promise<UsedPass | undefined> {
    const [row] = await tx.query<UsedPass>(
      `SELECT invitation_id AS "invitationId", investigation_id AS "investigationId", officer_id AS "officerId", place
         FROM lintel.enter_assisted($1, $2, $3)`,
      [passHash, sessionHash, minutes],
    );
    return row;
  }

  /** The session that acts; keeps it alive for `idleMinutes` more, which may be none. */
  async keepSession(tx: Transaction, idleMinutes: number): Promise<Visitor | undefined> {
    const [row] = await tx.query<Visitor>(
      `SELECT k.invitation_id AS "invitationId", k.investigation_id AS "investigationId", k.assisted_by AS "assistedBy",
              k.own_code AS "ownCode", k.language, i.holder, r.id AS "requestId", coalesce(r.ask,
                (SELECT c.ask FROM lintel.safe_contact c WHERE c.invitation_id = k.invitation_id ORDER BY c.id DESC LIMIT 1), '') AS ask
         FROM lintel.keep_session($1) k JOIN lintel.invitation i ON i.id = k.invitation_id
         LEFT JOIN LATERAL (SELECT p.id, p.ask FROM lintel.person_request p WHERE p.invitation_id = k.invitation_id
           ORDER BY p.made_at DESC, p.id DESC LIMIT 1) r ON true`,
      [idleMinutes],
    );
    return row;
  }

  /** What another person is asked. */
  async asked(tx: Transaction, requestId: string): Promise<Asked | undefined> {
    const [row] = await tx.query<Asked>(
      `SELECT asked, reason, CASE WHEN told = 'later' AND lintel.victim_was_told(id) THEN 'before' ELSE nullif(told, 'not-given') END AS told
         FROM lintel.person_request WHERE id = $1`,
      [requestId],
    );
    return row;
  }

  /** What another person is asked by now: the record may be newer than the one that their request began with. */
  async newestRequest(tx: Transaction, id: InvitationId): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string }>(
      'SELECT id FROM lintel.person_request WHERE invitation_id = $1 ORDER BY made_at DESC, id DESC LIMIT 1',
      [id],
    );
    return row?.id;
  }

  /** Whether another person has confirmed what they were asked before. */
  async confirmedBefore(tx: Transaction, id: InvitationId, requestId: string): Promise<boolean> {
    const [row] = await tx.query<{ before: boolean }>(
      `SELECT EXISTS (SELECT FROM lintel.notice_confirmation
         WHERE invitation_id = $1 AND notice_version NOT LIKE '%.' || $2) AS before`,
      [id, requestId],
    );
    return row?.before === true;
  }

  /** When the link of the session that acts ends, within so many days. */
  async endsSoon(tx: Transaction, id: InvitationId, days: number): Promise<Date | undefined> {
    const [row] = await tx.query<{ at: Date }>(
      `SELECT expires_at AS at FROM lintel.invitation WHERE id = $1 AND expires_at < now() + make_interval(days => $2)`,
      [id, days],
    );
    return row?.at;
  }

  async chooseLanguage(tx: Transaction, language: string): Promise<void> {
    await tx.query('SELECT lintel.choose_language($1)', [language]);
  }

  /** Of a session that has ended by itself; `undefined` when there is none. */
  async endedSession(tx: Transaction, sessionHash: Buffer): Promise<{ language: string | null } | undefined> {
    const [row] = await tx.query<{ language: string | null }>(
      'SELECT language FROM lintel.ended_session($1)',
      [sessionHash],
    );
    return row;
  }

  /** The session that acts. */
  async endSession(tx: Transaction): Promise<void> {
    await tx.query('SELECT lintel.end_session()');
  }

  /** Every session of the victim's. */
  async endOwnSessions(tx: Transaction): Promise<void> {
    await tx.query('SELECT lintel.end_own_sessions()');
  }

  /** How the victim's own code is to be hashed. */
  async ownCodeParameters(tx: Transaction): Promise<string | undefined> {
    const [row] = await tx.query<{ parameters: string | null }>(
      'SELECT lintel.own_code_parameters() AS parameters',
    );
    return row?.parameters ?? undefined;
  }

  /** `false` for a wrong code, which is counted. */
  async proveOwnCode(tx: Transaction, proof: Buffer, attempts: number): Promise<boolean> {
    const [row] = await tx.query<{ right: boolean }>('SELECT lintel.own_code($1, $2) AS right', [
      proof,
      attempts,
    ]);
    return row?.right === true;
  }

  /** Newest first. */
  async assistedSessions(tx: Transaction, id: InvitationId): Promise<AssistedSession[]> {
    return tx.query<AssistedSession>(
      'SELECT place, used_at AS at FROM lintel.assisted_pass WHERE invitation_id = $1 ORDER BY used_at DESC LIMIT 100',
      [id],
    );
  }

  async confirmedAt(tx: Transaction, id: InvitationId, version: string): Promise<Date | undefined> {
    const [row] = await tx.query<{ at: Date }>(
      `SELECT confirmed_at AS at FROM lintel.notice_confirmation
        WHERE invitation_id = $1 AND notice_version = $2 ORDER BY confirmed_at LIMIT 1`,
      [id, version],
    );
    return row?.at;
  }

  async insertConfirmation(
    tx: Transaction,
    row: { id: string; invitationId: InvitationId; version: string; route: NoticeRoute },
  ): Promise<void> {
    await tx.query(
      'INSERT INTO lintel.notice_confirmation (id, invitation_id, notice_version, route) VALUES ($1, $2, $3, $4)',
      [row.id, row.invitationId, row.version, row.route],
    );
  }
}
