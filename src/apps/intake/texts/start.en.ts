/** A question with its answers, one on a page. */
export interface Question {
  readonly title: string;
  readonly hint: string;
  readonly items: readonly { readonly value: string; readonly text: string }[];
}

const UNKNOWN = { value: 'unknown', text: 'I don’t know' };

export const SET_UP_QUESTION: Question = {
  title: 'Who set up your doorbell?',
  hint: 'This means: who made the account in the app. You can leave this out.',
  items: [
    { value: 'me', text: 'I did' },
    { value: 'together', text: 'I did, with someone else' },
    { value: 'someone-else', text: 'Someone else did' },
    UNKNOWN,
  ],
};

export const OTHERS_QUESTION: Question = {
  title: 'Can anyone else sign in to your doorbell?',
  hint: 'Think of people who know your password, use your phone, or once used the app. You can leave this out.',
  items: [
    { value: 'nobody', text: 'No, only me' },
    { value: 'someone', text: 'Yes, someone else can' },
    UNKNOWN,
  ],
};

export const DECIDES_QUESTION: Question = {
  title: 'Who decides about this?',
  hint: 'We ask because some people need someone else to agree for them. The law says so.',
  items: [
    { value: 'self', text: 'I am 18 or older, and I decide' },
    { value: 'child', text: 'I am under 18' },
    { value: 'helped', text: 'I am 18 or older, and someone helps me decide things' },
    { value: 'unsure', text: 'I don’t know' },
  ],
};

/** Who may agree for her: Police, Crime, Sentencing and Courts Act 2022 s.38. */
export const RELATION_WORDS = {
  parent: 'A parent or guardian',
  care: 'Someone from the council that looks after me',
  'social-worker': 'A social worker',
  attorney: 'Someone who can sign for me by law (power of attorney)',
  deputy: 'Someone a court chose for me (a deputy)',
  adult: 'Another adult, because none of these can',
} as const;
