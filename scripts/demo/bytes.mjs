import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

/** SHA-256 of a stream, never holding more than a piece of it. */
export async function sha256(source) {
  const hash = createHash('sha256');
  for await (const chunk of source) hash.update(chunk);
  return hash.digest('hex');
}

export const sha256OfFile = (path) => sha256(createReadStream(path, { highWaterMark: 1024 ** 2 }));

/** Whether the bytes of a range of an answer are those of the file. */
export async function sameRange(path, start, bytes) {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes.length), 0, bytes.length, start);
    return bytesRead === bytes.length && buffer.equals(bytes);
  } finally {
    await file.close();
  }
}
