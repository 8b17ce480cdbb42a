import { statfs, type FileHandle } from 'node:fs/promises';
import { StorageFull } from '../errors';

/** Reads of this size come within a tenth of the disk's own speed; Node's default of 64 KiB does not. */
export const READ_BYTES = 1024 ** 2;

const ROOM_EVERY = 64 * 1024 ** 2;
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

export const errorCode = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

/** Rethrows a full disk as StorageFull, anything else as it is. */
export function rethrowDisk(error: unknown): never {
  if (NO_ROOM.has(errorCode(error) ?? '')) throw new StorageFull({ cause: error });
  throw error;
}

/** The space of one disk, less a reserve that is never given away. */
export class Room {
  constructor(
    private readonly folder: string,
    private readonly reserveBytes: number,
  ) {}

  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.folder);
    return Math.max(0, bavail * bsize - this.reserveBytes);
  }

  /** @throws StorageFull */
  async claim(bytes: number): Promise<void> {
    if ((await this.freeBytes()) < bytes) throw new StorageFull();
  }
}

async function writeAll(file: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < chunk.length) {
    const { bytesWritten } = await file.write(chunk, done, chunk.length - done, position + done);
    done += bytesWritten;
  }
}

/**
 * Writes a stream from `offset` on, looking every 64 MiB whether the reserve still holds; returns the new end.
 * @throws StorageFull
 */
export async function writeStream(
  file: FileHandle,
  source: AsyncIterable<Uint8Array>,
  options: { offset?: number; room?: Room; each?: (chunk: Uint8Array) => void } = {},
): Promise<number> {
  let position = options.offset ?? 0;
  let looked = position;
  try {
    await options.room?.claim(1);
    for await (const chunk of source) {
      options.each?.(chunk);
      if (position - looked >= ROOM_EVERY) {
        await options.room?.claim(chunk.length);
        looked = position;
      }
      await writeAll(file, chunk, position);
      position += chunk.length;
    }
    return position;
  } catch (error) {
    return rethrowDisk(error);
  }
}
