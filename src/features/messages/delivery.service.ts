import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CustodyLog, investigationSubject, type Statement } from '../../custody';
import { sha256Hex, type MessageId, type Sha256Hex } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { NotAccepted, PerhapsSent, type Accepted, type MessageDriver } from '../../platform/messages';
import { newToken, secretHash } from '../invitations';
import { addressOf } from './domain/gate';
import { masked, textOf, type Text } from './domain/texts';
import { MessageGate } from './message-gate';
import { MessagesRepository, type Leaving } from './messages.repository';

/** Injection token: the MessageDriver, or `undefined` when none is set up. */
export const MESSAGE_DRIVER = Symbol('MessageDriver');

/** So long a worker may be at it before another asks what became of it: longer than a driver waits. */
const AT_WORK_MS = 60_000;
/** Notify tries for three days to deliver. */
const FOLLOW_DAYS = 4;

const sha256Of = (text: string): Sha256Hex =>
  sha256Hex(createHash('sha256').update(text, 'utf8').digest('hex'));

/** A message as the log names it. */
const named = ({ id, invitationId, kind, channel }: Leaving) => ({
  message: id,
  invitation: invitationId,
  kind,
  channel,
});

interface Attempt {
  readonly signal: AbortSignal;
  readonly last: boolean;
}

interface Ready extends Text {
  readonly to: string;
  /** The secret part of its link; empty when it has none. */
  readonly secret: string;
}

/** In the worker: lets messages leave. */
@Injectable()
export class DeliveryService {
  constructor(
    private readonly database: Database,
    private readonly messages: MessagesRepository,
    private readonly custody: CustodyLog,
    private readonly gate: MessageGate,
    @Inject(MESSAGE_DRIVER) private readonly driver: MessageDriver | undefined,
  ) {}

  /**
   * The work of `sendMessage`. The gate is asked again, and the message is marked before it is handed over: what is marked
   * and not known to have arrived is never handed over blindly again.
   * @throws NotAccepted when another attempt may go better
   */
  async send(id: MessageId, attempt: Attempt): Promise<void> {
    const message = await this.database.transaction((tx) => this.messages.leaving(tx, id));
    if (message?.state === 'sending') await this.recover(message, attempt);
    else if (message?.state === 'waiting') await this.letLeave(message, attempt);
  }

  /** Asks the provider what became of what it took. `false`: nothing more to do now. */
  async followUp(): Promise<boolean> {
    const { driver } = this;
    if (driver?.name !== 'notify') return false;
    const open = await this.database.transaction((tx) =>
      this.messages.followed(tx, driver.name, FOLLOW_DAYS),
    );
    for (const { id, providerId } of open) {
      const fate = await driver.fateOf(providerId);
      if (fate === 'on-its-way') continue;
      const why = fate === 'failed' ? 'not-delivered' : '';
      await this.database.transaction((tx) => this.messages.move(tx, id, 'sent', fate, why));
    }
    return false;
  }

  private async letLeave(message: Leaving, attempt: Attempt): Promise<void> {
    const ready = await this.database.transaction((tx) => this.takeUp(tx, message));
    if (ready === undefined || this.driver === undefined) return;
    const { id: reference, channel } = message;
    const { to, subject, body, secret } = ready;
    try {
      const accepted = await this.driver.send({ reference, channel, to, subject, body }, attempt.signal);
      await this.recordSent(
        message,
        { providerId: accepted.providerId, body: accepted.body ?? body },
        secret,
      );
    } catch (error) {
      await this.recordTrouble(message, error, attempt);
    }
  }

  /** Through the gate and marked, or refused for good. */
  private async takeUp(tx: Transaction, message: Leaving): Promise<Ready | undefined> {
    const { id, invitationId, safeContactId, channel, address, kind } = message;
    const record = await this.messages.record(tx, invitationId);
    const openConcern = await this.messages.openConcern(tx, invitationId);
    const invitation = await this.messages.invitationState(tx, invitationId);
    const refusal = this.gate.refusal({ record, lookedAt: safeContactId, invitation, openConcern });
    const to = addressOf(channel, address);
    if (refusal !== undefined || to === undefined || this.driver === undefined) {
      const why = refusal ?? (to === undefined ? 'address' : 'off');
      if (await this.messages.move(tx, id, 'waiting', 'refused', why))
        await this.log(tx, message, { type: 'message-refused', detail: { ...named(message), reason: why } });
      return undefined;
    }
    const secret = kind === 'link' ? newToken() : '';
    const { subject, body } = textOf(kind, this.gate.link(secret));
    const shown = { driver: this.driver.name, subject, body: masked(body, secret), sha256: sha256Of(body) };
    if (!(await this.messages.takeUp(tx, id, shown))) return undefined;
    if (secret !== '') await this.messages.putLink(tx, invitationId, secretHash(secret));
    return { to, subject, body, secret };
  }

  private async recordSent(
    message: Leaving,
    { providerId, body }: Required<Accepted>,
    secret: string,
  ): Promise<void> {
    const text = body ?? '';
    const told = { providerId, body: masked(text, secret), sha256: sha256Of(text) };
    await this.database.transaction(async (tx) => {
      if (!(await this.messages.sent(tx, message.id, told))) return;
      const driver = this.driver && { driver: this.driver.name };
      const detail = { ...named(message), bodySha256: told.sha256, ...driver };
      const secrets = { address: message.address, body: told.body };
      await this.log(tx, message, { type: 'message-sent', detail, secrets });
    });
  }

  private async recordTrouble(message: Leaving, error: unknown, attempt: Attempt): Promise<void> {
    if (error instanceof NotAccepted && error.passing && !attempt.last) {
      await this.database.transaction((tx) => this.messages.move(tx, message.id, 'sending', 'waiting'));
      throw error;
    }
    if (error instanceof NotAccepted) await this.giveUp(message, 'failed', error.reason);
    // Left as it is: the next attempt asks the provider first.
    else if (error instanceof PerhapsSent && !attempt.last && this.driver?.name === 'notify') throw error;
    else if (error instanceof PerhapsSent) await this.giveUp(message, 'uncertain', 'line-broke');
    else throw error;
  }

  /** Somebody had it in hand and did not say what became of it. */
  private async recover(message: Leaving, attempt: Attempt): Promise<void> {
    if (this.gate.now().getTime() - message.stateAt.getTime() < AT_WORK_MS && !attempt.last) {
      throw new PerhapsSent();
    }
    const found = await this.driver?.find(message.id).catch((error: unknown) => {
      if (!attempt.last) throw error;
    });
    if (found === undefined) await this.giveUp(message, 'uncertain', 'line-broke');
    else if (found !== 'never') {
      const { providerId } = found;
      await this.recordFound(message, providerId);
    } else if (attempt.last) await this.giveUp(message, 'failed', 'line-broke');
    else {
      await this.database.transaction((tx) => this.messages.move(tx, message.id, 'sending', 'waiting'));
      await this.letLeave({ ...message, state: 'waiting' }, attempt);
    }
  }

  /** The provider has it, with the text that was marked. */
  private async recordFound(message: Leaving, providerId: string): Promise<void> {
    const { body, bodySha256 } = message;
    if (body === null || bodySha256 === null) return;
    await this.database.transaction(async (tx) => {
      if (!(await this.messages.sent(tx, message.id, { providerId, body, sha256: bodySha256 }))) return;
      const detail = { ...named(message), bodySha256 };
      const secrets = { address: message.address, body };
      await this.log(tx, message, { type: 'message-sent', detail, secrets });
    });
  }

  private async giveUp(message: Leaving, state: 'failed' | 'uncertain', why: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await this.messages.move(tx, message.id, 'sending', state, why))) return;
      const detail = { ...named(message), reason: why, certain: state === 'failed' };
      await this.log(tx, message, { type: 'message-failed', detail });
    });
  }

  private async log(
    tx: Transaction,
    { investigationId }: Leaving,
    said: Statement<'message-refused' | 'message-sent' | 'message-failed'>,
  ): Promise<void> {
    await this.custody.append(tx, {
      ...said,
      subject: investigationSubject(investigationId),
      investigation: investigationId,
    });
  }
}
