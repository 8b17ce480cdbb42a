import { createHmac } from 'node:crypto';
import type { NodeId } from './merkle';
import { sha256 } from './sha256';

/**
 * Padding: a full subtree that holds no record, at the largest size that fits between records. Its hash has another beginning
 * than that of a leaf (0x00) or of two subtrees (0x01), so whoever knows the seed of a batch can show that nothing is
 * below it; nobody else can tell it from the hash of something.
 */
export interface Padding {
  /** Leaves `first` up to, not with, `until`, but for those that are records. */
  readonly first: number;
  readonly until: number;
  /** 32 random bytes, of this batch alone; they never leave the log. */
  readonly seed: Buffer;
}

/** SHA-256 of four lines: version, level, index, and an HMAC of level and index under the seed. */
export function paddingHash(seed: Buffer, { level, index }: NodeId): Buffer {
  const nonce = createHmac('sha256', seed).update(`${level}/${index}`).digest('hex');
  return sha256(`lintel-padding/v1\n${level}\n${index}\n${nonce}\n`);
}
