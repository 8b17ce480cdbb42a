import { StorageFull } from '../errors';

const FULL = new Set(['QuotaExceeded', 'InsufficientStorage', 'XMinioStorageFull']);
const ABSENT = new Set(['NotFound', 'NoSuchKey', 'NoSuchVersion', 'NoSuchUpload']);

/** The name an S3 server gives an error; the SDK uses it as the error's own. */
export const s3Code = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'name' in error && typeof error.name === 'string'
    ? error.name
    : '';

export const isAbsentInS3 = (error: unknown): boolean => ABSENT.has(s3Code(error));

/** `If-None-Match: *` met an object, or another writer at the same moment (409, which AWS may answer). */
export const isTaken = (error: unknown): boolean =>
  s3Code(error) === 'PreconditionFailed' || s3Code(error) === 'ConditionalRequestConflict';

/** Rethrows a full store as StorageFull, anything else as it is. */
export function rethrowS3(error: unknown): never {
  if (FULL.has(s3Code(error))) throw new StorageFull({ cause: error });
  throw error;
}
