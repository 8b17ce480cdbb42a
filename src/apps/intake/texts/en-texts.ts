import { FILES, UPLOAD } from './files.en';
import { PAGE } from './page.en';

/** The texts that have moved into this frame; the other `.en.ts` files follow page by page. */
export const ENGLISH_TEXTS = { page: PAGE, files: FILES, upload: UPLOAD } as const;
