import type { Embedded } from './embedded';
import { refuse } from './faults';
import { LIMITS } from './limits';
import type { Range, Source } from './source';

/** A box of ISO/IEC 14496-12. */
export interface FileBox extends Range {
  readonly type: string;
  /** Where its contents begin. */
  readonly content: number;
}

/** User type of C2PA's own boxes (C2PA 2.2, A.5). */
export const C2PA_UUID = Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex');

const FIRST = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'uuid', 'styp', 'pnot'];
export const isBmff = (head: Buffer): boolean => FIRST.includes(head.toString('latin1', 4, 8));

/** The boxes in a part of a file. `cut`: what lies behind the last of them is none. */
export function boxesIn(source: Source, { start, end }: Range): { boxes: FileBox[]; cut: boolean } {
  const boxes: FileBox[] = [];
  for (let at = start; at < end;) {
    if (boxes.length >= LIMITS.parts) return refuse('too-complex', 'boxes of the film');
    const head = source.peek(at, 16);
    if (at + 8 > end || head.length < 8) return { boxes, cut: true };
    const short = head.readUInt32BE(0);
    if (short === 1 && head.length < 16) return { boxes, cut: true };
    const long = short === 1;
    const size = long ? Number(head.readBigUInt64BE(8)) : short === 0 ? end - at : short;
    const header = long ? 16 : 8;
    if (size < header || at + size > end) return { boxes, cut: true };
    boxes.push({ type: head.toString('latin1', 4, 8), start: at, end: at + size, content: at + header });
    at += size;
  }
  return { boxes, cut: false };
}

export const isOfC2pa = (source: Source, { type, content, end }: FileBox): boolean =>
  type === 'uuid' && end - content >= 16 && source.read(content, 16).equals(C2PA_UUID);

/** Version, flags, purpose with its end, and for a manifest the offset of the first tree (C2PA 2.2, A.5.1). */
function contentOf(source: Source, { content, end }: FileBox): { purpose: string; data: Range } {
  const start = content + 16 + 4;
  const text = source.peek(start, Math.min(64, Math.max(0, end - start)));
  const length = text.indexOf(0);
  if (length < 0) return refuse('malformed', 'a box without a purpose');
  const purpose = text.toString('latin1', 0, length);
  return { purpose, data: { start: start + length + 1 + (purpose === 'manifest' ? 8 : 0), end } };
}

/** @throws SealFault */
export function findInBmff(source: Source, maxBytes: number): Embedded | null {
  const { boxes, cut } = boxesIn(source, { start: 0, end: source.size });
  const own = boxes.filter((box) => isOfC2pa(source, box));
  if (own.length === 0) return null;
  if (cut) return refuse('cut', 'the last box of the film');
  const found = own.map((box) => contentOf(source, box));
  const manifests = found.filter(({ purpose }) => purpose === 'manifest');
  // Trees beside the seal are known; anything else under its name would be left out of every hash.
  const others = found.filter(({ purpose }) => purpose !== 'manifest' && purpose !== 'merkle');
  const [manifest, ...more] = manifests;
  if (manifest === undefined || more.length > 0 || others.length > 0) return refuse('several-seals');
  const { start, end } = manifest.data;
  if (start > end) return refuse('malformed', 'a box without a seal');
  if (end - start > maxBytes) return refuse('too-large');
  return { container: 'bmff', store: source.read(start, end - start), own };
}
