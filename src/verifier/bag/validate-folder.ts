import { createHash, getHashes } from 'node:crypto';
import { streamedDigests } from './checksums';
import { readBagFolder } from './folder-reader';
import type { BagReport } from './problem';
import type { Checksums } from './reader';
import { validateBag } from './validate-bag';

const KNOWN = new Set(getHashes().map((name) => name.toLowerCase()));

/** Every algorithm that Node's OpenSSL has under its normalised name: md5, sha1, sha256, sha512, ... */
const nodeChecksums: Checksums = (algorithm) => {
  if (!KNOWN.has(algorithm)) return undefined;
  const hash = createHash(algorithm);
  return {
    update: (chunk) => {
      hash.update(chunk);
    },
    hex: () => hash.digest('hex'),
  };
};

/** A bag of anybody's, in a folder of this machine, with all its checksums. */
export function validateBagFolder(folder: string): Promise<BagReport> {
  const reader = readBagFolder(folder);
  return validateBag(reader, streamedDigests(reader, nodeChecksums));
}
