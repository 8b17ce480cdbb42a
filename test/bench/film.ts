import { randomFillSync } from 'node:crypto';
import { appendFile, copyFile, stat } from 'node:fs/promises';
import { clip } from '../fixtures/clips';

const MOST = 64 * 1024 ** 2;

/** A film that plays and has so many bytes: behind it stands a box that means nothing (ISO/IEC 14496-12, 8.1.2). */
export async function filmOf(path: string, bytes: number): Promise<void> {
  await copyFile(await clip('h264'), path);
  const box = bytes - (await stat(path)).size;
  const head = Buffer.alloc(8);
  head.writeUInt32BE(box, 0);
  head.write('free', 4, 'latin1');
  await appendFile(path, head);
  for (let left = box - head.length; left > 0; left -= MOST)
    await appendFile(path, randomFillSync(Buffer.allocUnsafe(Math.min(left, MOST))));
}
