import { inGroups } from '../../custody/pure/key-fingerprint';
import type { BundleKey } from './bundle-key';
import type { WrongFingerprint } from './bundle-verdict';

const DIGITS = 64;

function howDifferent(given: string, found: string): string {
  if (!/^[0-9a-f]*$/.test(given)) return 'it holds other characters than 0 to 9 and a to f';
  if (given.length !== DIGITS) return `it has ${given.length} digits, and a fingerprint has ${DIGITS}`;
  const different = Array.from(given).filter((digit, at) => digit !== found[at]).length;
  return `${different} of ${DIGITS} digits differ`;
}

/**
 * Compares what somebody typed with the key. Case, spaces, colons and dashes do not count.
 * @returns undefined when they are the same
 */
export function compareFingerprint(typed: string, key: BundleKey): WrongFingerprint | undefined {
  const given = typed.toLowerCase().replace(/[\s:-]/g, '');
  const found = key.fingerprint.replace(/ /g, '');
  if (given === found) return undefined;
  return { given: inGroups(given), found: key.fingerprint, how: howDifferent(given, found) };
}
