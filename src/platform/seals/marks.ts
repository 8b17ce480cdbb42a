import { isBmff, C2PA_UUID } from './container-bmff';
import { isPng, isRiff } from './container-chunks';
import { isJpeg } from './container-jpeg';

/** Bytes of a file's beginning that tell its kind. */
export const HEAD_BYTES = 16;

/** Bytes of each mark. */
export const MARK_BYTES = 4;

/**
 * Bytes without which a file of this kind carries no seal, wherever they stand in it; undefined where none is looked for at all.
 * Others may hold them by chance. Nothing is read out of the file by them.
 */
export function markOf(head: Buffer): Buffer | undefined {
  if (isJpeg(head)) return Buffer.from('c2pa');
  if (isPng(head)) return Buffer.from('caBX');
  if (isRiff(head)) return Buffer.from('C2PA');
  return isBmff(head) ? C2PA_UUID.subarray(0, MARK_BYTES) : undefined;
}
