import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCheckpoint, type Checkpoint } from '../../custody/pure/checkpoint';

/** A remembered head that cannot be read: the witness must not start anew, or it would cosign another history. */
export class MemoryUnreadable extends Error {
  constructor(readonly file: string) {
    super(`${file} is no checkpoint: bring it back from a copy, or end this witness and its key.`);
    this.name = 'MemoryUnreadable';
  }
}

/** The last checkpoint that a witness cosigned of each log, a file each. It outlives a power cut. */
export class WitnessMemory {
  private constructor(private readonly folder: string) {}

  static async open(folder: string): Promise<WitnessMemory> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new WitnessMemory(folder);
  }

  /** The note as it was cosigned, verbatim; `undefined` before the first. @throws MemoryUnreadable */
  async last(origin: string): Promise<{ readonly note: string; readonly head: Checkpoint } | undefined> {
    const file = this.fileOf(origin);
    const note = await readFile(file, 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    });
    if (note === undefined) return undefined;
    const head = parseCheckpoint(note);
    if (head?.origin !== origin) throw new MemoryUnreadable(file);
    return { note, head };
  }

  /** On the disk when it returns. */
  async keep(origin: string, note: string): Promise<void> {
    const file = this.fileOf(origin);
    const made = `${file}.${randomUUID()}`;
    const handle = await open(made, 'wx', 0o600);
    try {
      await handle.writeFile(note);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(made, file);
    const folder = await open(this.folder, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  private fileOf(origin: string): string {
    return join(this.folder, `${createHash('sha256').update(origin).digest('hex')}.checkpoint`);
  }
}
