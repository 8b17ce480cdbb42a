import { createSHA256 } from 'hash-wasm';
import type { HashAnswer, HashQuestion } from './lib/hasher';

/** Read at a time, bytes: enough for speed, little enough for an old phone. */
const STEP = 4 * 1024 * 1024;

async function digest(file: File): Promise<string> {
  const sha256 = await createSHA256();
  for (let start = 0; start < file.size; start += STEP) {
    sha256.update(new Uint8Array(await file.slice(start, start + STEP).arrayBuffer()));
  }
  return sha256.digest('hex');
}

const answer = (message: HashAnswer): void => self.postMessage(message);

self.addEventListener('message', (event: MessageEvent<HashQuestion>) => {
  const { number, file } = event.data;
  digest(file).then(
    (sha256) => answer({ number, sha256 }),
    () => answer({ number, sha256: undefined }),
  );
});
