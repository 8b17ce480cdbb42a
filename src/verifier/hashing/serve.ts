import type { Place } from '../bag/reader';
import type { Hashed, OnBytes } from './hashed';
import type { Answer } from './pool';

/** How many bytes go by before the thread that waits is told of them. */
const STEP = 16 * 1024 ** 2;

/** The work of a thread: hashes a place, and says how far it is. @param hash of this machine, or of a browser */
export async function serve(
  place: Place,
  hash: (place: Place, onBytes: OnBytes) => Promise<Hashed>,
  tell: (answer: Answer) => void,
): Promise<void> {
  let untold = 0;
  const onBytes: OnBytes = (bytes) => {
    untold += bytes;
    if (untold < STEP) return;
    tell({ bytes: untold });
    untold = 0;
  };
  try {
    const hashed = await hash(place, onBytes);
    tell({ bytes: untold });
    tell({ hashed });
  } catch {
    tell({ failed: true });
  }
}
