export { nodeChecksums, readBagFolder } from './folder-reader';
export type { BagFault, BagReport } from './problem';
export { validateBag } from './validate-bag';
