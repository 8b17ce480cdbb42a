import { findInBmff, isBmff } from './container-bmff';
import { findInJpeg, isJpeg } from './container-jpeg';
import { findInPng, findInRiff, isPng, isRiff } from './container-chunks';
import type { Embedded } from './embedded';
import { HEAD_BYTES } from './marks';
import type { Source } from './source';

/** `null` where the file carries no seal, or is of a kind in which none is looked for. @throws SealFault */
export function findSeal(source: Source, maxBytes: number): Embedded | null {
  const head = source.peek(0, HEAD_BYTES);
  if (isJpeg(head)) return findInJpeg(source, maxBytes);
  if (isPng(head)) return findInPng(source, maxBytes);
  if (isRiff(head)) return findInRiff(source, maxBytes);
  return isBmff(head) ? findInBmff(source, maxBytes) : null;
}
