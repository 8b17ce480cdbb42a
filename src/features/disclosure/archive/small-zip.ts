import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { sha256Hex } from '../../../kernel/ids';
import { evidenceKey } from '../../../platform/object-store';
import type { ArchiveEntry } from './plan';
import { centralHeader, dosTime, endRecords, localHeader } from '../../../platform/zip';

/** A few small files as one ZIP in memory, in the given order. */
export function smallZip(
  files: readonly { readonly path: string; readonly bytes: Buffer }[],
  at: Date,
): Buffer {
  const time = dosTime(at);
  const [body, directory]: [Buffer[], Buffer[]] = [[], []];
  let start = 0;
  for (const { path, bytes } of files) {
    const sha256 = sha256Hex(createHash('sha256').update(bytes).digest('hex'));
    const entry: ArchiveEntry = {
      ...{ path, size: bytes.length, crc32: crc32(bytes), sha256 },
      object: evidenceKey(`small/${sha256}`),
    };
    const name = Buffer.from(path);
    const head = localHeader(entry, name, time);
    body.push(head, bytes);
    directory.push(centralHeader(entry, name, time, start));
    start += head.length + bytes.length;
  }
  const size = directory.reduce((sum, header) => sum + header.length, 0);
  return Buffer.concat([...body, ...directory, endRecords({ start, size }, files.length)]);
}
