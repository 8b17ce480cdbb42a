import { read } from 'node:fs';
import type { Lent, Taken } from '../../../kernel/lent';
import { resolveRange, type ByteRange } from '../range';
import type { HeldFile, OpenFiles } from './open-files';
import { PIECES } from './pieces';

/** A part of a file, read into one buffer again and again. */
class LentFile implements Lent {
  private piece: Buffer | undefined;
  private isReading = false;
  private isBroken = false;
  private closing: Promise<void> | undefined;
  /** Called once the read that is under way is over. */
  private over: (() => void) | undefined;

  constructor(
    private readonly held: HeldFile,
    private at: number,
    private readonly end: number,
  ) {}

  next(taken: Taken): void {
    if (this.at > this.end) this.finish(taken);
    else this.read(taken);
  }

  private read(taken: Taken): void {
    const piece = (this.piece ??= PIECES.take());
    const wanted = Math.min(piece.length, this.end - this.at + 1);
    this.isReading = true;
    read(this.held.file.fd, piece, 0, wanted, this.at, (error, bytesRead) => {
      this.isReading = false;
      this.isBroken = error !== null;
      this.over?.();
      if (error !== null) taken(error);
      else if (bytesRead === 0) this.finish(taken);
      else {
        this.at += bytesRead;
        taken(null, piece.subarray(0, bytesRead));
      }
    });
  }

  /** Who stops before the end may have the piece still on its way. */
  private finish(taken: Taken): void {
    if (this.piece !== undefined) PIECES.giveBack(this.piece);
    this.piece = undefined;
    taken(null);
  }

  close(): Promise<void> {
    this.closing ??= this.leave();
    return this.closing;
  }

  /** Not before what is being read was read: the number of the file may be another file's then. */
  private async leave(): Promise<void> {
    if (this.isReading)
      await new Promise<void>((resolve) => {
        this.over = resolve;
      });
    this.held.leave(this.isBroken ? 'broken' : 'whole');
  }
}

/** What lies from the first byte of `range` to its last, or to the end of the file, wherever that is by then. @throws NotFound @throws RangeNotSatisfiable */
export async function lendFile(
  files: OpenFiles,
  key: string,
  range: ByteRange = { start: 0 },
): Promise<Lent> {
  const held = await files.holdFresh(key);
  try {
    const isWhole = range.start === 0 && range.end === undefined;
    // Nothing has no first byte, and is lent all the same.
    if (!isWhole) resolveRange(range, held.size);
    return new LentFile(held, range.start, range.end ?? Infinity);
  } catch (error) {
    held.leave();
    throw error;
  }
}
