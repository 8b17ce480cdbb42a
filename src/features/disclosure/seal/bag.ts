import { createHash } from 'node:crypto';
import { sha256Hex, type BundleId, type Sha256Hex } from '../../../kernel/ids';
import type { NoteSigner } from '../../../custody';
import { BAG_DECLARATION, bagInfoFile, manifestFile, type ArchiveEntry } from '../archive';
import type { BundleRow } from '../bundles.repository';
import { signBytes } from './signing';
import { entryOf, type SmallFile } from './small-files';

const file = (path: string, text: string): SmallFile => ({ path, bytes: Buffer.from(text) });

/** The bag's tag files over its payload, with the manifest of them and its signature (RFC 8493 section 2.2). */
export function tagFilesOf(
  bundle: BundleRow,
  payload: readonly ArchiveEntry[],
  more: readonly SmallFile[],
  sealedAt: Date,
  signer: NoteSigner,
): { readonly files: readonly SmallFile[]; readonly manifestSha256: Sha256Hex } {
  const info = [
    ['Bag-Software-Agent', 'Lintel'],
    ['Bagging-Date', sealedAt.toISOString().slice(0, 10)],
    ['External-Identifier', bundle.folder],
    ['Bag-Group-Identifier', bundle.urn],
  ] as const;
  const tags = [
    file('bagit.txt', BAG_DECLARATION),
    file('bag-info.txt', bagInfoFile(info, payload)),
    file('manifest-sha256.txt', manifestFile(payload)),
    ...more,
  ];
  const manifest = file('tagmanifest-sha256.txt', manifestFile(tags.map((tag) => entryOf(bundle.id, tag))));
  const signature = { path: 'tagmanifest-sha256.txt.sig', bytes: signBytes(signer, manifest.bytes) };
  const manifestSha256 = sha256Hex(createHash('sha256').update(manifest.bytes).digest('hex'));
  return { files: [...tags, manifest, signature], manifestSha256 };
}

/** The files that are in no manifest of the bag, with a list of their own and its signature. */
export function withList(bundle: BundleId, files: readonly SmallFile[], signer: NoteSigner): SmallFile[] {
  const list = file('seal/sha256sums.txt', manifestFile(files.map((one) => entryOf(bundle, one))));
  return [...files, list, { path: `${list.path}.sig`, bytes: signBytes(signer, list.bytes) }];
}
