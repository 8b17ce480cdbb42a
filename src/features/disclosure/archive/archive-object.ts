import type { SendableObject } from '../../../platform/http';
import type { ObjectPart } from '../../../platform/digest-threads';
import type { EvidenceReader } from '../../../platform/object-store';
import { lendArchive } from './lend-archive';
import { piecesOf } from './pieces';
import type { ArchivePlan, LendEntry, OpenEntry } from './plan';
import { provenLend, provenOpen } from './proven-entry';
import { openArchive } from './zip-stream';

/**
 * Reads entries from the evidence store. A part that reaches an entry's end is asked for to the object's own end, so
 * that an object that has grown is noticed as well as one that has shrunk.
 */
export const fromEvidence =
  (evidence: Pick<EvidenceReader, 'read'>): OpenEntry =>
  ({ object, size }, { start, end }) =>
    evidence.read(object, end === size - 1 ? { start } : { start, end });

/** As `fromEvidence`, where the store lends what it has; undefined where it does not. */
export const lentFrom = ({ lend }: Pick<EvidenceReader, 'lend'>): LendEntry | undefined =>
  lend && (({ object, size }, { start, end }) => lend(object, end === size - 1 ? { start } : { start, end }));

/** A sealed archive for `sendObject`: exact length, strong entity tag, any byte range, and of what was sealed alone (`provenOpen`). */
export const archiveObject = (
  plan: ArchivePlan,
  openEntry: OpenEntry,
  lendEntry?: LendEntry,
): SendableObject => ({
  size: plan.totalSize,
  etag: plan.etag,
  lastModified: plan.sealedAt,
  contentType: 'application/zip',
  filename: `${plan.folder}.zip`,
  disposition: 'attachment',
  open: (span) =>
    Promise.resolve(
      lendEntry === undefined
        ? openArchive(plan, provenOpen(openEntry), span)
        : lendArchive(plan, provenLend(lendEntry), span),
    ),
});

/** The bytes from `start` up to, not with, `end` of the archive, as parts that other threads can read. Objects must end where they did. */
export function archiveParts(plan: ArchivePlan, start: number, end: number): (Uint8Array | ObjectPart)[] {
  if (start >= end) return [];
  return [...piecesOf(plan, { start, end: end - 1 })].map((piece) => {
    if (piece.kind === 'bytes') return piece.bytes;
    const { entry, span } = piece;
    const length = span.end - span.start + 1;
    return { key: entry.object, start: span.start, length, isLast: span.end === entry.size - 1 };
  });
}
