import { Injectable } from '@nestjs/common';
import type { InvestigationId, InvitationId, MessageId, OfficerId, Sha256Hex } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { MessageChannel } from '../../platform/messages';
import type { SafeContact } from '../consent';
import { NOT_ARRIVED, type State } from './domain/state';
import type { Kind } from './domain/texts';

/** A message as members read it. */
export interface Message {
  readonly id: MessageId;
  readonly invitationId: InvitationId;
  readonly investigationId: InvestigationId;
  readonly kind: Kind;
  readonly channel: MessageChannel;
  readonly address: string;
  readonly requestedBy: OfficerId;
  readonly requestedAt: Date;
  readonly state: State;
  readonly stateAt: Date;
  /** Why it did not leave: a word of the gate, or what the provider said. */
  readonly why: string;
  readonly driver: string | null;
  readonly subject: string | null;
  /** As it was sent, but for the secret part of a link. */
  readonly body: string | null;
  readonly bodySha256: Sha256Hex | null;
  /** When an officer looked at one that did not arrive. */
  readonly seenAt: Date | null;
  readonly seenBy: OfficerId | null;
}

export interface NewMessage extends Pick<
  Message,
  'id' | 'invitationId' | 'investigationId' | 'kind' | 'channel' | 'address' | 'requestedBy'
> {
  readonly safeContactId: string;
  readonly key: string;
}

/** For the worker. */
export interface Leaving extends Message {
  readonly safeContactId: string;
  readonly providerId: string | null;
}

const FIELDS = `id, invitation_id AS "invitationId", investigation_id AS "investigationId", kind, channel, address,
  requested_by AS "requestedBy", requested_at AS "requestedAt", state, state_at AS "stateAt", why, driver, subject, body,
  body_sha256 AS "bodySha256", seen_at AS "seenAt", seen_by AS "seenBy"`;
const LEAVING = `${FIELDS}, safe_contact_id::text AS "safeContactId", provider_id AS "providerId"`;

@Injectable()
export class MessagesRepository {
  async record(
    tx: Transaction,
    id: InvitationId,
  ): Promise<(SafeContact & { readonly id: string }) | undefined> {
    const [row] = await tx.query<SafeContact & { id: string }>(
      `SELECT id::text, do_not_contact AS "doNotContact", channel, address, days, to_char(from_hour, 'HH24:MI') AS "from",
              to_char(to_hour, 'HH24:MI') AS "until", never, ask
         FROM lintel.safe_contact WHERE invitation_id = $1 ORDER BY safe_contact.id DESC LIMIT 1`,
      [id],
    );
    return row;
  }

  /** A supervisor passed on something that the victim reported, and nobody has looked at it yet. */
  async openConcern(tx: Transaction, id: InvitationId): Promise<boolean> {
    const rows = await tx.query(
      'SELECT kind FROM lintel.concern WHERE invitation_id = $1 AND seen_at IS NULL LIMIT 1',
      [id],
    );
    return rows.length > 0;
  }

  /** `false` when this act is recorded already. */
  async insert(tx: Transaction, row: NewMessage): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO lintel.message (id, invitation_id, investigation_id, kind, channel, address, safe_contact_id, requested_by, key)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (requested_by, key) DO NOTHING RETURNING id`,
      [
        row.id,
        row.invitationId,
        row.investigationId,
        row.kind,
        row.channel,
        row.address,
        row.safeContactId,
        row.requestedBy,
        row.key,
      ],
    );
    return rows.length === 1;
  }

  async byKey(tx: Transaction, by: OfficerId, key: string): Promise<Message | undefined> {
    const [row] = await tx.query<Message>(
      `SELECT ${FIELDS} FROM lintel.message WHERE requested_by = $1 AND key = $2`,
      [by, key],
    );
    return row;
  }

  /** Newest first; `after` is the last one of the page before. */
  async ofInvitation(
    tx: Transaction,
    id: InvitationId,
    limit: number,
    after?: MessageId,
  ): Promise<Message[]> {
    return tx.query<Message>(
      `SELECT ${FIELDS} FROM lintel.message
        WHERE invitation_id = $1 AND ($3::uuid IS NULL OR place < (SELECT l.place FROM lintel.message l WHERE l.id = $3))
        ORDER BY place DESC LIMIT $2`,
      [id, limit, after ?? null],
    );
  }

  async byId(tx: Transaction, id: MessageId): Promise<Message | undefined> {
    const [row] = await tx.query<Message>(`SELECT ${FIELDS} FROM lintel.message WHERE id = $1`, [id]);
    return row;
  }

  /** `false` when there is nothing to look at, or a colleague has. */
  async markSeen(tx: Transaction, id: MessageId, by: OfficerId): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE lintel.message SET seen_by = $2, seen_at = now()
        WHERE id = $1 AND seen_at IS NULL AND state = ANY ($3) RETURNING id`,
      [id, by, NOT_ARRIVED],
    );
    return rows.length === 1;
  }

  async leaving(tx: Transaction, id: MessageId): Promise<Leaving | undefined> {
    const [row] = await tx.query<Leaving>(`SELECT ${LEAVING} FROM lintel.message WHERE id = $1`, [id]);
    return row;
  }

  async invitationState(
    tx: Transaction,
    id: InvitationId,
  ): Promise<'open' | 'locked' | 'expired' | 'revoked'> {
    const [row] = await tx.query<{ state: 'open' | 'locked' | 'expired' | 'revoked' }>(
      `SELECT CASE WHEN revoked_at IS NOT NULL THEN 'revoked' WHEN expires_at <= now() THEN 'expired'
                   WHEN locked_at IS NOT NULL THEN 'locked' ELSE 'open' END AS state FROM lintel.invitation WHERE id = $1`,
      [id],
    );
    return row?.state ?? 'revoked';
  }

  /** Takes it up: `false` when it does not wait any more. Two workers cannot both. */
  async takeUp(
    tx: Transaction,
    id: MessageId,
    text: { driver: string; subject: string; body: string; sha256: Sha256Hex },
  ): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE lintel.message SET state = 'sending', state_at = now(), driver = $2, subject = $3, body = $4, body_sha256 = $5
        WHERE id = $1 AND state = 'waiting' RETURNING id`,
      [id, text.driver, text.subject, text.body, text.sha256],
    );
    return rows.length === 1;
  }

  /** The link of this message works from now on; the one of an earlier message does not. */
  async putLink(tx: Transaction, id: InvitationId, tokenHash: Buffer): Promise<void> {
    await tx.query('UPDATE lintel.invitation SET sent_token_hash = $2 WHERE id = $1', [id, tokenHash]);
  }

  /** `false` when it was in another state. */
  async move(tx: Transaction, id: MessageId, from: State, to: State, why = ''): Promise<boolean> {
    const rows = await tx.query(
      'UPDATE lintel.message SET state = $3, state_at = now(), why = $4 WHERE id = $1 AND state = $2 RETURNING id',
      [id, from, to, why],
    );
    return rows.length === 1;
  }

  async sent(
    tx: Transaction,
    id: MessageId,
    told: { providerId: string; body: string; sha256: Sha256Hex },
  ): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE lintel.message SET state = 'sent', state_at = now(), why = '', provider_id = $2, body = $3, body_sha256 = $4
        WHERE id = $1 AND state = 'sending' RETURNING id`,
      [id, told.providerId, told.body, told.sha256],
    );
    return rows.length === 1;
  }

  /** Sent through this driver in the last days, and nothing heard of since. */
  async followed(
    tx: Transaction,
    driver: string,
    days: number,
  ): Promise<{ id: MessageId; providerId: string }[]> {
    return tx.query(
      `SELECT id, provider_id AS "providerId" FROM lintel.message
        WHERE state = 'sent' AND driver = $1 AND state_at > now() - make_interval(days => $2) ORDER BY state_at LIMIT 200`,
      [driver, days],
    );
  }
}
