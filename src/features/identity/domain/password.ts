import { randomInt } from 'node:crypto';

/** NIST SP 800-63B section 3.1.1 and NCSC: length counts, composition rules do not. In characters. */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 256;

/** So many characters around a word that everybody guesses make up for it. */
const ENOUGH_BESIDE_COMMON = PASSWORD_MIN;
const ENOUGH_BESIDE_KNOWN = 8;
/** A shorter name, such as "Lee", stands in too many good passwords. */
const SHORTEST_KNOWN = 4;

/** What somebody who knows the officer tries first. */
export interface KnownOfOfficer {
  readonly email: string;
  readonly displayName: string;
  /** Names of the force and the service. */
  readonly words: readonly string[];
}

const ADVICE = 'Three random words work well.';

/**
 * Why a password will not do, in one kind sentence; `undefined` when it will. `isCommon` is asked whether guessers try a
 * text early.
 */
export function passwordProblem(
  password: string,
  known: KnownOfOfficer,
  isCommon: (text: string) => boolean,
): string | undefined {
  const length = Array.from(password).length;
  if (length < PASSWORD_MIN) return `Use at least ${PASSWORD_MIN} characters. ${ADVICE}`;
  if (length > PASSWORD_MAX) return `Use at most ${PASSWORD_MAX} characters.`;
  if (new Set(password).size < 5) return 'Use more different characters.';
  const plain = password.toLowerCase();
  if (isRun(plain)) return `Do not use characters that follow one another. ${ADVICE}`;
  if (readings(plain).some((reading) => isGuessedEarly(reading, isCommon)))
    return `This password, or one much like it, is among the first that people try. ${ADVICE}`;
  if (plain.includes(known.email.toLowerCase())) return 'Do not use your email address in your password.';
  if (isMadeOf(plain, wordsOf(known)))
    return `Do not make your password of your name, your email address, your force or this service. ${ADVICE}`;
  return undefined;
}

/** Each character the next one, or the one before: "abcdefghijklm", "210987654321". */
function isRun(plain: string): boolean {
  const steps = new Set(
    Array.from(plain.matchAll(/\d/g)).length === plain.length
      ? Array.from(plain.slice(1), (digit, at) => (Number(digit) - Number(plain[at]) + 10) % 10)
      : Array.from(plain.slice(1), (char, at) => char.charCodeAt(0) - plain.charCodeAt(at)),
  );
  const [only] = steps;
  return steps.size === 1 && [1, -1, 9].includes(only ?? 0);
}

const INSTEAD: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
};

/** As typed, and with letters where people write digits and signs instead. */
const readings = (plain: string): string[] => [
  plain,
  plain.replaceAll(/[@431!0$57]/g, (char) => INSTEAD[char] ?? char),
  // What stands behind the word is no letter: "p@ssw0rd2024!".
  plain.replace(/^.*?(?=[\d\W_]*$)/, (front) =>
    front.replaceAll(/[@431!0$57]/g, (char) => INSTEAD[char] ?? char),
  ),
];

/** A common password, one said several times, or one with some digits and signs around it. */
function isGuessedEarly(plain: string, isCommon: (text: string) => boolean): boolean {
  if (isCommon(plain)) return true;
  const repeated = /^(.+?)\1+$/u.exec(plain)?.[1];
  if (repeated !== undefined && Array.from(repeated).length < ENOUGH_BESIDE_COMMON) return true;
  const core = plain.replaceAll(/^[\d\W_]+|[\d\W_]+$/g, '');
  return plain.length - core.length < ENOUGH_BESIDE_COMMON && isCommon(core);
}

const wordsOf = ({ email, displayName, words }: KnownOfOfficer): string[] =>
  [email, displayName, ...words]
    .flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])
    .map((word) => word.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ''))
    .filter((word) => word.length >= SHORTEST_KNOWN)
    // The longest first: "annarcher" before "archer".
    .sort((a, b) => b.length - a.length);

/** Whether little is left of it when everything that is known of the officer is taken out. */
function isMadeOf(plain: string, words: readonly string[]): boolean {
  const letters = plain.replaceAll(/[^\p{L}\p{N}]/gu, '');
  const left = words.reduce((text, word) => text.replaceAll(word, ''), letters);
  return left.length < letters.length && left.length < ENOUGH_BESIDE_KNOWN;
}

const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password to sign in with once: about 79 bits, without look-alike characters. */
export function oneTimePassword(): string {
  const group = (): string =>
    Array.from({ length: 4 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return [group(), group(), group(), group()].join('-');
}
