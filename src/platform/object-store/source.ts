import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';

/** Bytes to store: a stream, what is in memory, or a local file. */
export type EvidenceSource = AsyncIterable<Uint8Array> | Uint8Array | { readonly file: string };

const FILE_BYTES = 1024 ** 2;

export function chunksOf(source: EvidenceSource): AsyncIterable<Uint8Array> {
  if (source instanceof Uint8Array) return Readable.from([source]);
  return 'file' in source ? createReadStream(source.file, { highWaterMark: FILE_BYTES }) : source;
}
