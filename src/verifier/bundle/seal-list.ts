import type { Files } from '../files';
import { sha256 } from './bag-check';
import { isSignedBy, type BundleKey } from './bundle-key';
import { faultOf, type FirstBad } from './bundle-verdict';
import { SEAL } from './layout';
import { parseManifest } from './manifest-lines';

export interface SealListFindings {
  readonly faults: readonly FirstBad[];
  /** Files that do not fit the list, which is itself not as it was: one of the two was changed. */
  readonly unsure: readonly FirstBad[];
  /** Why its signature was not checked. */
  readonly why: string | undefined;
}

/**
 * The files that show that the log held the tag manifest, against their own list.
 * @param key that must have signed the list; undefined when no signature of the bundle holds
 * @throws Unreadable
 */
export async function checkSealList(files: Files, key: BundleKey | undefined): Promise<SealListFindings> {
  for (const path of [SEAL.list, SEAL.signature])
    if (!(await files.has(path))) return { faults: [], unsure: [], why: `${path} is missing` };
  const [list, signature] = [await files.bytes(SEAL.list), await files.bytes(SEAL.signature)];
  const misfits: FirstBad[] = [];
  const text = await files.text(SEAL.list).catch(() => undefined);
  if (text === undefined) misfits.push(faultOf('bad-encoding', SEAL.list, 'UTF-8', 'other bytes'));
  for (const [path, expected] of parseManifest(text ?? '')) {
    const found = (await files.has(path)) ? sha256(await files.bytes(path)) : undefined;
    if (found === undefined) misfits.push(faultOf('missing-file', path, 'a file', 'nothing'));
    else if (found !== expected) misfits.push(faultOf('wrong-checksum', path, expected, found));
  }
  if (key === undefined || isSignedBy(key, list, signature))
    return { faults: misfits, unsure: [], why: undefined };
  const changed = faultOf('bad-signature', SEAL.list, `a signature by the key ${key.fingerprint}`, 'another');
  return {
    faults: [changed],
    unsure: misfits.filter(({ where }) => where !== SEAL.list),
    why: undefined,
  };
}
