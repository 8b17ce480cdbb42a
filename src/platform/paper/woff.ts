import { inflateSync } from 'node:zlib';

/** Bytes of the head, and of the record of one table: of a WOFF, and of the font that it holds. */
const WOFF = { head: 44, record: 20 };
const FONT = { head: 12, record: 16 };

const aligned = (length: number): number => Math.ceil(length / 4) * 4;

/**
 * The font that a WOFF holds (WOFF File Format 1.0, section 5), its tables in the order of the file. What sets text opens it instead of the WOFF,
 * of which it would inflate the table of shapes again for each letter.
 * @throws RangeError when the file is cut short; Error when it is none or a table is not as long as it says
 */
export function fontInWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('This is no WOFF.');
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, index) => {
    const at = WOFF.head + index * WOFF.record;
    const [offset, stored, length] = [4, 8, 12].map((field) => woff.readUInt32BE(at + field)) as [
      number,
      number,
      number,
    ];
    const bytes = woff.subarray(offset, offset + stored);
    const table = stored < length ? inflateSync(bytes, { maxOutputLength: length }) : bytes;
    if (table.length !== length) throw new Error('A table of this WOFF is not as long as it says.');
    return { tag: woff.subarray(at, at + 4), checksum: woff.subarray(at + 16, at + 20), table };
  });
  const records = FONT.head + tables.length * FONT.record;
  const font = Buffer.alloc(tables.reduce((end, { table }) => end + aligned(table.length), records));
  woff.copy(font, 0, 4, 8);
  font.writeUInt16BE(tables.length, 4);
  const power = Math.floor(Math.log2(tables.length));
  font.writeUInt16BE(2 ** power * 16, 6);
  font.writeUInt16BE(power, 8);
  font.writeUInt16BE(tables.length * 16 - 2 ** power * 16, 10);
  let offset = records;
  for (const [index, { tag, checksum, table }] of tables.entries()) {
    const at = FONT.head + index * FONT.record;
    tag.copy(font, at);
    checksum.copy(font, at + 4);
    font.writeUInt32BE(offset, at + 8);
    font.writeUInt32BE(table.length, at + 12);
    table.copy(font, offset);
    offset += aligned(table.length);
  }
  return font;
}
