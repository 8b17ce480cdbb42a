import type { Contents } from './contents';
import type { Manifest } from './manifest';
import type { BagReport, Findings } from './problem';
import type { BagReader, Checksum, Checksums, Digest, Digests } from './reader';

interface Wanted {
  readonly manifest: Manifest;
  readonly checksum: string;
  readonly line: number;
}

function wantedByFile(manifests: readonly Manifest[]): Map<string, Wanted[]> {
  const wanted = new Map<string, Wanted[]>();
  for (const manifest of manifests) {
    for (const { path, checksum, line } of manifest.entries) {
      const list = wanted.get(path) ?? [];
      list.push({ manifest, checksum, line });
      wanted.set(path, list);
    }
  }
  return wanted;
}

/** Hashes one file after another, in constant memory. */
export function streamedDigests(reader: BagReader, checksums: Checksums): Digests {
  const digest = async (path: string, algorithms: readonly string[]): Promise<Digest> => {
    const running = new Map<string, Checksum>();
    for (const algorithm of algorithms) {
      const checksum = checksums(algorithm);
      if (checksum !== undefined) running.set(algorithm, checksum);
    }
    let bytes = 0;
    for await (const chunk of reader.read(path)) {
      bytes += chunk.length;
      for (const checksum of running.values()) checksum.update(chunk);
    }
    return { bytes, sums: new Map([...running].map(([name, checksum]) => [name, checksum.hex()])) };
  };
  let before: Promise<unknown> = Promise.resolve();
  return {
    knows: (algorithm) => checksums(algorithm) !== undefined,
    of: ({ path }, algorithms) => {
      const own = before.then(() => digest(path, algorithms));
      before = own.catch(() => undefined);
      return own;
    },
  };
}

/** Has every listed file read once and compares all its checksums (RFC 8493 section 3). */
export async function checkChecksums(
  digests: Digests,
  contents: Contents,
  manifests: readonly Manifest[],
  findings: Findings,
): Promise<BagReport['verified']> {
  const known = manifests.filter(({ algorithm, file }) => {
    if (digests.knows(algorithm)) return true;
    findings.problem('2.4', 'unsupported-algorithm', file, 'an algorithm known here', algorithm);
    return false;
  });
  const files = [...wantedByFile(known)].map(async ([path, wanted]) => {
    const item = contents.files.get(path) ?? { path, kind: 'file', size: 0 };
    const algorithms = [...new Set(wanted.map(({ manifest }) => manifest.algorithm))];
    return { path, wanted, digest: await digests.of(item, algorithms).catch(() => undefined) };
  });
  const verified = { files: 0, bytes: 0 };
  for (const { path, wanted, digest } of await Promise.all(files)) {
    if (digest === undefined) {
      findings.problem('3', 'unreadable', path, 'its bytes', 'an error on reading');
      continue;
    }
    const found = ({ manifest }: Wanted): string => digest.sums.get(manifest.algorithm) ?? '';
    const wrong = wanted.filter((one) => found(one) !== one.checksum);
    for (const one of wrong)
      findings.problem('3', 'wrong-checksum', path, one.checksum, found(one), one.line);
    if (wrong.length > 0) continue;
    verified.files += 1;
    verified.bytes += digest.bytes;
  }
  return verified;
}
