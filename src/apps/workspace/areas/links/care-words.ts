import type { AccountAnswer, AgreementRow, Channel } from '../../../../features/consent';

export const CHANNEL_WORDS: Readonly<Record<Channel, string>> = {
  none: 'No contact at all',
  'in-person': 'In person',
  phone: 'By phone',
  text: 'By text message',
  email: 'By email',
  advocate: 'Through her advocate',
};

export const DECIDES_WORDS: Readonly<Record<AgreementRow['decides'], string>> = {
  self: 'She decides for herself (18 or over)',
  child: 'She is under 18, and somebody agrees for her',
  helped: 'She lacks capacity, and somebody agrees for her',
  unsure: 'Not clear yet: nothing can be sent until it is',
};

export const SET_UP_WORDS: Readonly<Record<NonNullable<AccountAnswer['setUpBy']>, string>> = {
  me: 'She did',
  together: 'She did, with someone else',
  'someone-else': 'Someone else did',
  unknown: 'She does not know',
  left: 'She left this out',
};

export const OTHERS_WORDS: Readonly<Record<NonNullable<AccountAnswer['others']>, string>> = {
  nobody: 'Only she',
  someone: 'Someone else can sign in',
  unknown: 'She does not know',
  left: 'She left this out',
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
