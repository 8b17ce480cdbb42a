import type { FileHandle } from 'node:fs/promises';

/** So much may wait for the disk before whoever sends waits, too. Bytes. */
const MOST_WAITING = 1024 ** 2;

/**
 * Writes pieces one behind another. What comes while the disk is written to goes to it in one call (pwritev(2)): the network gives
 * pieces of 64 KiB at most, and a call for each costs as much as its bytes.
 */
export class Writer {
  private waiting: Uint8Array[] = [];
  private bytes = 0;
  private running: Promise<void> | undefined;

  /** @param position where the first piece goes, in bytes */
  constructor(
    private readonly file: Pick<FileHandle, 'writev'>,
    private position: number,
  ) {}

  /** Where the file ends once all that was taken is written. */
  get end(): number {
    return this.position + this.bytes;
  }

  /** The piece is not to be changed afterwards. @throws what the disk said of this or a piece before */
  async take(piece: Uint8Array): Promise<void> {
    this.waiting.push(piece);
    this.bytes += piece.length;
    if (this.running === undefined) {
      this.running = this.drain();
      // It is asked about with a later piece, or at the end.
      this.running.catch(() => undefined);
    }
    if (this.bytes >= MOST_WAITING) await this.running;
  }

  /** Resolves when all that was taken is written. @throws what the disk said; `written` tells how much it took */
  async flush(): Promise<void> {
    await this.running;
  }

  /** So much of the file is written. */
  get written(): number {
    return this.position;
  }

  /** Stays rejected once it has failed: nothing is written behind a hole. */
  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      const pieces = this.waiting;
      this.waiting = [];
      await this.writeAll(pieces);
    }
    this.running = undefined;
  }

  private async writeAll(pieces: Uint8Array[]): Promise<void> {
    let rest = pieces.filter(({ length }) => length > 0);
    while (rest.length > 0) {
      const { bytesWritten } = await this.file.writev(rest, this.position);
      this.position += bytesWritten;
      this.bytes -= bytesWritten;
      rest = behind(rest, bytesWritten);
    }
  }
}

/** What is left of pieces of which so many bytes are written. */
function behind(pieces: readonly Uint8Array[], written: number): Uint8Array[] {
  let skip = written;
  return pieces.flatMap((piece) => {
    const left = piece.subarray(Math.min(skip, piece.length));
    skip -= piece.length - left.length;
    return left.length === 0 ? [] : [left];
  });
}
