import { ENGLISH_TEXTS } from './en-texts';
import type { Language } from './language';

export const ENGLISH: Language = {
  tag: 'en-GB',
  direction: 'ltr',
  name: 'English',
  checkedBy: 'written in it',
  texts: ENGLISH_TEXTS,
};
