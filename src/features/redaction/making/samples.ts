import { open } from 'node:fs/promises';
import type { SoundShape } from '../../../platform/media';

/** Bytes of one value. */
const WIDTH = 2;

/** Pieces of sound of one second each, from `first` on; where the file has none there is silence. */
export async function* seconds(
  { path, rate, channels }: SoundShape & { readonly path: string },
  first: number,
  count: number | null,
): AsyncGenerator<Int16Array> {
  const file = await open(path, 'r');
  try {
    const held = Math.floor((await file.stat()).size / (WIDTH * channels));
    const total = count ?? Math.max(0, held - first);
    for (let done = 0; done < total; done += rate) {
      const length = Math.min(rate, total - done);
      const bytes = Buffer.alloc(length * channels * WIDTH);
      const from = first + done;
      const skip = Math.max(0, -from);
      if (skip < length)
        await file.read(
          bytes,
          skip * channels * WIDTH,
          (length - skip) * channels * WIDTH,
          (from + skip) * channels * WIDTH,
        );
      yield new Int16Array(bytes.buffer, bytes.byteOffset, length * channels);
    }
  } finally {
    await file.close();
  }
}

export const bytesOf = (samples: Int16Array): Buffer =>
  Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
