import type { FileHandle } from 'node:fs/promises';
import type { LentPiece } from '../../../kernel/lent';
import type { ByteRange } from '../range';
import { PIECES } from './pieces';

/** How long a file stays open for the next part of it. Milliseconds. */
const KEPT_MS = 1_000;
/** How long at most: what was put in its place is read then, also by a player that never pauses. Milliseconds. */
const LONGEST_MS = 10_000;
/** Files at one time; with more, a file is closed as soon as its part was read. */
const MOST = 256;

interface Kept {
  readonly file: Promise<FileHandle>;
  readonly since: number;
  readers: number;
  closing?: NodeJS.Timeout;
}

/**
 * Reads short parts of files. A player asks for hundreds of them from one file, so that opening it, with a look at each folder on
 * the way, cost more than reading: a file stays open for a second after its last part.
 */
export class Parts {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly open: (key: string) => Promise<FileHandle>) {}

  /** The bytes of `range`, no more than a piece holds, fewer where the file ends. @throws NotFound */
  async read(key: string, { start, end }: Required<ByteRange>): Promise<LentPiece> {
    const kept = this.take(key);
    try {
      const file = await kept.file;
      const piece = PIECES.take();
      const wanted = end - start + 1;
      let filled = 0;
      while (filled < wanted) {
        const { bytesRead } = await file.read(piece, filled, wanted - filled, start + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return { bytes: piece.subarray(0, filled), giveBack: () => PIECES.giveBack(piece) };
    } catch (error) {
      // What can be read no more is opened anew the next time.
      this.drop(key, kept);
      throw error;
    } finally {
      this.leave(key, kept);
    }
  }

  private take(key: string): Kept {
    const found = this.kept.get(key);
    if (found !== undefined && performance.now() - found.since > LONGEST_MS) this.drop(key, found);
    const kept = this.kept.get(key) ?? this.begin(key);
    clearTimeout(kept.closing);
    kept.readers += 1;
    return kept;
  }

  private begin(key: string): Kept {
    const kept: Kept = { file: this.open(key), since: performance.now(), readers: 0 };
    this.kept.set(key, kept);
    return kept;
  }

  /** No further reader finds it; the last of those that have it closes it. */
  private drop(key: string, kept: Kept): void {
    if (this.kept.get(key) === kept) this.kept.delete(key);
    if (kept.readers === 0) this.close(kept);
  }

  private close(kept: Kept): void {
    clearTimeout(kept.closing);
    kept.file.then((file) => file.close()).catch(() => undefined);
  }

  private leave(key: string, kept: Kept): void {
    kept.readers -= 1;
    if (kept.readers > 0) return;
    if (this.kept.get(key) !== kept) this.close(kept);
    else if (this.kept.size > MOST) this.drop(key, kept);
    else kept.closing = setTimeout(() => this.drop(key, kept), KEPT_MS).unref();
  }
}
