import { createHash, timingSafeEqual } from 'node:crypto';
import { sha256Hex, type Sha256Hex } from '../../kernel/ids';
import type { JsonValue } from '../../kernel/json';
import { canonicalise, canonicalOf } from './canonical-json';

/** Bytes of a salt: 128 random bits, so that a short value cannot be guessed from its commitment. */
export const SALT_BYTES = 16;

/** SHA-256(salt || JCS(value)). @throws RangeError unless the salt has 16 bytes. */
export function commitment(salt: Uint8Array, value: JsonValue): Sha256Hex {
  if (salt.length !== SALT_BYTES) throw new RangeError('a salt has 16 bytes');
  return sha256Hex(createHash('sha256').update(salt).update(canonicalise(value), 'utf8').digest('hex'));
}

/** Whether `salt` and `value` are what `committed` (hexadecimal) commits to. */
export function opens(committed: string, salt: Uint8Array, value: JsonValue): boolean {
  if (salt.length !== SALT_BYTES || committed.length !== 64 || canonicalOf(value) === undefined) return false;
  return timingSafeEqual(Buffer.from(commitment(salt, value)), Buffer.from(committed.padEnd(64)));
}
