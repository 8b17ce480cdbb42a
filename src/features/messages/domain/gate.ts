import type { Invitation } from '../../invitations';
import { mayContact, type SafeContact } from '../../consent';
import type { MessageChannel } from '../../../platform/messages';

/** Why no message may leave, most important first. */
export const REFUSALS = [
  'off',
  'nothing-recorded',
  'do-not-contact',
  'changed',
  'concern',
  'ended',
  'other-way',
  'no-channel',
  'address',
  'hours',
] as const;
export type Refusal = (typeof REFUSALS)[number];

export interface Situation {
  /** The newest record. */
  readonly record: (SafeContact & { readonly id: string }) | undefined;
  /** The record that the officer looked at. */
  readonly lookedAt: string | undefined;
  readonly invitation: Invitation['state'];
  /**
   * A supervisor passed on something that the victim reported, and no member has looked at it yet. A report that was not passed on
   * holds back nothing: a refusal would tell the officer who pressed that there is one.
   */
  readonly openConcern: boolean;
}

const NUMBER = /^(?:\+|00|0)[1-9]\d{8,13}$/;
const EMAIL = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+\.[^\s@<>,;:"()[\]\\]+$/;

/** A number or an address as a provider takes it; `undefined` when it is none. */
export function addressOf(channel: MessageChannel, written: string): string | undefined {
  const plain = channel === 'text' ? written.replaceAll(/[\s().-]/g, '') : written.trim();
  return (channel === 'text' ? NUMBER : EMAIL).test(plain) ? plain : undefined;
}

/** The way that the victim said is safe, if it is one of messages. */
export const channelOf = (record: SafeContact): MessageChannel | undefined =>
  record.channel === 'text' || record.channel === 'email' ? record.channel : undefined;

/**
 * The one gate for messages: asked when the officer asks, and again when the message leaves. No argument says that it is
 * urgent, so nothing can override it.
 */
export function refusalOf(
  { record, lookedAt, invitation, openConcern }: Situation,
  channels: readonly MessageChannel[],
  now: Date,
): Refusal | undefined {
  if (channels.length === 0) return 'off';
  if (record === undefined) return 'nothing-recorded';
  if (record.doNotContact) return 'do-not-contact';
  if (lookedAt !== undefined && lookedAt !== record.id) return 'changed';
  if (openConcern) return 'concern';
  if (invitation !== 'open') return 'ended';
  const channel = channelOf(record);
  if (channel === undefined) return 'other-way';
  if (!channels.includes(channel)) return 'no-channel';
  if (addressOf(channel, record.address) === undefined) return 'address';
  return mayContact(record, now) ? undefined : 'hours';
}
