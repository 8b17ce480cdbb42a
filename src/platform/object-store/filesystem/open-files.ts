import type { Stats } from 'node:fs';
import { stat, type FileHandle } from 'node:fs/promises';

/** How long a file stays open for whoever asks for it next. Milliseconds. */
const KEPT_MS = 1_000;
/** How long at most: what was put in its place is read then, also by a player that never pauses. Milliseconds. */
const LONGEST_MS = 10_000;
/** Files at one time; with more, a file is closed as soon as it was read. */
const MOST = 256;

/** A file that others may read, too. */
export interface HeldFile {
  readonly file: FileHandle;
  /** Bytes, when it was opened. */
  readonly size: number;
  /** Once, when nothing of it is being read any more. What is broken is opened anew the next time. */
  leave(how?: 'whole' | 'broken'): void;
}

interface Opened {
  readonly file: FileHandle;
  readonly size: number;
  /** Which file it is (stat(2)). */
  readonly is: string;
}

interface Kept {
  readonly opened: Promise<Opened>;
  readonly since: number;
  holders: number;
  closing?: NodeJS.Timeout;
}

const identity = ({ dev, ino, size }: Stats): string => `${dev}:${ino}:${size}`;

/**
 * Files that are read part by part. A player asks for hundreds of parts of one file, so that opening it, with a look at each folder on
 * the way, cost as much as reading: it stays open for a second after its last part.
 */
export class OpenFiles {
  private readonly kept = new Map<string, Kept>();

  /** @param path where the file of a key lies, to see whether it still is the one that is open */
  constructor(
    private readonly open: (key: string) => Promise<FileHandle>,
    private readonly path: (key: string) => string,
  ) {}

  /** The file that lies there now, where another may have been put in the place of the one that is open. @throws NotFound */
  async holdFresh(key: string): Promise<HeldFile> {
    const kept = this.kept.get(key);
    if (kept !== undefined) {
      const [there, open] = await Promise.all([
        stat(this.path(key)).then(identity, () => undefined),
        kept.opened.then(
          ({ is }) => is,
          () => undefined,
        ),
      ]);
      if (there === undefined || there !== open) this.drop(key, kept);
    }
    return this.hold(key);
  }

  /** As it was opened, for a second after it was last held and for ten at most. @throws NotFound */
  async hold(key: string): Promise<HeldFile> {
    const kept = this.take(key);
    const leave = (how: 'whole' | 'broken' = 'whole'): void => {
      if (how === 'broken') this.drop(key, kept);
      this.leave(key, kept);
    };
    try {
      const { file, size } = await kept.opened;
      return { file, size, leave };
    } catch (error) {
      leave('broken');
      throw error;
    }
  }

  private take(key: string): Kept {
    const found = this.kept.get(key);
    if (found !== undefined && performance.now() - found.since > LONGEST_MS) this.drop(key, found);
    const kept = this.kept.get(key) ?? this.begin(key);
    clearTimeout(kept.closing);
    kept.holders += 1;
    return kept;
  }

  private begin(key: string): Kept {
    const kept: Kept = { opened: this.opened(key), since: performance.now(), holders: 0 };
    this.kept.set(key, kept);
    return kept;
  }

  private async opened(key: string): Promise<Opened> {
    const file = await this.open(key);
    const found = await file.stat();
    return { file, size: found.size, is: identity(found) };
  }

  /** Nobody finds it any more; the last of those that have it closes it. */
  private drop(key: string, kept: Kept): void {
    if (this.kept.get(key) === kept) this.kept.delete(key);
    if (kept.holders === 0) this.close(kept);
  }

  private close(kept: Kept): void {
    clearTimeout(kept.closing);
    kept.opened.then(({ file }) => file.close()).catch(() => undefined);
  }

  private leave(key: string, kept: Kept): void {
    kept.holders -= 1;
    if (kept.holders > 0) return;
    if (this.kept.get(key) !== kept) this.close(kept);
    else if (this.kept.size > MOST) this.drop(key, kept);
    else kept.closing = setTimeout(() => this.drop(key, kept), KEPT_MS).unref();
  }
}
