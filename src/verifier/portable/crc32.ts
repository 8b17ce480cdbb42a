/** The reflected polynomial of ZIP's CRC-32 (APPNOTE section 4.4.7). */
const POLYNOMIAL = 0xedb88320;

function makeTables(): Uint32Array[] {
  const tables = Array.from({ length: 8 }, () => new Uint32Array(256));
  const [first = new Uint32Array(256)] = tables;
  for (let byte = 0; byte < 256; byte += 1) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
    first[byte] = crc;
  }
  for (let row = 1; row < 8; row += 1) {
    const [before = first, own = first] = [tables[row - 1], tables[row]];
    for (let byte = 0; byte < 256; byte += 1) {
      const crc = before[byte] ?? 0;
      own[byte] = (first[crc & 0xff] ?? 0) ^ (crc >>> 8);
    }
  }
  return tables;
}

const [T0, T1, T2, T3, T4, T5, T6, T7] = makeTables() as [
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
];

/** Continues `crc` (0 at first) over `bytes`, eight at a time. Unsigned. */
export function crc32(bytes: Uint8Array, crc = 0): number {
  const at = (table: Uint32Array, index: number): number => table[index] ?? 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sum = ~crc;
  let place = 0;
  for (; place + 8 <= bytes.length; place += 8) {
    const low = view.getUint32(place, true) ^ sum;
    const high = view.getUint32(place + 4, true);
    sum =
      at(T7, low & 0xff) ^
      at(T6, (low >>> 8) & 0xff) ^
      at(T5, (low >>> 16) & 0xff) ^
      at(T4, low >>> 24) ^
      at(T3, high & 0xff) ^
      at(T2, (high >>> 8) & 0xff) ^
      at(T1, (high >>> 16) & 0xff) ^
      at(T0, high >>> 24);
  }
  for (; place < bytes.length; place += 1) sum = at(T0, (sum ^ view.getUint8(place)) & 0xff) ^ (sum >>> 8);
  return ~sum >>> 0;
}
