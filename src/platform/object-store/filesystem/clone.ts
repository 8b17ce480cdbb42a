import { constants } from 'node:fs';
import { chmod, copyFile, rm, type FileHandle } from 'node:fs/promises';
import { rethrowDisk, errorCode } from './disk';

const { COPYFILE_EXCL, COPYFILE_FICLONE_FORCE } = constants;
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT']);

/**
 * Makes a new file that shares the blocks of an open one until either is written to, where the file system can (Btrfs, XFS).
 * The source is named by its descriptor, so that nothing can be put in its place between opening and copying.
 * @returns false, and nothing is left, where it cannot @throws StorageFull
 */
export async function clone(source: FileHandle, target: string): Promise<boolean> {
  try {
    await copyFile(`/proc/self/fd/${source.fd}`, target, COPYFILE_EXCL | COPYFILE_FICLONE_FORCE);
    await chmod(target, 0o600);
    return true;
  } catch (error) {
    await rm(target, { force: true });
    if (NO_ROOM.has(errorCode(error) ?? '')) rethrowDisk(error);
    return false;
  }
}
