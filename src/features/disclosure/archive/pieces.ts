import { entryName } from './plan-archive';
import type { ArchiveEntry, ArchivePlan, ByteSpan } from './plan';
import { centralHeader, centralHeaderSize, dosTime, endRecords, localHeader } from '../../../platform/zip';

/** Bytes made here, or a part of an entry's object that must be opened. */
export type Piece =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | {
      readonly kind: 'entry';
      readonly position: number;
      readonly entry: ArchiveEntry;
      readonly span: ByteSpan;
    };

/** Central headers are gathered into pieces of about this many bytes. */
const GATHER = 65_536;

/** The part of what lies at `start` that falls into the span. Empty parts are left out by the callers. */
const clip = (bytes: Buffer, start: number, span: ByteSpan): Buffer =>
  bytes.subarray(Math.max(0, span.start - start), Math.max(0, span.end + 1 - start));

/** Position of the last entry that starts at or before `offset`. */
function positionAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? Infinity) <= offset) low = middle;
    else high = middle;
  }
  return low;
}

function* entryPieces(plan: ArchivePlan, span: ByteSpan): Generator<Piece> {
  const dos = dosTime(plan.sealedAt);
  for (let position = positionAt(plan.starts, span.start); position < plan.entries.length; position += 1) {
    const entry = plan.entries[position];
    const start = plan.starts[position];
    if (entry === undefined || start === undefined || start > span.end) return;
    const header = localHeader(entry, entryName(plan.folder, entry), dos);
    const bytes = clip(header, start, span);
    if (bytes.length > 0) yield { kind: 'bytes', bytes };
    const data = start + header.length;
    const part = { start: Math.max(0, span.start - data), end: Math.min(entry.size - 1, span.end - data) };
    if (part.start <= part.end) yield { kind: 'entry', position, entry, span: part };
  }
}

function* directoryHeaders(plan: ArchivePlan, span: ByteSpan): Generator<Buffer> {
  const dos = dosTime(plan.sealedAt);
  let at = plan.directory.start;
  for (const [position, entry] of plan.entries.entries()) {
    if (at > span.end) return;
    const start = plan.starts[position] ?? 0;
    const name = entryName(plan.folder, entry);
    const size = centralHeaderSize(entry, name.length, start);
    if (at + size > span.start) yield clip(centralHeader(entry, name, dos, start), at, span);
    at += size;
  }
  yield clip(endRecords(plan.directory, plan.entries.length), at, span);
}

function* directoryPieces(plan: ArchivePlan, span: ByteSpan): Generator<Piece> {
  let gathered: Buffer[] = [];
  let length = 0;
  for (const bytes of directoryHeaders(plan, span)) {
    gathered.push(bytes);
    length += bytes.length;
    if (length < GATHER) continue;
    yield { kind: 'bytes', bytes: Buffer.concat(gathered) };
    [gathered, length] = [[], 0];
  }
  if (length > 0) yield { kind: 'bytes', bytes: Buffer.concat(gathered) };
}

/** What the bytes of `span` are made of, in order. Nothing is held but the piece under way. */
export function* piecesOf(plan: ArchivePlan, span: ByteSpan): Generator<Piece> {
  if (span.start < plan.directory.start) yield* entryPieces(plan, span);
  if (span.end >= plan.directory.start) yield* directoryPieces(plan, span);
}
