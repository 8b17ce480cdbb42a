import { open } from 'node:fs/promises';
import type { RandomAccess } from './random-access';

const CHUNK = 1024 ** 2;

/** A file of this machine, whatever its size. Close it. @throws what the file system throws */
export async function openFile(path: string): Promise<RandomAccess & { close(): Promise<void> }> {
  const file = await open(path, 'r');
  const { size } = await file.stat();
  return {
    size,
    from: path,
    close: () => file.close(),
    read: async function* (start, end) {
      for (let at = start; at < end;) {
        const { bytesRead, buffer } = await file.read({
          buffer: Buffer.allocUnsafe(Math.min(CHUNK, end - at)),
          position: at,
        });
        if (bytesRead === 0) return;
        at += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    },
  };
}
