import { createHash, randomBytes, randomInt } from 'node:crypto';
import { plainDigits } from '../../../kernel/digits';
import type { UrlToken } from '../../../kernel/ids';

/** 256 random bits, twice what the safety rules ask for. */
export const newToken = (): UrlToken => randomBytes(32).toString('base64url') as UrlToken;

/** What the database keeps of a token, a session or an address. */
export const secretHash = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Eight digits, easy to say and to type; the limit on attempts is what makes them enough. */
export const newAccessCode = (): string => String(randomInt(100_000_000)).padStart(8, '0');

/** `12345678` as it is shown and read out: `1234 5678`. */
export const spokenCode = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`;

/** What was typed, in the digits that codes are made of, without the spaces and dashes that people put between them. */
export const typedCode = (text: string): string => plainDigits(text).replaceAll(/[\s\-.]/g, '');
