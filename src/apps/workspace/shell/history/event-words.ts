import { fieldWords, type Category } from '../../../../custody';
import type { Content } from '../../../../features/evidence';

/** Kinds of handling, as the law keeps them apart. */
export const CATEGORY_WORDS: Readonly<Record<Category, string>> = {
  collection: 'Collection',
  alteration: 'Alteration',
  consultation: 'Consultation',
  disclosure: 'Disclosure',
  combination: 'Combination',
  erasure: 'Erasure',
};

/** What a clip's bytes are called. */
export const CONTENT_WORDS: Readonly<Record<Content, string>> = {
  original: 'Original',
  proxy: 'Viewing copy',
  poster: 'Still',
  thumbnail: 'Small still',
  'contact-sheet': 'Contact sheet',
  frames: 'List of frames',
  'defence-copy': 'Copy for the defence',
  waveform: 'Picture of the sound',
  'redacted-copy': 'Redacted copy or extract',
  compilation: 'Film of several recordings',
};

/** What a field is called at the head of a line. */
export function fieldHeading(field: string): string {
  const words = fieldWords(field);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
