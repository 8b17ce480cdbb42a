import type { SmallFile } from './small-files';
import type { BundleSummary } from './summary';

/** Tag files beside BagIt's own: the reader's page, the instructions and the verifier. */
export const tagFiles = (_summary: BundleSummary): readonly SmallFile[] => [];
