import { NOTICE } from '../../../features/invitations';

/** The words around the notice; its own are one text for this page, the copy to keep and the officer who reads it out. */
export const NOTICE_PAGE = {
  title: 'Before you start',
  please: 'It is your choice. Take all the time you need.',
  // One for each section, in their order.
  short: [
    'The police ask for clips from your doorbell that may help. You choose which.',
    'A clip may show what happened, and can become evidence.',
    'Only you see it until you press send. Then it is locked, and the officers on your case see it.',
    'You may say no, now or later. What you have sent you cannot take back.',
    'The investigation does not end only because you say no.',
  ],
  whole: 'Read all of it',
  leave: 'To leave at once, press “Exit this page”, or Shift three times. It does not clear your history.',
  leaveMore: 'More about leaving',
  sections: NOTICE,
  other: 'Would you rather have this read to you, or on paper? Ask the person who gave you the link.',
  agree: 'I have read this and want to go on',
  no: 'No, I do not want to',
  press: 'Press the button when you have read this page and want to go on.',
  copy: 'Keep a copy of this page (PDF)',
  care: 'The copy says what this is about. Think about who can see the files on your phone.',
  version: 'Version {version} of this page.',
  paper: {
    documentTitle: 'Information',
    please: 'Please take all the time you need. It is your choice.',
    page: 'Version {version}, page {page} of {pages}',
  },
} as const;
