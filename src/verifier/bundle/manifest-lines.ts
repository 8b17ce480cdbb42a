import { readPath } from '../bag/path';

/** Path and SHA-256 of every line of a manifest that can be read. */
export function parseManifest(text: string): Map<string, string> {
  const sums = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, sum, written] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    const read = readPath(written ?? '');
    if (sum !== undefined && 'path' in read) sums.set(read.path, sum);
  }
  return sums;
}
