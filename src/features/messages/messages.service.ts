import { Injectable } from '@nestjs/common';
import { CustodyLog, investigationSubject } from '../../custody';
import { NotFound } from '../../kernel/errors';
import { randomId, type InvitationId, type MessageId, type OfficerId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import type { MessageChannel } from '../../platform/messages';
import { Outbox } from '../../platform/queue';
import { InvitationsService, type Invitation } from '../invitations';
import { addressOf, channelOf, type Refusal } from './domain/gate';
import { MASK, textOf, type Kind, type Text } from './domain/texts';
import { sendMessage } from './jobs/send-message';
import { MessageGate } from './message-gate';
import { MessageRefused } from './messages.errors';
import { MessagesRepository, type Message } from './messages.repository';

/** What the officer sees before anything leaves. */
export interface Preview extends Text {
  readonly kind: Kind;
  readonly channel: MessageChannel | undefined;
  readonly address: string;
  /** The record of safe contact that this is shown under: what is sent names it. */
  readonly record: string | undefined;
  readonly never: string;
  /** Why it may not leave now. */
  readonly refusal: Refusal | undefined;
}

/** One act of an officer. */
export interface Ask {
  readonly kind: Kind;
  /** Of the preview. */
  readonly record: string;
  /** A UUID of the act's own: however often it arrives, one message leaves. */
  readonly key: string;
}

/** How an officer sends a victim a message: only through the gate of safe contact. */
@Injectable()
export class MessagesService {
  constructor(
    private readonly database: Database,
    private readonly messages: MessagesRepository,
    private readonly invitations: InvitationsService,
    private readonly custody: CustodyLog,
    private readonly outbox: Outbox,
    private readonly gate: MessageGate,
  ) {}

  /** @throws NotFound */
  async preview(by: OfficerId, id: InvitationId, kind: Kind): Promise<Preview> {
    return this.database.transaction(async (tx) => {
      const invitation = await this.invitations.require(tx, by, id);
      const { record, refusal } = await this.ask(tx, invitation, undefined);
      const channel = record === undefined ? undefined : channelOf(record);
      const safe = record === undefined || record.doNotContact ? undefined : record;
      return {
        ...textOf(kind, this.gate.link(MASK)),
        kind,
        channel: safe === undefined ? undefined : channel,
        address: safe?.address ?? '',
        record: record?.id,
        never: record?.never ?? '',
        refusal,
      };
    });
  }

  /** Newest first; `after` is the last one of the page before. @throws NotFound */
  async list(by: OfficerId, id: InvitationId, limit = 100, after?: MessageId): Promise<Message[]> {
    return this.database.transaction(async (tx) => {
      await this.invitations.require(tx, by, id);
      return this.messages.ofInvitation(tx, id, limit, after);
    });
  }

  /** Takes one that did not arrive off the list of what needs doing. Again changes nothing. @throws NotFound */
  async seen(by: OfficerId, id: MessageId): Promise<Message> {
    return this.database.transaction(async (tx) => {
      const message = await this.messages.byId(tx, id);
      if (message === undefined) throw new NotFound('The message');
      const { investigationId, invitationId } = message;
      await this.invitations.require(tx, by, invitationId);
      if (await this.messages.markSeen(tx, id, by)) {
        await this.custody.append(tx, {
          type: 'message-seen',
          subject: investigationSubject(investigationId),
          investigation: investigationId,
          detail: { message: id },
        });
      }
      return message;
    });
  }

  /** Asks for a message; the worker lets it leave. The same act again changes nothing. @throws NotFound, MessageRefused */
  async send(by: OfficerId, id: InvitationId, { kind, record: lookedAt, key }: Ask): Promise<MessageId> {
    return this.database.transaction(async (tx) => {
      const invitation = await this.invitations.require(tx, by, id);
      const before = await this.messages.byKey(tx, by, key);
      if (before !== undefined) return before.id;
      const { record, refusal } = await this.ask(tx, invitation, lookedAt);
      const channel = record === undefined ? undefined : channelOf(record);
      if (refusal !== undefined || record === undefined || channel === undefined)
        throw new MessageRefused(refusal ?? 'other-way');
      const messageId = randomId<MessageId>();
      const { investigationId } = invitation;
      const common = { invitationId: id, investigationId, kind, channel, key };
      const row = {
        id: messageId,
        ...common,
        address: record.address,
        safeContactId: record.id,
        requestedBy: by,
      };
      if (!(await this.messages.insert(tx, row))) {
        return (await this.messages.byKey(tx, by, key))?.id ?? messageId;
      }
      await this.outbox.add(tx, sendMessage, { messageId });
      await this.custody.append(tx, {
        type: 'message-requested',
        subject: investigationSubject(investigationId),
        investigation: investigationId,
        detail: { message: messageId, invitation: id, kind, channel },
        secrets: { address: addressOf(channel, record.address) ?? record.address },
      });
      return messageId;
    });
  }

  private async ask(tx: Transaction, invitation: Invitation, lookedAt: string | undefined) {
    const record = await this.messages.record(tx, invitation.id);
    const openConcern = await this.messages.openConcern(tx, invitation.id);
    const refusal = this.gate.refusal({ record, lookedAt, invitation: invitation.state, openConcern });
    return { record, refusal };
  }
}
