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
  /** Uploads of which the disk has the name, and that of the record beside it. */
  private readonly named = new Set<string>();
  private readonly placing = new Map<string, Promise<void>>();

  /** This process has written up to there, and the disk said that it has it. */
  learn(key: string, size: number): void {
    this.remember(key, { size, kept: size });
  }

  /** The disk said that it has its name, and its record. */
  learnName(key: string): void {
    this.named.add(key);
    const [oldest] = this.named;
    if (this.named.size > MOST && oldest !== undefined) this.named.delete(oldest);
  }

  /** Its record is on its way to the disk, beside its first bytes. */
  place(key: string, work: Promise<void>): void {
    const placed = work.then(() => this.learnName(key));
    // Said to whoever waits for it.
    placed.catch(() => undefined);
    this.placing.set(key, placed);
  }

  /** Waits for a record that is on its way, and forgets it. Rejects where the disk did not take it. */
  async placed(key: string): Promise<void> {
    const placed = this.placing.get(key);
    if (placed === undefined) return;
    try {
      await placed;
    } finally {
      if (this.placing.get(key) === placed) this.placing.delete(key);
    }
  }

  /** The disk said of all `size` bytes of it, and of its name, that it has them: there is nothing to ask it again. */
  isWhole(key: string, size: number): boolean {
    const known = this.known.get(key);
    return known?.size === size && known.kept === size && this.named.has(key);
  }

  /** So many of `size` bytes count: fewer than all of them where the disk said that it did not keep some, and they are there still. */
  countOf(key: string, size: number): number {
    return this.isShort(key) ? Math.min(size, this.known.get(key)?.kept ?? 0) : size;
  }

  /** The disk said that it did not keep all that the file has, and the rest could not be cut off. */
  isShort(key: string): boolean {
    const known = this.known.get(key);
    return known !== undefined && known.kept < known.size;
  }

  forget(key: string): void {
    this.known.delete(key);
    this.named.delete(key);
  }

  /**
   * How much of `size` bytes may be acknowledged. The disk is asked once about each size that this process has not written itself; what it
   * did not keep is cut off. To be called under the lock of the upload.
   * @param open for writing
   * @throws what the disk said; what it had before counts from then on
   */
  async upTo(key: string, size: number, open: () => Promise<FileHandle>): Promise<number> {
    // Of nothing there is nothing to lose: each upload begins so.
    if (size === 0) return 0;
    const before = this.known.get(key);
    if (before?.size === size || this.isShort(key)) return this.countOf(key, size);
    const file = await open();
    try {
      await file.datasync();
      this.learn(key, size);
      return size;
    } catch (error) {
      const kept = Math.min(size, before?.kept ?? 0);
      this.remember(key, { size, kept });
      await this.cut(key, file, kept).catch(() => undefined);
      throw error;
    } finally {
      await file.close();
    }
  }

  /** Asked again, by whomever, the disk would say that all is well (fsync(2)): only this process knows better, and others ask for the size. */
  private async cut(key: string, file: FileHandle, kept: number): Promise<void> {
    await file.truncate(kept);
    await file.datasync();
    this.learn(key, kept);
  }

  private remember(key: string, known: Known): void {
    this.known.delete(key);
    this.known.set(key, known);
    const [oldest] = this.known.keys();
    if (this.known.size > MOST && oldest !== undefined) this.known.delete(oldest);
  }
}
