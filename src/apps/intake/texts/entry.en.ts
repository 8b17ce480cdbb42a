/** The pages without a session. None of them says what the service is for: anyone may look over the victim's shoulder. */
export const ENTRY = {
  home: {
    title: 'Open your link',
    lines: [
      'You need your own link and your code to use this service.',
      'If you do not have them, ask the person who told you about it.',
    ],
  },
  code: {
    title: 'Enter your code',
    label: 'Your code',
    hint: 'It has 8 digits. You were given it separately from your link.',
    check: 'Check your code',
  },
  assisted: {
    title: 'Start together',
    once: 'This link works once, and only for a few minutes.',
    points: [
      'Hand the device over. The person answers for themselves.',
      'Press “Exit this page” at the end. It also ends after 10 minutes without use.',
    ],
    start: 'Start',
    used: 'This link does not work, or has been used. Make a new one.',
  },
  wayOut: {
    summary: 'How to leave this page quickly',
    lines: [
      'You can leave at any time. Press “Exit this page”, or press the Shift key three times. You are signed out at once, and another website opens.',
      'It does not clear the list of pages you have visited. It does not help if someone has put a program on your phone that watches what you do. If you are worried about that, use another phone or computer.',
    ],
  },
  signedOut: {
    title: 'You are signed out',
    lines: [
      'To go on, open your link again and enter your code. Then you see what is saved.',
      'If your link no longer works, ask the person who gave it to you.',
      'With a new link, you add again what you had not sent.',
    ],
    notKept: 'What you just did here was not kept. It went to nobody. You can do it again when you are back.',
    written: 'What you just wrote',
    copy: 'The last words may not be saved. Copy them now. Then you can paste them in when you are back.',
  },
  stopped: {
    title: 'You have stopped',
    lines: ['What you had not sent has been removed. You are signed out.', 'You can close this page.'],
  },

  links: {
    website: 'About this website',
    stop: 'I want to stop',
    pressure: 'I felt pressured',
    language: 'Language',
  },
  website: {
    title: 'About this website',
    what: 'You can send files here, if you want to. You need your own link and your code for it.',
    choice: 'It is always your choice. You do not have to send anything, and you do not have to say why.',
    leaveHeading: 'How to leave quickly',
    phoneHeading: 'What stays on your phone',
    phone: [
      'The files you choose stay where they are. We keep no copy on your phone.',
      'One small mark (a cookie) shows that you are signed in. When you leave, another one says only that you left. Some browsers keep them when they are closed. Press “Exit this page” to be signed out.',
      'Your phone may still list that you were on this website.',
    ],
    helpHeading: 'If you need help',
    help: 'Ask the person who gave you the link.',
  },
  stopOutside: {
    title: 'If you want to stop',
    lines: [
      'You can just leave. Nothing more is taken. You do not have to say why.',
      'What you have not sent is not seen by anyone. It is removed after a while.',
      'Do you want it to be removed now? Open your link, enter your code, and press “I want to stop”.',
      'You can also tell the person who gave you the link.',
    ],
  },
  pressureOutside: {
    title: 'If someone pushes you',
    lines: [
      'Nobody may push you to give anything. Nobody may push you to stop.',
      'To tell us, open your link, enter your code, and press “I felt pressured”. Nothing here will ever show it again.',
      'You can also tell the person who gave you the link, when you are alone with them.',
      'Are you in danger right now? Call 999. If you cannot speak, press 55 when you are asked to.',
    ],
  },
  language: {
    title: 'Choose your language',
    hint: 'It is kept until you are signed out. Nothing of it stays on your phone.',
  },
} as const;
