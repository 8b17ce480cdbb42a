import { randomInt } from 'node:crypto';

/** NIST SP 800-63B section 5.1.1.2: length counts, composition rules do not. In characters. */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 256;

/** Why a password will not do, in one kind sentence; `undefined` when it will. */
export function passwordProblem(password: string, email: string): string | undefined {
  const length = Array.from(password).length;
  if (length < PASSWORD_MIN) return `Use at least ${PASSWORD_MIN} characters. Three random words work well.`;
  if (length > PASSWORD_MAX) return `Use at most ${PASSWORD_MAX} characters.`;
  if (new Set(password).size < 5) return 'Use more different characters.';
  if (password.toLowerCase().includes(email.toLowerCase()))
    return 'Do not use your email address in your password.';
  return undefined;
}

const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password to sign in with once: about 79 bits, without look-alike characters. */
export function oneTimePassword(): string {
  const group = (): string =>
    Array.from({ length: 4 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return [group(), group(), group(), group()].join('-');
}
