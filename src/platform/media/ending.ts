import { open, type FileHandle } from 'node:fs/promises';
import { boxesBreakOff } from './boxes';

/*
 * Whether a file ends before what it says of its own length, by its format. Only lengths and marks are read, a few bytes or one piece at a time
 * and never by a decoder, which needs no sandbox. What cannot be told is not called missing.
 */

interface Opened {
  readonly file: FileHandle;
  readonly size: number;
}

async function bytesAt({ file }: Opened, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}

const EBML = Buffer.from('1a45dfa3', 'hex');
const SEGMENT = Buffer.from('18538067', 'hex');
/** An identifier and a length of EBML at most. */
const ELEMENT = 12;

/** A length of EBML (RFC 8794, section 4): `undefined` where it is not known yet, as while something is recorded. */
function ebmlLength(
  bytes: Buffer,
): { readonly bytes: number; readonly value: number | undefined } | undefined {
  const [first = 0] = bytes;
  const length = Math.clz32(first) - 23;
  if (length > 8 || bytes.length < length) return undefined;
  const digits = bytes.subarray(0, length);
  const value = [...digits].reduce(
    (sum, byte, place) => sum * 256 + (place === 0 ? byte & (0xff >> length) : byte),
    0,
  );
  return { bytes: length, value: value === 2 ** (7 * length) - 1 ? undefined : value };
}

/** Matroska and WebM (RFC 9559, section 4.5): a header, and then a segment that says how long it is. */
async function segmentBreaksOff(opened: Opened): Promise<boolean> {
  const head = await bytesAt(opened, 0, ELEMENT);
  const header = ebmlLength(head.subarray(EBML.length));
  if (header?.value === undefined) return false;
  const at = EBML.length + header.bytes + header.value;
  const element = await bytesAt(opened, at, ELEMENT);
  if (!element.subarray(0, SEGMENT.length).equals(SEGMENT)) return false;
  const segment = ebmlLength(element.subarray(SEGMENT.length));
  return segment?.value !== undefined && at + SEGMENT.length + segment.bytes + segment.value > opened.size;
}

/** Before the first tag of FLV: its header and a length of 0. */
const FLV_START = 13;
const FLV_TAG = 11;

/** FLV: behind each tag stands how long it was, behind the last one, too. */
async function tagBreaksOff(opened: Opened): Promise<boolean> {
  if (opened.size <= FLV_START) return false;
  const last = await bytesAt(opened, opened.size - 4, 4);
  const at = opened.size - 4 - last.readUInt32BE(0);
  if (at < FLV_START) return true;
  const tag = await bytesAt(opened, at, FLV_TAG);
  return tag.length < FLV_TAG || tag.readUIntBE(1, 3) + FLV_TAG !== last.readUInt32BE(0);
}

const JPEG = Buffer.from('ffd8ff', 'hex');
const [SCAN, END] = [0xda, 0xd9];
const END_OF_IMAGE = Buffer.from([0xff, END]);
const PIECE = 1024 ** 2;
const MAX_SEGMENTS = 2_000;

/** Where the first picture data of a JPEG begin (ITU T.81, B.1.1.4): behind the segments, of which a small picture may hold an end of its own. */
async function scanOf(opened: Opened): Promise<number | undefined> {
  for (let at = 2, seen = 0; seen < MAX_SEGMENTS; seen += 1) {
    const head = await bytesAt(opened, at, 4);
    if (head.length < 4) return opened.size;
    if (head[0] !== 0xff) return undefined;
    if (head[1] === 0xff) at += 1;
    else if (head[1] === SCAN) return at;
    else at += 2 + head.readUInt16BE(2);
  }
  return undefined;
}

/** JPEG: within picture data no byte 0xFF stands before one of a mark, so the end is where it first looks like one. What follows it does not matter. */
async function imageBreaksOff(opened: Opened): Promise<boolean> {
  const scan = await scanOf(opened);
  if (scan === undefined) return false;
  // Pieces overlap, so that a mark across two of them is seen.
  for (let at = scan; at < opened.size; at += PIECE - 1)
    if ((await bytesAt(opened, at, PIECE)).includes(END_OF_IMAGE)) return false;
  return true;
}

function breaksOff(head: Buffer, opened: Opened): Promise<boolean> {
  if (head.subarray(0, EBML.length).equals(EBML)) return segmentBreaksOff(opened);
  if (head.toString('latin1', 0, 3) === 'FLV') return tagBreaksOff(opened);
  if (head.subarray(0, JPEG.length).equals(JPEG)) return imageBreaksOff(opened);
  return boxesBreakOff(opened.file, opened.size);
}

/** Whether the file ends before what it says of its own length: MP4, QuickTime, AVI, Matroska, WebM, FLV and JPEG say it. */
export async function endIsMissing(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const opened = { file, size: (await file.stat()).size };
    return await breaksOff(await bytesAt(opened, 0, 4), opened);
  } finally {
    await file.close();
  }
}
