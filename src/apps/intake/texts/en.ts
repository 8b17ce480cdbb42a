import { ENGLISH_TEXTS } from './en-texts';
import type { Language } from './language';

export const ENGLISH: Language = {
  tag: 'en-GB',
  direction: 'ltr',
  name: 'English',
  checkedBy: 'source text',
  texts: ENGLISH_TEXTS,
};
