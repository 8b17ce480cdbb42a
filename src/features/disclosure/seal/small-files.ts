import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { sha256Hex, type BundleId } from '../../../kernel/ids';
import { evidenceKey, type EvidenceStore } from '../../../platform/object-store';
import type { ArchiveEntry } from '../archive';

/** A file that sealing writes itself. */
export interface SmallFile {
  /** Below the bag's folder. */
  readonly path: string;
  readonly bytes: Buffer;
}

/** Named after its content, so that a seal that was cut off and runs again never meets another file of that name. */
export function entryOf(bundle: BundleId, { path, bytes }: SmallFile): ArchiveEntry {
  const sha256 = sha256Hex(createHash('sha256').update(bytes).digest('hex'));
  const object = evidenceKey(`bundles/${bundle}/${sha256}`);
  return { path, size: bytes.length, crc32: crc32(bytes), sha256, object };
}

const AT_ONCE = 8;

/** Stores the files and gives their entries. Files of the same content share one object. */
export async function storeFiles(
  evidence: EvidenceStore,
  bundle: BundleId,
  files: readonly SmallFile[],
  signal: AbortSignal,
): Promise<ArchiveEntry[]> {
  const entries = files.map((file) => entryOf(bundle, file));
  const objects = [...new Map(entries.map(({ object }, place) => [object, files[place]?.bytes])).entries()];
  const next = objects.values();
  const store = async (): Promise<void> => {
    for (const [key, bytes] of next) {
      signal.throwIfAborted();
      if (bytes !== undefined) await evidence.put(key, bytes, { contentType: 'application/octet-stream' });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, store));
  return entries;
}
