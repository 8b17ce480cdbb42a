import type { BundleId, ClipId, StillId } from '../../../kernel/ids';
import { isSha256Hex } from '../../../kernel/ids';
import type { EvidenceStore } from '../../../platform/object-store';
import type { ObjectToErase } from '../domain/object-to-erase';

/** A bundle's own files are named after their content. */
export async function bundleFiles(
  store: Pick<EvidenceStore, 'list'>,
  bundles: readonly BundleId[],
): Promise<ObjectToErase[]> {
  const found: ObjectToErase[] = [];
  for (const bundleId of bundles) {
    for await (const { key, size } of store.list(`bundles/${bundleId}/`)) {
      const sha256 = key.split('/').at(-1) ?? '';
      if (!isSha256Hex(sha256)) continue;
      found.push({ key, what: 'bundle-file', sha256, size, clipId: null, bundleId, shared: false });
    }
  }
  return found;
}

/** Pictures of frames, redacted copies and films that no row names: a worker that was killed may have stored them. */
export async function strayCopies(
  store: Pick<EvidenceStore, 'list'>,
  { stills, films }: { readonly stills: readonly StillId[]; readonly films: readonly string[] },
  clipId: ClipId,
  known: ReadonlySet<string>,
  hash: (key: string) => Promise<ObjectToErase['sha256']>,
): Promise<ObjectToErase[]> {
  const found: ObjectToErase[] = [];
  const places = [
    ...stills.map((still) => ({ prefix: `stills/${still}/`, what: 'frame' })),
    { prefix: `redactions/${clipId}/`, what: 'redacted-copy' },
    ...films
      .filter((folder) => !folder.startsWith(`redactions/${clipId}/`))
      .map((prefix) => ({ prefix, what: 'compilation' })),
  ];
  for (const { prefix, what } of places) {
    for await (const { key, size } of store.list(prefix)) {
      if (known.has(key)) continue;
      const sha256 = await hash(key);
      found.push({ key, what, sha256, size, clipId, bundleId: null, shared: false });
    }
  }
  return found;
}
