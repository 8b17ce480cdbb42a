import { randomInt } from 'node:crypto';

export const RECOVERY_CODES = 10;
/** Without look-alike characters: about five bits each. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
/** About 119 bits: so many that a fast hash keeps them as well as a slow one. */
const LENGTH = 24;
/** Of codes that were made before, with about 59 bits; they work until there is a new set. */
const FORMER_LENGTH = 12;

const group = (text: string): string => (text.match(/.{1,4}/g) ?? []).join('-');

/** A code for the day when the phone is lost; in groups of four, to be copied from paper. */
export const recoveryCode = (): string =>
  group(Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join(''));

/** As it was made, in whatever case and with whatever spaces and dashes it was typed; undefined for what can be no recovery code. */
export function asRecoveryCode(typed: string): string | undefined {
  const plain = typed.toLowerCase().replaceAll(/[\s\p{Pd}]/gu, '');
  const long = plain.length === LENGTH || plain.length === FORMER_LENGTH;
  return long && Array.from(plain).every((char) => ALPHABET.includes(char)) ? group(plain) : undefined;
}
