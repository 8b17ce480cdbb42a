export type { BagFault, BagReport } from './problem';
export { validateBagFolder } from './validate-folder';
