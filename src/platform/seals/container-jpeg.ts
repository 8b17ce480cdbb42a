import type { Embedded } from './embedded';
import { refuse } from './faults';
import { LIMITS } from './limits';
import type { Range, Source } from './source';

export const isJpeg = (head: Buffer): boolean => head.toString('hex', 0, 3) === 'ffd8ff';

const [APP11, SOS, EOI] = [0xeb, 0xda, 0xd9];
/** Markers that stand alone. */
const isBare = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

export interface Segment extends Range {
  readonly marker: number;
}

/** The segments before the picture. A broken header gives those before the break. */
export function segmentsOf(source: Source): Segment[] {
  const segments: Segment[] = [];
  for (let at = 2; ;) {
    if (segments.length >= LIMITS.parts) return refuse('too-complex', 'segments of the picture');
    const head = source.peek(at, 4);
    if (head.length < 4 || head[0] !== 0xff) return segments;
    const marker = head.readUInt8(1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isBare(marker)) {
      segments.push({ marker, start: at, end: at + 2 });
      at += 2;
      continue;
    }
    const end = at + 2 + head.readUInt16BE(2);
    if (marker === EOI || end > source.size || end < at + 4) return segments;
    segments.push({ marker, start: at, end });
    if (marker === SOS) return segments;
    at = end;
  }
}

interface Piece extends Range {
  /** Which of several boxes. */
  readonly box: number;
  readonly sequence: number;
  /** Length and type of the box, as each piece repeats them. */
  readonly header: Buffer;
  readonly content: number;
}

/** A segment of JPEG XT (ISO/IEC 18477-3, annex B) that carries a part of a JUMBF box. */
function pieceOf(source: Source, { marker, start, end }: Segment): Piece | undefined {
  const head = source.peek(start + 4, 24);
  if (marker !== APP11 || end - start < 20 || head.toString('latin1', 0, 2) !== 'JP') return undefined;
  if (head.toString('latin1', 12, 16) !== 'jumb') return undefined;
  const length = head.readUInt32BE(8) === 1 ? 16 : 8;
  if (end - start < 12 + length) return undefined;
  return {
    ...{ start, end, box: head.readUInt16BE(2), sequence: head.readUInt32BE(4) },
    ...{ header: head.subarray(8, 8 + length), content: start + 12 + length },
  };
}

/** Whether the box is C2PA's: its description begins with the type of a manifest store. */
const isStore = (source: Source, { content }: Piece): boolean =>
  source.peek(content + 8, 4).toString('latin1') === 'c2pa';

/** @throws SealFault */
export function findInJpeg(source: Source, maxBytes: number): Embedded | null {
  const pieces = segmentsOf(source)
    .map((segment) => pieceOf(source, segment))
    .filter((piece) => piece !== undefined);
  const [first, ...more] = pieces.filter((piece) => piece.sequence === 1 && isStore(source, piece));
  if (first === undefined) return null;
  if (more.length > 0) return refuse('several-seals');
  const own = pieces.filter(({ box }) => box === first.box);
  // In order and one behind the other: what lay between them would be left out of the hash with them.
  const inOrder = own.every(
    ({ sequence, start, header }, at) =>
      sequence === at + 1 && header.equals(first.header) && (at === 0 || start === own[at - 1]?.end),
  );
  if (!inOrder) return refuse('malformed', 'the pieces of the seal');
  const size = own.reduce((sum, { content, end }) => sum + end - content, first.header.length);
  if (size > maxBytes) return refuse('too-large');
  const store = Buffer.concat([
    first.header,
    ...own.map(({ content, end }) => source.read(content, end - content)),
  ]);
  return { container: 'jpeg', store, own };
}
