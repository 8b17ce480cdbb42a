import { randomInt } from 'node:crypto';

/** Without letters that look like digits, and without vowels, so that no word appears. */
const ALPHABET = '23456789BCDFGHJKMNPQRTVWXYZ';

const LETTERS = ALPHABET.replaceAll(/\d/g, '');

const drawnFrom = (characters: string, count: number): string =>
  Array.from({ length: count }, () => characters.charAt(randomInt(characters.length))).join('');

/**
 * What one quotes to ask about a sending: eight characters in two groups, about 37 bits. It begins with a letter: in a text that is read from
 * the right, as in a message that quotes it, a first group of digits alone would stand after the second (UAX 9, W4 to W7 and N2).
 */
export const newReference = (): string =>
  `${drawnFrom(LETTERS, 1)}${drawnFrom(ALPHABET, 3)}-${drawnFrom(ALPHABET, 4)}`;
