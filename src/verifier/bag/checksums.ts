import type { Manifest } from './manifest';
import type { Findings } from './problem';
import type { BagReader, Checksum, Checksums } from './reader';

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

async function sums(
  chunks: AsyncIterable<Uint8Array>,
  algorithms: Map<string, Checksum>,
): Promise<{ bytes: number; found: Map<string, string> }> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    for (const checksum of algorithms.values()) checksum.update(chunk);
  }
  return { bytes, found: new Map([...algorithms].map(([name, checksum]) => [name, checksum.hex()])) };
}

/** Reads every listed file once and compares all its checksums (RFC 8493 section 3). Constant memory. */
export async function checkChecksums(
  reader: BagReader,
  checksums: Checksums,
  manifests: readonly Manifest[],
  findings: Findings,
): Promise<{ files: number; bytes: number }> {
  const known = manifests.filter(({ algorithm, file }) => {
    if (checksums(algorithm) !== undefined) return true;
    findings.problem('2.4', 'unsupported-algorithm', file, 'an algorithm known here', algorithm);
    return false;
  });
  const verified = { files: 0, bytes: 0 };
  for (const [path, wanted] of wantedByFile(known)) {
    const running = new Map<string, Checksum>();
    for (const { manifest } of wanted) {
      const checksum = checksums(manifest.algorithm);
      if (checksum !== undefined) running.set(manifest.algorithm, checksum);
    }
    const result = await sums(reader.read(path), running).catch(() => undefined);
    if (result === undefined) {
      findings.problem('3', 'unreadable', path, 'its bytes', 'an error on reading');
      continue;
    }
    const wrong = wanted.filter(
      ({ manifest, checksum }) => result.found.get(manifest.algorithm) !== checksum,
    );
    for (const { manifest, checksum, line } of wrong) {
      findings.problem(
        '3',
        'wrong-checksum',
        path,
        checksum,
        result.found.get(manifest.algorithm) ?? '',
        line,
      );
    }
    if (wrong.length > 0) continue;
    verified.files += 1;
    verified.bytes += result.bytes;
  }
  return verified;
}
