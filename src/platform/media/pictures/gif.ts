import { GIF_COMMENT, NotThatFormat, partName, slice, type Rebuilt } from './rebuild';

/** Blocks of GIF89a (sections 20 to 27). */
const IMAGE = 0x2c;
const EXTENSION = 0x21;
const TRAILER = 0x3b;
const GRAPHIC_CONTROL = 0xf9;
const APPLICATION = 0xff;
const COMMENT = 0xfe;
const PLAIN_TEXT = 0x01;

/** Bytes of a table of colours, by the flags of its descriptor. */
const tableSize = (flags: number): number => (flags >= 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

/** Where a row of sub-blocks ends that begins here. */
function endOfBlocks(bytes: Buffer, start: number): number {
  let at = start;
  for (;;) {
    const length = slice(bytes, at, 1).readUInt8(0);
    at += 1 + length;
    if (length === 0) return at;
  }
}

/** How often an animation runs is all that is kept of an application's block, and only in its plain form. */
const isLoop = (block: Buffer): boolean =>
  block.length === 19 && ['NETSCAPE2.0', 'ANIMEXTS1.0'].includes(block.toString('latin1', 3, 14));

function nameOf(block: Buffer): string {
  const label = block.readUInt8(1);
  if (label === COMMENT) return 'comment block';
  if (label === PLAIN_TEXT) return 'text block';
  if (label === APPLICATION) return `application block ${partName(block.subarray(3, 14))}`;
  return `block ${label.toString(16)}`;
}

/** Frames, colours and times as they came, and how often they are repeated. */
export function rebuildGif(bytes: Buffer): Rebuilt {
  if (!['GIF87a', 'GIF89a'].includes(bytes.toString('latin1', 0, 6))) throw new NotThatFormat('no signature');
  const start = 13 + tableSize(slice(bytes, 0, 13).readUInt8(10));
  const head = Buffer.from(slice(bytes, 0, start));
  head.write('GIF89a', 0, 'latin1');
  const comment = Buffer.concat([
    Buffer.from([EXTENSION, COMMENT, GIF_COMMENT.length]),
    Buffer.from(`${GIF_COMMENT}\0`, 'latin1'),
  ]);
  const [parts, left]: [Buffer[], string[]] = [[head, comment], []];
  let at = start;
  for (let ended = false; !ended && at < bytes.length;) {
    const kind = bytes.readUInt8(at);
    if (kind === TRAILER) {
      parts.push(Buffer.from([TRAILER]));
      at += 1;
      ended = true;
    } else if (kind === IMAGE) {
      const data = at + 10 + tableSize(slice(bytes, at, 10).readUInt8(9)) + 1;
      const end = endOfBlocks(bytes, data);
      parts.push(bytes.subarray(at, end));
      at = end;
    } else if (kind === EXTENSION) {
      const end = endOfBlocks(bytes, at + 2);
      const block = bytes.subarray(at, end);
      if (block.readUInt8(1) === GRAPHIC_CONTROL || isLoop(block)) parts.push(block);
      else left.push(nameOf(block));
      at = end;
    } else throw new NotThatFormat('an unknown block');
  }
  if (at < bytes.length) left.push('bytes after the end of the picture');
  return { parts, left };
}
