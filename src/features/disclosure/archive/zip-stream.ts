import { Readable } from 'node:stream';
import { piecesOf, type Piece } from './pieces';
import { EntryBroken } from './entry-broken';
import { requireWithin, type ArchivePlan, type ByteSpan, type OpenEntry } from './plan';

class ArchiveStream extends Readable {
  #source: Readable | undefined;
  #busy = false;

  constructor(
    private readonly pieces: Iterator<Piece>,
    private readonly openEntry: OpenEntry,
  ) {
    super({ highWaterMark: 65_536 });
  }

  override _read(): void {
    if (this.#source !== undefined) this.#source.resume();
    else if (!this.#busy) this.#next();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#source?.destroy();
    done(error);
  }

  #next(): void {
    const next = this.pieces.next();
    if (next.done === true) this.push(null);
    else if (next.value.kind === 'bytes') this.push(next.value.bytes);
    else void this.#open(next.value);
  }

  async #open({ position, entry, span }: Piece & { kind: 'entry' }): Promise<void> {
    this.#busy = true;
    const expected = span.end - span.start + 1;
    try {
      const source = await this.openEntry(entry, span);
      // Who is destroyed half-way may still speak up: nobody listens any more.
      source.on('error', () => undefined);
      if (this.destroyed) source.destroy();
      else this.#forward(source, position, expected);
    } catch (cause) {
      this.destroy(new EntryBroken(position, expected, 0, { cause }));
    }
  }

  /** Passes a source on until its end, and only as fast as this stream is read. */
  #forward(source: Readable, position: number, expected: number): void {
    this.#source = source;
    let found = 0;
    const broken = (cause?: Error): void => {
      this.destroy(new EntryBroken(position, expected, found, cause === undefined ? {} : { cause }));
    };
    source.on('data', (chunk: Buffer) => {
      found += chunk.length;
      if (found > expected) broken();
      else if (!this.push(chunk)) source.pause();
    });
    source.once('error', broken);
    source.once('end', () => {
      if (found !== expected) {
        broken();
        return;
      }
      this.#source = undefined;
      this.#busy = false;
      if (!this.destroyed) this.#next();
    });
    source.once('close', () => {
      if (this.#source === source) broken();
    });
  }
}

/**
 * The bytes of `span` of the archive, made as they are read: no temporary file, one open source at a time, memory that
 * does not depend on size. Destroying the stream destroys the source.
 * @throws RangeError for a span outside the archive. The stream fails with EntryBroken.
 */
export function openArchive(plan: ArchivePlan, openEntry: OpenEntry, span: ByteSpan): Readable {
  requireWithin(plan, span);
  return new ArchiveStream(piecesOf(plan, span), openEntry);
}
