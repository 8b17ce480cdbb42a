/** A file that can be read from anywhere: on a disk, or chosen in a browser. */
export interface RandomAccess {
  /** Bytes. */
  readonly size: number;
  /** The file itself, for whoever reads it from another thread. */
  readonly from?: string | Blob;
  /** The bytes from `start` up to, not with, `end`. May throw. */
  read(start: number, end: number): AsyncIterable<Uint8Array>;
}

/** Fewer bytes than asked for when the file ends before. */
export async function readSpan(file: RandomAccess, start: number, end: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.read(start, end)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
