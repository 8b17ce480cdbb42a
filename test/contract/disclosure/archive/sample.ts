import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import {
  BAG_DECLARATION,
  bagInfoFile,
  FolderNames,
  manifestFile,
  planArchive,
  type ArchiveEntry,
  type ArchivePlan,
  type OpenEntry,
} from '../../../../src/features/disclosure/archive';
import { sha256Hex } from '../../../../src/kernel/ids';
import { evidenceKey } from '../../../../src/platform/object-store';

export const SEALED_AT = new Date('2026-11-24T14:26:52Z');
export const FOLDER = 'LINTEL-52AV0012326-defence-1';

/** Names as victims' telephones and malice make them. */
const GIVEN = [
  'Front door.mp4',
  'FRONT DOOR.MP4',
  'Tu\u0308rklingel 🙂.mp4',
  '100%.mp4',
  '../../etc/passwd',
  'CON.mp4',
  'a\r\nb.mp4',
  `${'long '.repeat(100)}.mov`,
  'it\'s $HOME `x` "quoted".mp4',
  '-rf.mp4',
  '日本語.mp4',
  '.hidden',
];

export interface Sample {
  readonly plan: ArchivePlan;
  readonly open: OpenEntry;
  /** Path below the bag's folder, and content. */
  readonly files: ReadonlyMap<string, Buffer>;
}

const digest = (bytes: Buffer) => sha256Hex(createHash('sha256').update(bytes).digest('hex'));

/** A bag of real tag files over a payload of random bytes, planned as a seal does it. */
export function sampleBag(): Sample {
  const names = new FolderNames();
  const payload = GIVEN.map((given, index) => ({
    path: `data/originals/AB-1/${names.give(given)}`,
    bytes: randomBytes(index === 0 ? 3_000_000 : index * 10_007),
  }));
  payload.push({ path: 'data/viewing/AB-1/empty', bytes: Buffer.alloc(0) });
  const listed = payload.map(({ path, bytes }) => ({ path, size: bytes.length, sha256: digest(bytes) }));
  const tags = [
    { path: 'bagit.txt', bytes: Buffer.from(BAG_DECLARATION) },
    {
      path: 'bag-info.txt',
      bytes: Buffer.from(
        bagInfoFile(
          [
            ['External-Identifier', FOLDER],
            ['Bagging-Date', '2026-11-24'],
          ],
          listed,
        ),
      ),
    },
    { path: 'manifest-sha256.txt', bytes: Buffer.from(manifestFile(listed)) },
  ];
  const tagManifest = manifestFile(
    tags.map(({ path, bytes }) => ({ path, size: bytes.length, sha256: digest(bytes) })),
  );
  const all = [...tags, { path: 'tagmanifest-sha256.txt', bytes: Buffer.from(tagManifest) }, ...payload];
  const entries: ArchiveEntry[] = all.map(({ path, bytes }, position) => ({
    path,
    size: bytes.length,
    crc32: crc32(bytes),
    sha256: digest(bytes),
    object: evidenceKey(`bundles/b/${position}`),
  }));
  const files = new Map(all.map(({ path, bytes }) => [path, bytes]));
  const open: OpenEntry = ({ path }, { start, end }) =>
    Promise.resolve(Readable.from([(files.get(path) ?? Buffer.alloc(0)).subarray(start, end + 1)]));
  return { plan: planArchive({ folder: FOLDER, sealedAt: SEALED_AT, entries }), open, files };
}
