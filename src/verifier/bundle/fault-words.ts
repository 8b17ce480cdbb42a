import type { BundleFault } from './bundle-verdict';

/** How a person reads what is wrong with a file: after its path. */
const WORDS: Readonly<Partial<Record<BundleFault, string>>> = {
  'wrong-checksum': 'its bytes are not those that were sealed',
  'missing-file': 'it was sealed, and is not there',
  'bad-signature': 'the signature of the list of all files does not hold',
  'wrong-summary': 'the summary of the bundle does not fit what it holds',
  'not-in-the-log': 'it is not what the custody log holds',
  'bad-event': 'the custody history is not as it was written',
  'other-checkpoint': 'it is of another state of the custody log than the rest',
  'bad-time-stamp': 'the time stamp does not hold',
  'bad-witness': 'what a witness is said to have signed does not hold',
  'not-for-this-kind': 'a bundle of this kind must not hold it',
  'bad-zip': 'the archive contradicts itself, and two programs may unpack it in two ways',
  'wrong-payload-oxum': 'it gives another number of bytes or files than are there',
  'not-a-file': 'it was a file, and is something else',
};

export const faultWords = (what: BundleFault): string =>
  WORDS[what] ?? `it is not as a BagIt bag must be (${what})`;
