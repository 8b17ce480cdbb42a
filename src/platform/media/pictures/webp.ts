import { coloursOnly } from './colours';
import { exifOf } from './orientation';
import { NotThatFormat, partName, slice, type Orientation, type Rebuilt } from './rebuild';

/** Bits of the first byte of VP8X (RFC 9649, section 2.7). */
const HAS_PROFILE = 0x20;
const HAS_EXIF = 0x08;
const ALPHA = 0x10;

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

const uint24 = (value: number): Buffer => Buffer.from([value & 255, (value >> 8) & 255, (value >> 16) & 255]);

function* chunksOf(bytes: Buffer): Generator<Chunk> {
  for (let at = 0; at + 8 <= bytes.length;) {
    const size = bytes.readUInt32LE(at + 4);
    yield { type: bytes.toString('latin1', at, at + 4), data: slice(bytes, at + 8, size) };
    at += 8 + size + (size % 2);
  }
}

const chunk = (type: string, data: Buffer): Buffer[] => {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return [head, data, Buffer.alloc(data.length % 2)];
};

/** Width, height and whether there may be transparency, from the picture itself (RFC 6386, 9.1; RFC 9649, 3.4). */
function sizeOf({ type, data }: Chunk): { width: number; height: number; alpha: boolean } {
  if (type === 'VP8L') {
    const bits = slice(data, 1, 4).readUInt32LE(0);
    return {
      width: (bits & 0x3fff) + 1,
      height: ((bits >>> 14) & 0x3fff) + 1,
      alpha: (bits >>> 28) % 2 === 1,
    };
  }
  const size = slice(data, 6, 4);
  return { width: size.readUInt16LE(0) & 0x3fff, height: size.readUInt16LE(2) & 0x3fff, alpha: false };
}

/** The picture as it came, its colours and its orientation. Of an animation there is no copy: it could not be compared. */
export function rebuildWebp(bytes: Buffer, orientation: Orientation): Rebuilt {
  const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
  if (bytes.length < 20 || !isWebp) throw new NotThatFormat('no signature');
  const end = 8 + bytes.readUInt32LE(4);
  const [left, kept]: [string[], Buffer[]] = [[], []];
  let picture: Chunk | undefined;
  let profile: Buffer | undefined;
  let alpha = false;
  for (const { type, data } of chunksOf(slice(bytes, 12, end - 12))) {
    if ((type === 'VP8 ' || type === 'VP8L') && picture === undefined) picture = { type, data };
    else if (type === 'ALPH' && picture === undefined) {
      kept.push(...chunk(type, data));
      alpha = true;
    } else if (type === 'ICCP') profile = coloursOnly(data);
    else if (type !== 'VP8X') left.push(`chunk ${partName(Buffer.from(type.trimEnd(), 'latin1'))}`);
  }
  if (picture === undefined || left.some((name) => /ANI?MF?$/.test(name)))
    throw new NotThatFormat('no single picture');
  if (end + (end % 2) < bytes.length) left.push('bytes after the end of the picture');
  const size = sizeOf(picture);
  const flags = HAS_EXIF | (profile ? HAS_PROFILE : 0) | (alpha || size.alpha ? ALPHA : 0);
  const body = [
    ...chunk(
      'VP8X',
      Buffer.concat([Buffer.from([flags, 0, 0, 0]), uint24(size.width - 1), uint24(size.height - 1)]),
    ),
    ...(profile === undefined ? [] : chunk('ICCP', profile)),
    ...kept,
    ...chunk(picture.type, picture.data),
    ...chunk('EXIF', exifOf(orientation)),
  ];
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(4 + body.reduce((sum, { length }) => sum + length, 0), 4);
  return { parts: [head, ...body], left };
}
