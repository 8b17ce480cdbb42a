import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { link, mkdir, stat, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface Copied {
  readonly sha256: string;
  readonly bytes: number;
}

const CHUNK = 1024 ** 2;

/** Copies in one pass and tells what was read; the copy keeps the time of its original. The target must not be there. */
export async function copyHashed(from: string, to: string, mode = 0o600): Promise<Copied> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  let bytes = 0;
  const tap = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(undefined, chunk);
    },
  });
  const { atimeMs, mtimeMs } = await stat(from);
  await pipeline(
    createReadStream(from, { highWaterMark: CHUNK }),
    tap,
    createWriteStream(to, { flags: 'wx', mode }),
  );
  await utimes(to, atimeMs / 1000, mtimeMs / 1000);
  return { sha256: hash.digest('hex'), bytes };
}

/** The file of an earlier backup under another name, where it is the same: size and time are those of `from`. */
export async function linkSame(from: string, earlier: string, to: string): Promise<boolean> {
  const [now, then] = await Promise.all([stat(from), stat(earlier).catch(() => undefined)]);
  const isSame = then?.isFile() === true && then.size === now.size && sameTime(then.mtimeMs, now.mtimeMs);
  if (!isSame) return false;
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await link(earlier, to);
  return true;
}

/** Times are set in microseconds, and kept in nanoseconds. */
const sameTime = (left: number, right: number): boolean => Math.abs(left - right) < 0.01;

export const isGone = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';
