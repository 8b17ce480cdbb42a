import { openZip } from '../zip/open-zip';
import type { RandomAccess } from '../zip/random-access';
import { CannotOpen, ZipFault } from '../zip/zip-fault';
import { bundleTampered, bundleUnknown, type BundleVerdict } from './bundle-verdict';
import { verifyBundle, type BundleOptions } from './verify-bundle';

/** Says of an archive that cannot be opened what is known. @throws any other error */
export function verdictOnZip(error: unknown): BundleVerdict {
  if (error instanceof CannotOpen) return bundleUnknown(error.message);
  if (!(error instanceof ZipFault)) throw error;
  const { where, expected, found } = error;
  return bundleTampered([{ what: 'bad-zip', where, expected, found }]);
}

/** Checks a bundle in its ZIP, without unpacking it: see `verifyBundle`. @throws what the file throws */
export async function verifyZip(file: RandomAccess, options: BundleOptions = {}): Promise<BundleVerdict> {
  try {
    return await verifyBundle(await openZip(file), options);
  } catch (error) {
    return verdictOnZip(error);
  }
}
