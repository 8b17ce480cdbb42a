import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

const ENDING = '.checkpoint';

/**
 * The newest head that each process here has seen, on its own disk: a database that lost its tail is found out also by a
 * process that has just started.
 */
export class HeadMemory {
  /** @param name of the process: each has a file of its own */
  constructor(
    private readonly folder: string,
    private readonly name: string,
  ) {}

  /** Keeps a head in the place of the one before. @throws the errors of the file system */
  async keep(note: string): Promise<void> {
    if ((await this.#read(this.#file)) !== note) await this.#replace(note);
  }

  /** What every process here has kept, by the name of the process. */
  async all(): Promise<{ readonly name: string; readonly note: string }[]> {
    const names = await readdir(this.folder).catch(() => []);
    const kept: { name: string; note: string }[] = [];
    for (const file of names.filter((name) => name.endsWith(ENDING)).sort()) {
      const note = await this.#read(join(this.folder, file));
      if (note !== undefined) kept.push({ name: file.slice(0, -ENDING.length), note });
    }
    return kept;
  }

  get #file(): string {
    return join(this.folder, `${this.name}${ENDING}`);
  }

  /** A file that is not there, or not for this process to read, is no memory. */
  async #read(file: string): Promise<string | undefined> {
    return readFile(file, 'utf8').catch(() => undefined);
  }

  async #replace(note: string): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const temporary = join(this.folder, `.${this.name}-${randomUUID()}`);
    try {
      const file = await open(temporary, 'wx', 0o600);
      try {
        await file.writeFile(note);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, this.#file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }
}
