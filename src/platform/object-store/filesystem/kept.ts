import type { FileHandle } from 'node:fs/promises';

/** Of more uploads nothing is remembered: asking the disk once more costs little. */
const MOST = 10_000;

interface Known {
  /** Bytes that the file had. */
  readonly size: number;
  /** So many of them the disk has. */
  readonly kept: number;
}

/**
 * How much of each upload the disk has, as far as this process knows. A process that was killed may have left bytes that were written
 * and never synced: they have a size, and a power cut takes them.
 */
export class Kept {
  private readonly known = new Map<string, Known>();

  /** This process has written up to there, and the disk said that it has it. */
  learn(key: string, size: number): void {
    this.remember(key, { size, kept: size });
  }

  /** The file had more bytes than the disk kept. */
  isShort(key: string): boolean {
    const known = this.known.get(key);
    return known !== undefined && known.kept < known.size;
  }

  forget(key: string): void {
    this.known.delete(key);
  }

  /**
   * How much of `size` bytes may be acknowledged. The disk is asked once about each size that this process has not written itself.
   * @throws what the disk said; what it had before counts from then on
   */
  async upTo(key: string, size: number, open: () => Promise<FileHandle>): Promise<number> {
    const before = this.known.get(key);
    if (before?.size === size) return before.kept;
    const file = await open();
    try {
      await file.datasync();
    } catch (error) {
      // Asked again it would say that all is well (fsync(2)).
      this.remember(key, { size, kept: Math.min(size, before?.kept ?? 0) });
      throw error;
    } finally {
      await file.close();
    }
    this.learn(key, size);
    return size;
  }

  private remember(key: string, known: Known): void {
    this.known.delete(key);
    this.known.set(key, known);
    const [oldest] = this.known.keys();
    if (this.known.size > MOST && oldest !== undefined) this.known.delete(oldest);
  }
}
