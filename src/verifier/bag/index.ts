export { nodeChecksums, readBagFolder } from './folder-reader';
export type { BagFault, BagProblem, BagReport } from './problem';
export type { BagItem, BagReader, Checksum, Checksums } from './reader';
export { validateBag } from './validate-bag';
