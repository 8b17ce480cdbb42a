import { randomInt } from 'node:crypto';

export const RECOVERY_CODES = 10;
/** Without look-alike characters: about five bits each. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 12;

const group = (text: string): string => (text.match(/.{1,4}/g) ?? []).join('-');

/** A code for the day when the phone is lost: about 59 bits, and wrong ones lock the account. */
export const recoveryCode = (): string =>
  group(Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join(''));

/** As it was made, however it was typed; undefined for what can be no recovery code. */
export function asRecoveryCode(typed: string): string | undefined {
  const plain = typed.toLowerCase().replaceAll(/[\s-]/g, '');
  return plain.length === LENGTH && Array.from(plain).every((char) => ALPHABET.includes(char))
    ? group(plain)
    : undefined;
}
