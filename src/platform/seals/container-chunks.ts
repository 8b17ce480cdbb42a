import type { Container, Embedded } from './embedded';
import { refuse } from './faults';
import { LIMITS } from './limits';
import type { Range, Source } from './source';

const PNG = '89504e470d0a1a0a';
export const isPng = (head: Buffer): boolean => head.toString('hex', 0, 8) === PNG;
export const isRiff = (head: Buffer): boolean => head.toString('latin1', 0, 4) === 'RIFF';

interface Chunk extends Range {
  readonly type: string;
  readonly data: Range;
}

/** Type and length of the chunk at a place, and where the next begins. */
type ChunkAt = (head: Buffer, at: number) => Chunk;

const ofPng: ChunkAt = (head, at) => {
  const length = head.readUInt32BE(0);
  const data = { start: at + 8, end: at + 8 + length };
  return { type: head.toString('latin1', 4, 8), data, start: at, end: data.end + 4 };
};

/** Padded to an even length. */
const ofRiff: ChunkAt = (head, at) => {
  const length = head.readUInt32LE(4);
  const data = { start: at + 8, end: at + 8 + length };
  return { type: head.toString('latin1', 0, 4), data, start: at, end: data.end + (length % 2) };
};

/** The chunks of a file, as far as they are whole. */
function chunksOf(source: Source, from: number, chunkAt: ChunkAt): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = from; at < source.size;) {
    if (chunks.length >= LIMITS.parts) return refuse('too-complex', 'chunks of the file');
    const head = source.peek(at, 8);
    if (head.length < 8) return chunks;
    const chunk = chunkAt(head, at);
    if (chunk.end > source.size) return chunks;
    chunks.push(chunk);
    at = chunk.end;
  }
  return chunks;
}

function embedded(
  source: Source,
  container: Container,
  chunks: readonly Chunk[],
  type: string,
  maxBytes: number,
): Embedded | null {
  const [chunk, ...more] = chunks.filter((each) => each.type === type);
  if (chunk === undefined) return null;
  if (more.length > 0) return refuse('several-seals');
  const { start, end } = chunk.data;
  if (end - start > maxBytes) return refuse('too-large');
  return { container, store: source.read(start, end - start), own: [chunk] };
}

/** @throws SealFault */
export const findInPng = (source: Source, maxBytes: number): Embedded | null =>
  embedded(source, 'png', chunksOf(source, 8, ofPng), 'caBX', maxBytes);

/** WebP, AVI and WAV. @throws SealFault */
export const findInRiff = (source: Source, maxBytes: number): Embedded | null =>
  embedded(source, 'riff', chunksOf(source, 12, ofRiff), 'C2PA', maxBytes);
