export { describeVerdict, type BadEvent, type Verdict } from '../custody/pure/verdict';
export { verifyExport } from './verify-export';
export type { VerifyOptions } from './verify-records';
export { HASH_SCRIPT } from './command/hash-script';
export { verifyPath, type PathOptions, type PathVerdict } from './command/verify-path';
export { tagFiles, VerifierNotBuilt, type SealedFile } from './bundle-files';
export { verifyArchive } from './verify-archive';
