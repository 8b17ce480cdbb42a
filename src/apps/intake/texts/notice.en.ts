import { NOTICE } from '../../../features/invitations';

/** The words around the notice; its own are one text for this page, the copy to keep and the officer who reads it out. */
export const NOTICE_PAGE = {
  title: 'Before you start',
  please: 'Please read this page. Take all the time you need. It is your choice.',
  sections: NOTICE,
  other: 'Would you rather have this read to you, or on paper? Ask the person who gave you the link.',
  agree: 'I have read this and I want to go on',
  no: 'No, I do not want to',
  tick: 'Tick the box when you have read this page and want to go on.',
  copy: 'Keep a copy of this page (PDF)',
  care: 'The copy says what this is about. Think about who can see the files on your phone.',
  version: 'Version {version} of this page.',
  paper: {
    documentTitle: 'Information',
    please: 'Please take all the time you need. It is your choice.',
    page: 'Version {version}, page {page} of {pages}',
  },
} as const;
