export const CHECKING =
  'A fingerprint (SHA-256) is made from every byte of a file. If one byte changes, the fingerprint changes. Make the fingerprint of your own copy and compare it with the one above. You need no internet for this.';

export const COMMANDS = [
  'Windows: certutil -hashfile FILE SHA256',
  'Mac: shasum -a 256 FILE',
  'Linux: sha256sum FILE',
] as const;

export const NEXT = [
  'The person who gave you the link looks at what you sent. You do not need to do anything.',
  'You can add more at any time with the same link and code.',
] as const;

export const STOPPING = [
  'You can stop at any time. Open your link and press “I want to stop”. You do not have to say why.',
  'What you have not sent is then removed. What you have sent stays: the law says that what matters must be kept.',
] as const;

/** In the officer's words, when there are some. */
export const whomToAsk = (ask: string): string =>
  ask === ''
    ? 'Ask the person who gave you the link. Give them the reference at the top.'
    : `${ask} Give the reference at the top.`;

/** For a place where others may see it: nothing of what it is about. */
export const NEUTRAL = {
  title: 'Delivery note',
  checkHeading: 'How to check an item',
  check: 'A check number is made from every byte of a file. Make the number of your own copy and compare it.',
  askHeading: 'Questions',
  ask: 'Ask the person you had the link from, and give the reference.',
} as const;
