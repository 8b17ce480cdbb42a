import { open, type FileHandle } from 'node:fs/promises';

/*
 * Of the boxes of a file only lengths and types are read, sixteen bytes at a time and so many boxes at most: that is a walk over numbers,
 * which needs no sandbox, and a program in one takes a thousand times as long to start.
 */

/** ISO 14496-12 boxes that hold picture, sound and their index; all others are somebody's remarks, or padding. */
const INDEX = new Set([
  'ftyp',
  'moov',
  'mdat',
  'mvhd',
  'trak',
  'mvex',
  'iods',
  'sidx',
  'moof',
  'mfra',
  'styp',
]);
const PADDING = new Set(['free', 'skip', 'wide']);
/** Boxes whose children are looked at. */
const FOLDERS = new Set(['moov', 'trak', 'udta']);
/** Children of a track that are its index. */
const TRACK = new Set(['tkhd', 'mdia', 'edts', 'tref', 'tapt', 'load']);
/** Boxes that stand by themselves in a file: one of another name that is too long is no recording's, but what follows it. */
const TOP = new Set([
  ...['ftyp', 'styp', 'moov', 'moof', 'mdat', 'mfra', 'sidx', 'ssix'],
  ...['free', 'skip', 'wide', 'meta', 'udta', 'uuid', 'pnot', 'emsg', 'prft'],
]);
const MAX_BOXES = 5_000;
/** A folder that lies deeper is somebody's remark. */
const MAX_DEPTH = 5;
/** Bytes before the content of a box, where its length takes eight of them. */
const HEAD = 16;

interface Box {
  readonly type: string;
  /** First byte of the content, and the byte after the last. */
  readonly start: number;
  readonly end: number;
}

/** Printable, so that a name can stand in a list: `©xyz`, `uuid`, `gps0`. */
const typeOf = (bytes: Buffer): string => bytes.toString('latin1').replaceAll(/[^\x21-\x7e\xa9]/g, '?');

async function boxAt(file: FileHandle, at: number, end: number): Promise<Box | undefined> {
  const head = Buffer.alloc(HEAD);
  const { bytesRead } = await file.read(head, 0, HEAD, at);
  if (bytesRead < 8) return undefined;
  const short = head.readUInt32BE(0);
  const long = short === 1 && bytesRead === HEAD;
  const size = long ? Number(head.readBigUInt64BE(8)) : short === 0 ? end - at : short;
  const header = long ? HEAD : 8;
  if (size < header || at + size > end) return undefined;
  return { type: typeOf(head.subarray(4, 8)), start: at + header, end: at + size };
}

/** RIFF: the length of all that follows the first eight bytes. */
const riffEnd = (head: Buffer): number | undefined =>
  head.toString('latin1', 0, 4) === 'RIFF' ? 8 + head.readUInt32LE(4) : undefined;

/** Whether the last box of an MP4 or QuickTime file is not whole, or an AVI ends before its length. Of other files this says nothing. */
export async function boxesBreakOff(file: FileHandle, size: number): Promise<boolean> {
  const head = Buffer.alloc(HEAD);
  for (let at = 0, seen = 0; at + 8 <= size && seen < MAX_BOXES; seen += 1) {
    head.fill(0);
    const { bytesRead } = await file.read(head, 0, HEAD, at);
    if (bytesRead < 8) return false;
    const riff = at === 0 ? riffEnd(head) : undefined;
    if (riff !== undefined) return riff > size;
    const short = head.readUInt32BE(0);
    // 0: to the end of the file, however long that is.
    if (short === 0 || !TOP.has(typeOf(head.subarray(4, 8)))) return false;
    const length = short === 1 ? Number(head.readBigUInt64BE(8)) : short;
    if (length < 8) return false;
    if (at + length > size) return true;
    at += length;
  }
  return false;
}

/**
 * Names of the boxes of an MP4 or QuickTime file in which a device or a program left what is neither picture, sound nor
 * index: `moov/udta/©xyz`, `uuid`. Other files: nothing.
 */
export async function remarkBoxes(path: string): Promise<string[]> {
  const file = await open(path, 'r');
  const found = new Set<string>();
  let seen = 0;
  const walk = async (start: number, end: number, inside: string, depth: number): Promise<void> => {
    for (let at = start; at < end && seen < MAX_BOXES; seen += 1) {
      const box = await boxAt(file, at, end);
      if (box === undefined) return;
      const name = `${inside}${box.type}`;
      const isIndex = INDEX.has(box.type) || (inside.endsWith('trak/') && TRACK.has(box.type));
      if (FOLDERS.has(box.type) && depth < MAX_DEPTH) await walk(box.start, box.end, `${name}/`, depth + 1);
      else if (FOLDERS.has(box.type) || (!isIndex && !PADDING.has(box.type))) found.add(name);
      at = box.end;
    }
  };
  try {
    const { size } = await file.stat();
    const first = await boxAt(file, 0, size);
    if (first?.type === 'ftyp' || first?.type === 'moov') await walk(0, size, '', 1);
    return [...found].sort();
  } finally {
    await file.close();
  }
}
