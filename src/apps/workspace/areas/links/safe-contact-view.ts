import { CHANNELS } from '../../../../features/consent';
import { CHANNEL_WORDS, DAY_WORDS } from './care-words';
import type { Choice } from '../../shell/layout/pages';

export const SAFE_CONTACT_LABELS = {
  doNotContact: 'Do not contact',
  channel: 'Safe way',
  address: 'Number or address',
  days: 'Days',
  from: 'From',
  until: 'Until',
  never: 'Never do',
  ask: 'Whom the victim may ask',
};

export interface SafeContactGiven {
  readonly days: readonly number[];
  readonly doNotContact: boolean;
}

/** A posted form of safe contact with its boxes read, for the schema. */
export function safeContactGiven(body: unknown): SafeContactGiven & Readonly<Record<string, unknown>> {
  const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  return {
    ...fields,
    days: [fields['days'] ?? []].flat().map(Number),
    doNotContact: fields['doNotContact'] === 'yes',
  };
}

/** What the fields of safe contact offer. */
export interface SafeContactView {
  readonly channels: readonly Choice[];
  readonly weekdays: readonly (Choice & { readonly checked: boolean })[];
  readonly doNotContact: boolean;
}

export const safeContactView = ({ days, doNotContact }: SafeContactGiven): SafeContactView => ({
  channels: CHANNELS.map((value) => ({ value, text: CHANNEL_WORDS[value] })),
  weekdays: DAY_WORDS.map((text, place) => ({
    value: String(place + 1),
    text,
    checked: days.includes(place + 1),
  })),
  doNotContact,
});
