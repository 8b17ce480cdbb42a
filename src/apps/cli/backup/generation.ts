import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lockHome, type HomeLock } from '../lock';
import { Refusal } from '../refusal';
import { copyHashed, isGone, linkSame } from './copy';
import { FACTS, lineOf, LIST, parseList, readFacts, type Facts, type Listed } from './manifest';

const PART = '.part';
/** Such as 2026-11-26T134501.123Z: names in the order of time that every file system takes. */
const NAME = /^\d{4}-\d\d-\d\dT\d{6}\.\d{3}Z$/;
const nameOf = (at: Date): string => at.toISOString().replaceAll(':', '');

/** Whole backups in `folder`, oldest first. */
export async function generationsIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => NAME.test(name)).sort();
  const whole = await Promise.all(
    names.map((name) =>
      readFacts(join(folder, name)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return names.filter((_, index) => whole[index]);
}

interface Earlier {
  readonly folder: string;
  /** SHA-256 by path. */
  readonly known: ReadonlyMap<string, string>;
}

async function earlierIn(folder: string): Promise<Earlier> {
  const listed = parseList(await readFile(join(folder, LIST), 'utf8'));
  return { folder, known: new Map(listed.map(({ path, sha256 }) => [path, sha256])) };
}

/** One backup while it is made. It gets its name only when it is whole and on the disk. */
export class Generation {
  private readonly listed: Listed[] = [];
  private bytes = 0;

  private constructor(
    private readonly folder: string,
    private readonly name: string,
    private readonly earlier: Earlier | undefined,
    private readonly lock: HomeLock,
  ) {}

  /** @throws Refusal while another one is made in the same folder on this machine */
  static async begin(folder: string, now: Date): Promise<Generation> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const lock = await lockHome(await realpath(folder));
    if (lock === undefined)
      throw new Refusal(
        'Another backup is being made in this folder: wait until it is done, or name another folder.',
      );
    try {
      return await Generation.prepare(folder, now, lock);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  private static async prepare(folder: string, now: Date, lock: HomeLock): Promise<Generation> {
    // What a backup that was broken off left behind.
    for (const left of await readdir(folder))
      if (left.endsWith(PART)) await rm(join(folder, left), { recursive: true });
    const last = (await generationsIn(folder)).at(-1);
    const generation = new Generation(
      folder,
      nameOf(now),
      last === undefined ? undefined : await earlierIn(join(folder, last)),
      lock,
    );
    await mkdir(generation.path(), { mode: 0o700 });
    return generation;
  }

  path(...parts: string[]): string {
    return join(this.folder, this.name + PART, ...parts);
  }

  /** Copies a file, if it is still there. What never changes (`constant`) is taken from the backup before, by a link. */
  async add(from: string, path: string, constant = false): Promise<void> {
    try {
      const known = constant ? this.earlier?.known.get(path) : undefined;
      if (
        known !== undefined &&
        (await linkSame(from, join(this.earlier?.folder ?? '', path), this.path(path)))
      ) {
        this.listed.push({ path, sha256: known });
        return;
      }
      const { sha256, bytes } = await copyHashed(from, this.path(path));
      this.bytes += bytes;
      this.listed.push({ path, sha256 });
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  /** A file that was written into the backup by itself. */
  async note(path: string): Promise<void> {
    const sha256 = createHash('sha256')
      .update(await readFile(this.path(path)))
      .digest('hex');
    this.listed.push({ path, sha256 });
  }

  async finish(
    facts: Pick<Facts, 'logSize' | 'objects'> & { readonly at: Date },
  ): Promise<{ folder: string; facts: Facts }> {
    const text = this.listed.map(lineOf).join('');
    const made: Facts = {
      format: 1,
      at: facts.at.toISOString(),
      logSize: facts.logSize,
      objects: facts.objects,
      files: this.listed.length,
      bytes: this.bytes,
      list: createHash('sha256').update(text).digest('hex'),
    };
    await writeFile(this.path(LIST), text, { mode: 0o600 });
    await writeFile(this.path(FACTS), `${JSON.stringify(made, undefined, 2)}\n`, { mode: 0o600 });
    await onDisk(this.path());
    const folder = join(this.folder, this.name);
    await rename(this.path(), folder);
    await onDisk(this.folder);
    this.lock.release();
    return { folder, facts: made };
  }

  async abandon(): Promise<void> {
    await rm(this.path(), { recursive: true, force: true });
    this.lock.release();
  }
}

/** Everything that was written to the file system of `folder`. */
const onDisk = async (folder: string): Promise<void> => {
  await promisify(execFile)('sync', ['-f', folder]);
};

/** Removes all but the newest `keep` backups. */
export async function prune(folder: string, keep: number): Promise<string[]> {
  const old = (await generationsIn(folder)).slice(0, -keep);
  for (const name of old) await rm(join(folder, name), { recursive: true });
  return old;
}
