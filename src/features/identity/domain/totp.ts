import { createHmac, timingSafeEqual } from 'node:crypto';

/** RFC 6238 with what every authenticator app understands: SHA-1, six digits, steps of 30 seconds. */
export const STEP_SECONDS = 30;
const DIGITS = 6;
/** Steps before and after now that are taken, for clocks that differ (RFC 6238 section 5.2). */
const TOLERANCE = 1;
/** RFC 4226 section 4, R6: 160 bits. */
export const SECRET_BYTES = 20;

export interface CodeOptions {
  readonly algorithm?: 'sha1' | 'sha256' | 'sha512';
  readonly digits?: number;
}

/** RFC 4226 section 5.3: the code of one counter. */
export function codeAt(secret: Uint8Array, counter: number, options: CodeOptions = {}): string {
  const { algorithm = 'sha1', digits = DIGITS } = options;
  const moving = Buffer.alloc(8);
  moving.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac(algorithm, secret).update(moving).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7f_ff_ff_ff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

export const stepOf = (at: Date): number => Math.floor(at.getTime() / 1000 / STEP_SECONDS);

/**
 * The time step of a typed code, or undefined when it is wrong. A step up to `lastStep` has been used: whoever reads a
 * code over the officer's shoulder is too late (RFC 6238 section 5.2: a code is taken once).
 */
export function stepOfCode(
  secret: Uint8Array,
  typed: string,
  at: Date,
  lastStep: number,
): number | undefined {
  const given = Buffer.from(typed.replaceAll(/\s/g, ''));
  if (given.length !== DIGITS) return undefined;
  const now = stepOf(at);
  for (let step = now - TOLERANCE; step <= now + TOLERANCE; step += 1) {
    if (step > lastStep && timingSafeEqual(given, Buffer.from(codeAt(secret, step)))) return step;
  }
  return undefined;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 section 6, without padding, as authenticator apps take it. */
export function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => BASE32.charAt(Number.parseInt(group.padEnd(5, '0'), 2))).join('');
}

/** What the QR code says: the key URI format that authenticator apps share. */
export function keyUri(secret: Uint8Array, account: string, issuer: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`;
}
