import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';

export const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{N}’'-]+/gu) ?? [];

/** Whole sentences: with an end, and more than a label. */
export const sentencesOf = (units: readonly string[]): string[] =>
  units
    .flatMap((unit) => unit.match(/[^.!?]+[.!?]+/g) ?? [])
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.split(' ').length > 2);

/** The American school grade at which sentences are understood (Flesch-Kincaid); it and the reading age are five apart. */
export function grade(sentences: readonly string[]): { grade: number; words: number } {
  const words = sentences.flatMap(wordsIn);
  const syllables = words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0);
  return {
    grade: fleschKincaid({ sentence: sentences.length, word: words.length, syllable: syllables }),
    words: words.length,
  };
}
