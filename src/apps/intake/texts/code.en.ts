/** Codes that are typed after the entry, and what there is to say of sessions on an officer's device. */
export const CODE = {
  needed: 'Here you see only what was added just now.',
  enter: 'Enter your code to see everything and to send.',
  own: {
    title: 'Enter your own code',
    lines: [
      'Only you know your code, so type it in yourself.',
      'Then you see all that is yours here. You can also send it.',
      'You do not have to. What you add now is kept. You can send it later, from your own phone.',
    ],
    back: 'Go on without it',
  },
  receipts: 'You can see them here when you have entered your code.',
  earlier: {
    title: 'From before your new code',
    see: 'You added something before you got your new code',
    lines: [
      'You had added something before you got your new code.',
      'The new code does not open it. That way nobody can read it who makes a new code.',
      'Do you know the code that you had before? Type it in, and all of it is back.',
      'If not, just add it again. What is there is never seen by anyone. It is removed after a while.',
    ],
    label: 'The code you had before',
  },
  times: {
    heading: 'When an officer’s device was used',
    at: {
      station: '{at}: on an officer’s device, at a police station',
      home: '{at}: on an officer’s device, at your home',
      elsewhere: '{at}: on an officer’s device, at another place',
    },
    notYou: 'Were you not there? Then tell us. Ask the person who gave you the link, or call 101.',
  },
} as const;
