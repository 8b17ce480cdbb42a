import type { AccountAnswer, AgreementRow, Channel } from '../../../../features/consent';

export const CHANNEL_WORDS: Readonly<Record<Channel, string>> = {
  none: 'No contact at all',
  'in-person': 'In person',
  phone: 'By phone',
  text: 'By text message',
  email: 'By email',
  advocate: 'Through an advocate',
};

export const DECIDES_WORDS: Readonly<Record<AgreementRow['decides'], string>> = {
  self: 'The victim decides for themselves (18 or over)',
  child: 'The victim is under 18, and somebody agrees for them',
  helped: 'The victim lacks capacity, and somebody agrees for them',
  unsure: 'Not clear yet: nothing can be sent until it is',
};

export const SET_UP_WORDS: Readonly<Record<NonNullable<AccountAnswer['setUpBy']>, string>> = {
  me: 'The victim did',
  together: 'The victim did, with someone else',
  'someone-else': 'Someone else did',
  unknown: 'The victim does not know',
  left: 'The victim left this out',
};

export const OTHERS_WORDS: Readonly<Record<NonNullable<AccountAnswer['others']>, string>> = {
  nobody: 'Only the victim',
  someone: 'Someone else can sign in',
  unknown: 'The victim does not know',
  left: 'The victim left this out',
};

export const DAY_WORDS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;
