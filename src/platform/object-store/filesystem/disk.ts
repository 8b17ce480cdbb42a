import { statfs, type FileHandle } from 'node:fs/promises';
import { StorageFull } from '../errors';
import { Writer } from './writer';

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

/**
 * The disk writes what came, a stretch at a time, while more comes: else all of it would be waited for at the end. What it
 * did not keep is taken away, so that nobody goes on behind it.
 */
class Behind {
  private running: Promise<void> = Promise.resolve();

  /** @param synced so much lies safely before what comes */
  constructor(
    private readonly file: FileHandle,
    private synced: number,
  ) {}

  /** @throws what the disk said of the stretch before */
  async sync(position: number): Promise<void> {
    await this.running;
    this.running = this.file.datasync().then(() => {
      this.synced = position;
    });
    // It is asked about with the next stretch, or at the end.
    this.running.catch(() => undefined);
  }

  /** @param position what came up to there is written, too */
  async end(position?: number): Promise<void> {
    try {
      if (position !== undefined) await this.sync(position);
      await this.running;
    } catch (error) {
      await this.file.truncate(this.synced);
      throw error;
    }
  }
}

export interface WriteOptions {
  readonly offset?: number;
  readonly room?: Room;
  readonly each?: (chunk: Uint8Array) => void;
  /** Somebody goes on from where it ends, however it ends: all that stays lies safely on the disk. */
  readonly resumable?: boolean;
}

/**
 * Writes a stream from `offset` on, looking every 64 MiB whether the reserve still holds; returns the new end.
 * @throws StorageFull
 */
export async function writeStream(
  file: FileHandle,
  source: AsyncIterable<Uint8Array>,
  options: WriteOptions = {},
): Promise<number> {
  const start = options.offset ?? 0;
  let looked = start;
  const writer = new Writer(file, start);
  const behind = new Behind(file, start);
  const end = (): Promise<void> => behind.end(options.resumable === true ? writer.written : undefined);
  try {
    await options.room?.claim(1);
    for await (const chunk of source) {
      options.each?.(chunk);
      if (writer.end - looked >= ROOM_EVERY) {
        await options.room?.claim(chunk.length);
        await writer.flush();
        looked = writer.written;
        await behind.sync(looked);
      }
      await writer.take(chunk);
    }
    await writer.flush();
    await end();
    return writer.written;
  } catch (error) {
    // What came before the source broke off is on its way still.
    await writer.flush().catch(() => undefined);
    await end().catch(rethrowDisk);
    return rethrowDisk(error);
  }
}
