import { inflateSync } from 'node:zlib';

/** Before what a page paints, and before what the signs of a face stand for. */
const PACKED = /\/Length (\d+)\n\/Filter \/FlateDecode\n>>\nstream\n/g;

/** The same document with its streams as they were before they were compressed, so that a test can change what they say. */
export function unpacked(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  const moves: { readonly from: number; readonly by: number }[] = [];
  let out = '';
  let at = 0;
  for (const { 0: head, 1: length, index } of text.matchAll(PACKED)) {
    const end = index + head.length + Number(length);
    const data = inflateSync(bytes.subarray(index + head.length, end)).toString('latin1');
    out += `${text.slice(at, index)}/Length ${data.length}\n>>\nstream\n${data}`;
    at = end;
    moves.push({ from: at, by: out.length - at });
  }
  out += text.slice(at);

  const moved = (place: number): number => place + (moves.findLast(({ from }) => from <= place)?.by ?? 0);
  const table = moved(Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1]));
  const places = out
    .slice(table)
    .replaceAll(/^\d{10}(?= \d{5} n)/gm, (place) => String(moved(Number(place))).padStart(10, '0'))
    .replace(/startxref\s+\d+/, `startxref\n${table}`);
  return Buffer.from(out.slice(0, table) + places, 'latin1');
}
