import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { coloursOnly } from './colours';
import { exifOf } from './orientation';
import { NotThatFormat, partName, slice, uint32, type Orientation, type Rebuilt } from './rebuild';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/** Chunks of the PNG specification (third edition) that picture, colours, size and animation are made from. */
const KEPT = new Set([
  ...[
    'IHDR',
    'PLTE',
    'IDAT',
    'IEND',
    'tRNS',
    'cHRM',
    'gAMA',
    'sBIT',
    'sRGB',
    'cICP',
    'mDCV',
    'cLLI',
    'bKGD',
    'pHYs',
  ],
  ...['acTL', 'fcTL', 'fdAT'],
]);
const LARGEST_PROFILE = 16 * 1024 ** 2;

const chunk = (type: string, data: Buffer): Buffer[] => {
  const name = Buffer.from(type, 'latin1');
  return [uint32(data.length), name, data, uint32(crc32(data, crc32(name)))];
};

/** Name, a zero, the method, and the profile compressed. The name is somebody's words: ours stands in its place. */
function profileChunk(data: Buffer): Buffer[] {
  try {
    const packed = data.subarray(data.indexOf(0) + 2);
    const profile = coloursOnly(inflateSync(packed, { maxOutputLength: LARGEST_PROFILE }));
    if (profile === undefined) return [];
    return chunk('iCCP', Buffer.concat([Buffer.from('colours\0\0', 'latin1'), deflateSync(profile)]));
  } catch {
    return [];
  }
}

/** The chunks of the picture as they came, its orientation and its colours; nothing after its end. */
export function rebuildPng(bytes: Buffer, orientation: Orientation): Rebuilt {
  if (!bytes.subarray(0, 8).equals(SIGNATURE)) throw new NotThatFormat('no signature');
  const [parts, left]: [Buffer[], string[]] = [[SIGNATURE], []];
  let at = 8;
  for (let ended = false; !ended && at < bytes.length;) {
    const length = slice(bytes, at, 8).readUInt32BE(0);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const whole = slice(bytes, at, length + 12);
    at += whole.length;
    if (KEPT.has(type)) parts.push(whole);
    else if (type === 'iCCP') parts.push(...profileChunk(whole.subarray(8, 8 + length)));
    else left.push(`chunk ${partName(Buffer.from(type, 'latin1'))}`);
    if (type === 'IHDR') parts.push(...chunk('eXIf', exifOf(orientation)));
    ended = type === 'IEND';
  }
  if (at < bytes.length) left.push('bytes after the end of the picture');
  return { parts, left };
}
