import { randomFillSync } from 'node:crypto';
import { appendFile, copyFile, stat } from 'node:fs/promises';
import { clip } from '../fixtures/clips';
import { ffmpeg } from '../medium/media/support';

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

/** What a doorbell films at night, as far as a decoder and an encoder see: much of it noise. */
export async function doorbellFilm(path: string, size: string, seconds: number): Promise<void> {
  await ffmpeg(
    ...['-v', 'error', '-f', 'lavfi'],
    ...['-i', `testsrc2=size=${size}:rate=15:duration=${seconds},noise=alls=8:allf=t`],
    ...['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:duration=${seconds}`],
    ...['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none', '-pix_fmt', 'yuv420p'],
    ...['-tag:v', 'hvc1', '-c:a', 'aac', '-f', 'mp4', path],
  );
}
