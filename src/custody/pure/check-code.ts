import { recordHash } from './record';

/** Without letters that look like digits, and without vowels, so that no word appears. */
const ALPHABET = '23456789BCDFGHJKMNPQRTVWXYZ';
const SIGNS = 12;
const GROUP = 4;

/**
 * What two people read to each other on the telephone to see whether they mean the same record: its SHA-256 in 12 signs,
 * some 57 bits, in groups of four.
 */
export function checkCode(record: string): string {
  let rest = BigInt(`0x${recordHash(record)}`);
  let code = '';
  for (let sign = 0; sign < SIGNS; sign += 1) {
    if (sign > 0 && sign % GROUP === 0) code += '-';
    code += ALPHABET.charAt(Number(rest % BigInt(ALPHABET.length)));
    rest /= BigInt(ALPHABET.length);
  }
  return code;
}
