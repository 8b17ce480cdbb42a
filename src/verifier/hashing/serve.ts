import type { Answer } from '../../kernel/threads/pool';
import type { Place } from '../bag/reader';
import type { Hashed, OnBytes } from './hashed';

/** How many bytes go by before the thread that waits is told of them. */
const STEP = 16 * 1024 ** 2;

/** The work of a thread: hashes a place, and says how far it is. @param hash of this machine, or of a browser */
export async function serve(
  place: Place,
  hash: (place: Place, onBytes: OnBytes) => Promise<Hashed>,
  tell: (answer: Answer<Hashed>) => void,
): Promise<void> {
  let untold = 0;
  const onBytes: OnBytes = (bytes) => {
    untold += bytes;
    if (untold < STEP) return;
    tell({ bytes: untold });
    untold = 0;
  };
  try {
    const result = await hash(place, onBytes);
    tell({ bytes: untold });
    tell({ result });
  } catch {
    tell({ failed: new Error('the file cannot be read') });
  }
}
