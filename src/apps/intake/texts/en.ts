import { FILES, UPLOAD } from './files.en';
import type { Language } from './language';
import { PAGE } from './page.en';

/** The texts that have moved into this frame; the other `.en.ts` files follow page by page. */
export const ENGLISH_TEXTS = { page: PAGE, files: FILES, upload: UPLOAD } as const;

export const ENGLISH: Language = {
  tag: 'en-GB',
  direction: 'ltr',
  name: 'English',
  checkedBy: 'written in it',
  texts: ENGLISH_TEXTS,
};
