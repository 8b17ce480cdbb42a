import { open, type FileHandle } from 'node:fs/promises';
import { HEAD_BYTES, MARK_BYTES, markOf } from '../seals';

/** Above this, starting the program that reads seals takes less than going through the file here. Bytes. */
const LARGE = 64 * 1024 ** 2;
const PIECE = 1024 ** 2;

/** Whether the file may carry a maker's seal: most carry none, and the program that reads seals need not be started for them. */
export async function mayBeSealed(path: string, large = LARGE): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const mark = markOf(buffer.subarray(0, bytesRead));
    if (mark === undefined) return false;
    return (await file.stat()).size > large || (await holds(file, mark));
  } finally {
    await file.close();
  }
}

/** Pieces overlap, so that a mark across two of them is seen. */
async function holds(file: FileHandle, mark: Buffer): Promise<boolean> {
  const piece = Buffer.allocUnsafe(PIECE);
  for (let at = 0; ; at += PIECE - (MARK_BYTES - 1)) {
    const { bytesRead } = await file.read(piece, 0, PIECE, at);
    if (piece.subarray(0, bytesRead).includes(mark)) return true;
    if (bytesRead < PIECE) return false;
  }
}
