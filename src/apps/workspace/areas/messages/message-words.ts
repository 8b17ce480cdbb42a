import type { Kind, Message, Refusal } from '../../../../features/messages';

export const KIND_WORDS: Readonly<Record<Kind, string>> = {
  link: 'The private link',
  look: 'A word that something is new behind the link',
};

export const REFUSAL_WORDS: Readonly<Record<Refusal, string>> = {
  off: 'This service sends no messages. Give the victim the link in person: on paper, by QR code or on your own screen.',
  'nothing-recorded': 'Nothing is recorded about safe contact. Ask the victim before anything else.',
  'do-not-contact': 'The victim must not be contacted. Nothing overrides this.',
  changed: 'The record of safe contact has changed since you looked. Look at it again.',
  concern: 'A supervisor has passed something on about the victim. See to that first.',
  ended: 'The link has ended or is locked, so there is nothing to tell the victim by message.',
  'other-way': 'By the victim’s own word, messages are not the safe way.',
  'no-channel':
    'This service cannot send by the way that is safe for the victim. Give the victim the link in person.',
  address:
    'What is recorded is no number or address that a message can be sent to. Correct it with the victim.',
  hours:
    'It is outside the hours that are safe for the victim. Nothing is kept to be sent later: come back then.',
};

export const MESSAGE_STATES: Readonly<Record<Message['state'], readonly [words: string, colour: string]>> = {
  waiting: ['About to leave', 'govuk-tag--yellow'],
  sending: ['Being sent', 'govuk-tag--yellow'],
  sent: ['Handed over', 'govuk-tag--blue'],
  delivered: ['Delivered', 'govuk-tag--green'],
  failed: ['Not sent', 'govuk-tag--red'],
  refused: ['Held back', 'govuk-tag--red'],
  uncertain: ['Nobody knows', 'govuk-tag--orange'],
};

const WHY: Readonly<Record<string, string>> = {
  ...REFUSAL_WORDS,
  'line-broke':
    'The line broke while it was handed over. It is not sent again by itself: ask the victim in a safe way.',
  'not-delivered': 'The provider could not deliver it.',
};

export const whyWords = (why: string): string =>
  why === '' ? '' : (WHY[why] ?? `The provider said: ${why}.`);
