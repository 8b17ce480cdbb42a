import { randomUUID } from 'node:crypto';
import { constants, type Dirent } from 'node:fs';
import {
  chown,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  stat,
  type FileHandle,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { NotFound } from '../../../kernel/errors';
import { ObjectExists } from '../errors';
import { errorCode, READ_BYTES, rethrowDisk, writeStream } from './disk';

const { O_RDONLY, O_RDWR, O_NOFOLLOW, O_NONBLOCK } = constants;
const TEMPORARY = '.tmp-';
/** Of a folder: what is made in it belongs to its group (stat(2)). */
const S_ISGID = 0o2000;
/** Another disk, a file of somebody else's where such links are forbidden, a file system without links. */
const NO_LINK = new Set(['EXDEV', 'EPERM', 'ENOTSUP']);
const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ELOOP']);

export const isAbsent = (error: unknown): boolean => ABSENT.has(errorCode(error) ?? '');

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** As the names of what is in them go: after that of a folder comes a slash. */
const placeOf = (entry: Dirent): string => (entry.isDirectory() ? `${entry.name}/` : entry.name);

const byName = (one: Dirent, other: Dirent): number => (placeOf(one) < placeOf(other) ? -1 : 1);

export interface Found {
  readonly key: string;
  readonly size: number;
  readonly modifiedAt: Date;
  readonly changedAt: Date;
}

/** Modes of what is made in an area, from its first moment. */
export interface Modes {
  readonly folder: number;
  readonly file: number;
}

/** For one user alone. */
export const PRIVATE: Modes = { folder: 0o700, file: 0o600 };

/**
 * One area on a file system. Folders and files have their modes from their first moment; symbolic links are never followed;
 * a file gets its name by link(2), which fails when the name is taken. Keys are checked by the callers.
 */
export class Folder {
  private modes = PRIVATE;

  /** @param shared the modes where the folder itself says, by its set-group-ID bit, that what is in it is for its group */
  constructor(
    readonly root: string,
    private readonly shared: Modes = PRIVATE,
  ) {}

  /** @param at the part of it in which this process writes */
  async prepare(at = this.root): Promise<void> {
    await mkdir(at, { recursive: true, mode: PRIVATE.folder });
    if (((await stat(at)).mode & S_ISGID) !== 0) this.modes = this.shared;
  }

  /** Rejects when the folder is not there, as when its disk is not mounted. */
  async check(): Promise<void> {
    if (!(await stat(this.root)).isDirectory()) throw new NotFound('The folder of stored files');
  }

  path(key: string): string {
    return join(this.root, key);
  }

  /** Opens a regular file. @throws NotFound also for a link, a device or a folder */
  async open(key: string, access: 'read' | 'write' = 'read'): Promise<FileHandle> {
    await this.refuseLinkedFolders(key);
    const flags = (access === 'read' ? O_RDONLY : O_RDWR) | O_NOFOLLOW | O_NONBLOCK;
    const file = await open(this.path(key), flags).catch((error: unknown) => {
      if (isAbsent(error)) throw new NotFound('The file');
      throw error;
    });
    if ((await file.stat()).isFile()) return file;
    await file.close();
    throw new NotFound('The file');
  }

  /** A new file without a name that anyone lists, in the folder of `key`, so that it can be linked to it. */
  async temporary(key: string): Promise<string> {
    await this.makeParents(key);
    return join(dirname(this.path(key)), `${TEMPORARY}${randomUUID()}`);
  }

  async create(path: string): Promise<FileHandle> {
    return open(path, 'wx', this.modes.file).catch(rethrowDisk);
  }

  async openTemporary(path: string): Promise<FileHandle> {
    return open(path, O_RDONLY | O_NOFOLLOW);
  }

  async has(key: string): Promise<boolean> {
    return lstat(this.path(key)).then(
      () => true,
      () => false,
    );
  }

  /** @throws ObjectExists */
  async createEmpty(key: string): Promise<void> {
    await this.makeParents(key);
    const file = await this.create(this.path(key)).catch((error: unknown) => {
      throw errorCode(error) === 'EEXIST' ? new ObjectExists({ cause: error }) : error;
    });
    await file.close();
  }

  /** Puts a small file in the place of another, or of none, in one durable step. */
  async replace(key: string, bytes: Uint8Array): Promise<void> {
    const temporary = await this.temporary(key);
    try {
      const file = await this.create(temporary);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, this.path(key));
      await this.syncFolderOf(key);
    } catch (error) {
      await rm(temporary, { force: true });
      rethrowDisk(error);
    }
  }

  /** Gives a finished file its name, durably. False when the name is taken: the file there is left as it is. */
  async publish(temporary: string, key: string): Promise<boolean> {
    try {
      await link(temporary, this.path(key));
      return true;
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return false;
      return rethrowDisk(error);
    } finally {
      await rm(temporary, { force: true });
      await syncFolder(dirname(temporary));
    }
  }

  /** Gives a finished file the name of another, or of none, durably, and makes it the property of who has the folder. */
  async supersede(temporary: string, key: string): Promise<void> {
    await this.refuseLinkedFolders(key);
    const { uid, gid } = await stat(dirname(this.path(key)));
    await chown(temporary, uid, gid);
    await rename(temporary, this.path(key));
    await this.syncFolderOf(key);
  }

  async syncFolderOf(key: string): Promise<void> {
    await syncFolder(dirname(this.path(key)));
  }

  /**
   * Moves a regular file here from another area, durably. What has the name here already stays, and the other file goes; a
   * link or a device goes. Succeeds when there is nothing to move.
   */
  async takeFrom(other: Folder, key: string): Promise<void> {
    const found = await lstat(other.path(key)).catch(() => undefined);
    if (found === undefined || found.isDirectory()) return;
    if (found.isFile() && !(await this.has(key))) {
      await this.prepare();
      await this.makeParents(key);
      await this.linkFrom(other, key);
    }
    await other.remove(key);
  }

  /** Unlinks durably. Succeeds when there is nothing. */
  async remove(key: string): Promise<void> {
    await this.refuseLinkedFolders(key);
    try {
      await rm(this.path(key));
      await this.syncFolderOf(key);
    } catch (error) {
      if (!isAbsent(error)) throw error;
    }
  }

  /** By name, in the order of their code units. */
  async *list(prefix = ''): AsyncGenerator<Found> {
    const folder = prefix.slice(0, Math.max(0, prefix.lastIndexOf('/')));
    for await (const found of this.walk(folder)) {
      if (found.key.startsWith(prefix) && !basename(found.key).startsWith('.')) yield found;
    }
  }

  /** Removes files of unfinished writes last touched before `olderThan`: by ctime, since a hard link keeps its mtime. */
  async sweep(olderThan: Date): Promise<number> {
    let count = 0;
    for await (const found of this.walk('')) {
      if (!basename(found.key).startsWith(TEMPORARY) || found.changedAt >= olderThan) continue;
      await rm(this.path(found.key), { force: true });
      count += 1;
    }
    return count;
  }

  /** One step, so that a kill leaves the file under one of the names or both; a copy where no link can be made. */
  private async linkFrom(other: Folder, key: string): Promise<void> {
    try {
      await link(other.path(key), this.path(key));
      await this.syncFolderOf(key);
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return;
      if (!NO_LINK.has(errorCode(error) ?? '')) rethrowDisk(error);
      await this.copyFrom(other, key);
    }
  }

  private async copyFrom(other: Folder, key: string): Promise<void> {
    const source = await other.open(key);
    const temporary = await this.temporary(key);
    try {
      const target = await this.create(temporary);
      try {
        await writeStream(target, source.createReadStream({ autoClose: false, highWaterMark: READ_BYTES }));
        await target.sync().catch(rethrowDisk);
      } finally {
        await target.close();
      }
      await this.publish(temporary, key);
    } finally {
      await source.close();
      await rm(temporary, { force: true });
    }
  }

  private async *walk(folder: string): AsyncGenerator<Found> {
    const entries = await readdir(this.path(folder), { withFileTypes: true }).catch((error: unknown) => {
      if (isAbsent(error)) return [];
      throw error;
    });
    for (const entry of entries.sort(byName)) {
      const key = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) yield* this.walk(key);
      else if (entry.isFile()) yield* this.found(key);
    }
  }

  private async *found(key: string): AsyncGenerator<Found> {
    try {
      const { size, mtime, ctime } = await lstat(this.path(key));
      yield { key, size, modifiedAt: mtime, changedAt: ctime };
    } catch (error) {
      if (!isAbsent(error)) throw error; // removed since it was listed
    }
  }

  private async makeParents(key: string): Promise<void> {
    for (const folder of this.parents(key)) {
      try {
        await mkdir(folder, { mode: this.modes.folder });
        await syncFolder(dirname(folder));
      } catch (error) {
        if (errorCode(error) !== 'EEXIST') rethrowDisk(error);
      }
    }
    await this.refuseLinkedFolders(key);
  }

  private async refuseLinkedFolders(key: string): Promise<void> {
    for (const folder of this.parents(key)) {
      const stat = await lstat(folder).catch((error: unknown) => {
        if (isAbsent(error)) return undefined;
        throw error;
      });
      if (stat !== undefined && !stat.isDirectory()) throw new NotFound('The file');
    }
  }

  private parents(key: string): string[] {
    const parts = key.split('/').slice(0, -1);
    return parts.map((_, index) => join(this.root, ...parts.slice(0, index + 1)));
  }
}
