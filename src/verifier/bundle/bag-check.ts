import { createHash } from 'node:crypto';
import type { BagProblem, BagReport } from '../bag/problem';
import type { Checksums } from '../bag/reader';
import { readPath } from '../bag/path';
import { validateBag } from '../bag/validate-bag';
import type { Files } from '../files';
import { bad } from './bundle-verdict';
import { isSignedBy, readBundleKey, type BundleKey } from './bundle-key';
import { BAG } from './layout';

/** SHA-256 alone: a bundle has no other. */
export const sha256Checksums: Checksums = (algorithm) => {
  if (algorithm !== 'sha256') return undefined;
  const hash = createHash('sha256');
  return {
    update: (chunk) => {
      hash.update(chunk);
    },
    hex: () => hash.digest('hex'),
  };
};

/** Path and SHA-256 of every line of a manifest that can be read. */
export function parseManifest(text: string): Map<string, string> {
  const sums = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, sum, written] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    const read = readPath(written ?? '');
    if (sum !== undefined && 'path' in read) sums.set(read.path, sum);
  }
  return sums;
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Whether the key itself was changed: a manifest that the tag manifest vouches for lists another. */
async function checkKeyFile(files: Files): Promise<void> {
  if (!(await files.has(BAG.manifest))) return;
  const [tags, payload] = [await files.bytes(BAG.tagManifest), await files.bytes(BAG.manifest)];
  if (parseManifest(tags.toString()).get(BAG.manifest) !== sha256(payload)) return;
  const manifest = parseManifest(payload.toString());
  const [expected, found] = [manifest.get(BAG.bundleKey), sha256(await files.bytes(BAG.bundleKey))];
  if (expected !== undefined && expected !== found) {
    throw bad('wrong-checksum', BAG.bundleKey, expected, found);
  }
}

/** What could be found of the signature; `why` when a part of it is not there. */
export type Signature = { readonly key: BundleKey } | { readonly why: string };

/**
 * The signature of the tag manifest, from which everything else hangs.
 * @param fingerprint in the form of `BundleKey.fingerprint`, from elsewhere
 * @throws Tampering
 */
export async function checkSignature(files: Files, fingerprint: string | undefined): Promise<Signature> {
  for (const path of [BAG.bundleKey, BAG.tagManifest, BAG.signature]) {
    if (!(await files.has(path))) return { why: `${path} is missing` };
  }
  const key = readBundleKey((await files.bytes(BAG.bundleKey)).toString('latin1'));
  if (key !== undefined && fingerprint !== undefined && key.fingerprint !== fingerprint) {
    throw bad('wrong-key', BAG.bundleKey, fingerprint, key.fingerprint);
  }
  const [signed, signature] = [await files.bytes(BAG.tagManifest), await files.bytes(BAG.signature)];
  if (key !== undefined && isSignedBy(key, signed, signature)) return { key };
  await checkKeyFile(files);
  const who = key === undefined ? 'an Ed25519 key that is there' : `the key ${key.fingerprint}`;
  const found = signature.length === 64 ? 'another signature, or other bytes under it' : 'no signature';
  throw bad('bad-signature', BAG.tagManifest, `a signature by ${who}`, found);
}

/**
 * A manifest that was changed is named before the files that it then seems to find wrong, and a file of another length
 * before the sum of lengths that is wrong because of it.
 */
function firstOf({ problems }: BagReport): BagProblem | undefined {
  const manifest = problems.find(({ path, fault }) => path === BAG.manifest && fault === 'wrong-checksum');
  return manifest ?? problems.find(({ fault }) => fault !== 'wrong-payload-oxum') ?? problems[0];
}

/**
 * Valid under RFC 8493, and beyond it: no file that no manifest lists.
 * @throws Tampering
 */
export async function checkBag(files: Files, signature: Signature): Promise<BagReport['verified']> {
  const report = await validateBag(files.reader, sha256Checksums);
  const problem = firstOf(report);
  if (problem !== undefined) {
    const { fault, path, expected, found, line } = problem;
    // Of a checksum, the line is the manifest's; the file is at fault.
    const isOfFile = fault === 'wrong-checksum' || fault === 'missing-file';
    throw bad(fault, path, expected, found, line === undefined || isOfFile ? {} : { line });
  }
  const unlisted = report.warnings.find(
    ({ fault, path }) => fault === 'unlisted-tag-file' && path !== BAG.signature,
  );
  if (unlisted !== undefined) throw bad('unlisted-file', unlisted.path, 'no such file', 'a file');
  if ('key' in signature && !(await files.has(BAG.manifest))) {
    throw bad('missing-file', BAG.manifest, 'a manifest', 'nothing');
  }
  return report.verified;
}
