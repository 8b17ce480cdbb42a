import { readPath } from '../bag/path';

/** Path and SHA-256 of every line of a manifest that can be read, in every form that RFC 8493 section 2.1.3 allows. */
export function parseManifest(text: string): Map<string, string> {
  const sums = new Map<string, string>();
  for (const line of text.split(/\r\n|[\r\n]/)) {
    const [, sum, written] = /^([0-9a-f]{64})[ \t]+([^ \t].*)$/is.exec(line) ?? [];
    const read = readPath(written ?? '');
    if (sum !== undefined && 'path' in read) sums.set(read.path, sum.toLowerCase());
  }
  return sums;
}
