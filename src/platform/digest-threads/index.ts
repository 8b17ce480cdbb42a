export type { ObjectPart } from './file-threads';
export { ObjectDigests, type DigestRun } from './object-digests';
