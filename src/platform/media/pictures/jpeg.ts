import { coloursOnly } from './colours';
import { exifOf } from './orientation';
import { NotThatFormat, partName, slice, uint16, type Orientation, type Rebuilt } from './rebuild';

/** Markers of ITU-T T.81, table B.1. */
const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COM = 0xfe;
const APP0 = 0xe0;
const APP2 = 0xe2;
const APP14 = 0xee;

/** Frames, tables, lengths, restart intervals: what the picture is decoded from. */
const isPicture = (marker: number): boolean =>
  (marker >= 0xc0 && marker <= 0xcf) || (marker >= 0xda && marker <= 0xdf);
const isAlone = (marker: number): boolean => (marker >= 0xd0 && marker <= 0xd7) || marker === 0x01;

const ICC = Buffer.from('ICC_PROFILE\0', 'latin1');
const LARGEST_ICC = 65_519;

const segment = (marker: number, content: Buffer): Buffer[] => [
  Buffer.from([0xff, marker]),
  uint16(content.length + 2),
  content,
];

const nameOf = (marker: number, content: Buffer): string => {
  if (marker === COM) return 'comment segment';
  const end = content.subarray(0, 32).indexOf(0);
  const identifier = end > 0 ? ` (${partName(content.subarray(0, end))})` : '';
  return `segment APP${marker - APP0}${identifier}`;
};

/** Where the entropy-coded data that begins here ends (T.81, B.1.1.5): at the next marker that is not part of it. */
function endOfScan(bytes: Buffer, start: number): number {
  let at = start;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at < 0 || at + 1 >= bytes.length) return bytes.length;
    const next = bytes.readUInt8(at + 1);
    if (next !== 0 && next !== 0xff && !isAlone(next)) return at;
    at += next === 0xff ? 1 : 2;
  }
}

/** JFIF without its thumbnail, and Adobe's word for how colours are coded: decoders need both. */
function neededOf(marker: number, content: Buffer): Buffer | undefined {
  if (marker === APP0 && content.length >= 14 && content.toString('latin1', 0, 5) === 'JFIF\0')
    return Buffer.concat([content.subarray(0, 12), Buffer.alloc(2)]);
  if (marker === APP14 && content.length >= 12 && content.toString('latin1', 0, 5) === 'Adobe')
    return content.subarray(0, 12);
  return undefined;
}

function profileSegments(chunks: readonly Buffer[]): Buffer[] {
  const inOrder = [...chunks].sort((left, right) => left.readUInt8(12) - right.readUInt8(12));
  const profile = coloursOnly(Buffer.concat(inOrder.map((chunk) => chunk.subarray(14))));
  if (profile === undefined) return [];
  const count = Math.ceil(profile.length / LARGEST_ICC);
  return Array.from({ length: count }).flatMap((_, place) => {
    const part = profile.subarray(place * LARGEST_ICC, (place + 1) * LARGEST_ICC);
    return segment(APP2, Buffer.concat([ICC, Buffer.from([place + 1, count]), part]));
  });
}

/** Frames, tables and scans as they came; of all other segments only what the colours and the orientation need. */
export function rebuildJpeg(bytes: Buffer, orientation: Orientation): Rebuilt {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xff00 + SOI) throw new NotThatFormat('no start');
  const [needed, profile, picture, left]: [Buffer[], Buffer[], Buffer[], string[]] = [[], [], [], []];
  let at = 2;
  let ended = false;
  while (!ended && at < bytes.length) {
    if (bytes.readUInt8(at) !== 0xff) throw new NotThatFormat('no marker');
    while (at < bytes.length && bytes.readUInt8(at) === 0xff) at += 1;
    if (at >= bytes.length) break;
    const marker = bytes.readUInt8(at);
    at += 1;
    if (marker === EOI) {
      picture.push(Buffer.from([0xff, EOI]));
      ended = true;
      continue;
    }
    if (isAlone(marker)) continue;
    const content = slice(bytes, at + 2, slice(bytes, at, 2).readUInt16BE(0) - 2);
    at += 2 + content.length;
    if (isPicture(marker)) {
      picture.push(...segment(marker, content));
      if (marker !== SOS) continue;
      const end = endOfScan(bytes, at);
      picture.push(bytes.subarray(at, end));
      at = end;
    } else if (marker === APP2 && content.length > 14 && content.subarray(0, 12).equals(ICC))
      profile.push(content);
    else {
      const kept = neededOf(marker, content);
      if (kept === undefined) left.push(nameOf(marker, content));
      else needed.push(...segment(marker, kept));
    }
  }
  if (at < bytes.length) left.push('bytes after the end of the picture');
  const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exifOf(orientation)]));
  const start = Buffer.from([0xff, SOI]);
  return { parts: [start, ...needed, ...exif, ...profileSegments(profile), ...picture], left };
}
