import { randomInt } from 'node:crypto';

/** Without letters that look like digits, and without vowels, so that no word appears. */
const ALPHABET = '23456789BCDFGHJKMNPQRTVWXYZ';

/** What one quotes to ask about a sending: eight characters in two groups, about 38 bits. */
export function newReference(): string {
  const group = (): string =>
    Array.from({ length: 4 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return `${group()}-${group()}`;
}
