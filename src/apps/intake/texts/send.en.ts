import { plural } from './plural';

/** Everything once more, and what sending means. */
export const SEND = {
  title: 'Send',
  entries: plural(
    'This entry of your diary will be sent',
    'These {count} entries of your diary will be sent',
  ),
  files: plural('This file will be sent', 'These {count} files will be sent'),
  kept: plural('This file will not be sent yet', 'These {count} files will not be sent yet'),
  keptHint: 'They stay in your list. You can send them another time.',
  keptSee: 'See what to do with them',
  removed: plural(
    'The {count} file that you removed is erased when you send.',
    'The {count} files that you removed are erased when you send.',
  ),
  change: 'Change this',
  changeEntry: 'entry {number}',
  meansHeading: 'What sending means',
  means: [
    'The officers who work on your case can see all this from then on. They also see what you said about your doorbell’s account.',
    'It is locked. Nobody can change it, and you cannot take it back.',
    'What matters to the case must be kept by law (Criminal Procedure and Investigations Act 1996).',
    'You get a receipt. You can still stop later: then nothing new is taken.',
  ],
  straight:
    'When you send, the officers on your case see these files, and what you said of your doorbell’s account. You cannot take them back: the law says that what matters must be kept.',
  more: 'See it all first',
  choice: 'You do not have to send it now, or at all.',
  takeOut: 'Take files out',
  stop: 'I want to stop',
  now: 'Send now',
  notNow: 'Not now',
  notYet: {
    title: 'Who agrees?',
    why: 'Before you send, we need to know who decides about this. You did nothing wrong.',
    saved: 'What you wrote and added is saved. You can also ask the person who gave you the link to help.',
    answer: 'Answer this now',
  },
} as const;
