/** To the maker: in English, whatever the language of the pages, for whoever gets it. */
export const LETTER = [
  'Hello,',
  '',
  'I have an account with {name}. Please keep these clips for me, and do not delete them. Please send me a copy, or tell me how to save one.',
  '',
  'My account:',
  'My doorbell (its name in the app, or the number on it):',
  'The clips are from:',
  '{days}',
  '',
  'I ask for a copy under Article 15 of the UK GDPR. Please do not delete them before I have it (Article 18).',
  '',
  'Please write back. Tell me what you have kept, and for how long.',
  '',
  'Thank you.',
] as const;
