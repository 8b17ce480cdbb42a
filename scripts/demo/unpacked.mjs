import { crc32 } from 'node:zlib';

/*
 * Opens the ZIP archive in which an original comes that no scan has found clean: one stored file, in the traditional encryption of
 * ZIP (APPNOTE, section 6.1). A person uses any unpacking tool; the demonstration asks for none.
 */
const LOCAL_HEADER = 30;
const ENCRYPTION_HEADER = 12;
const ZIP64 = 0xffffffff;

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => ~crc32(Buffer.of(index), ~0 >>> 0) >>> 0);

class Decipher {
  #keys = [0x12345678, 0x23456789, 0x34567890];

  constructor(password) {
    for (const byte of Buffer.from(password)) this.#update(byte);
  }

  decrypt(bytes) {
    return bytes.map((byte) => {
      const mixed = (this.#keys[2] & 0xffff) | 2;
      const plain = byte ^ ((Math.imul(mixed, mixed ^ 1) >>> 8) & 0xff);
      this.#update(plain);
      return plain;
    });
  }

  #update(byte) {
    const step = (crc, next) => ((crc >>> 8) ^ TABLE[(crc ^ next) & 0xff]) >>> 0;
    const [first, second, third] = this.#keys;
    const one = step(first, byte);
    const two = (Math.imul((second + (one & 0xff)) >>> 0, 134_775_813) + 1) >>> 0;
    this.#keys = [one, two, step(third, two >>> 24)];
  }
}

/** Where the encrypted bytes begin and how many they are, once enough of the archive is there. */
function placeOf(head) {
  if (head.length < LOCAL_HEADER) return undefined;
  const [name, extra] = [head.readUInt16LE(26), head.readUInt16LE(28)];
  const start = LOCAL_HEADER + name + extra;
  if (head.length < start) return undefined;
  const size = head.readUInt32LE(18);
  // ZIP64: after the head of its field and the size before packing.
  return { start, size: size === ZIP64 ? Number(head.readBigUInt64LE(LOCAL_HEADER + name + 12)) : size };
}

/** The bytes of the file in such an archive, as they come. */
export async function* unpacked(archive, password) {
  const decipher = new Decipher(password);
  let head = Buffer.alloc(0);
  let place;
  let skip = ENCRYPTION_HEADER;
  let left = 0;
  for await (const chunk of archive) {
    let bytes = Buffer.from(chunk);
    if (place === undefined) {
      head = Buffer.concat([head, bytes]);
      place = placeOf(head);
      if (place === undefined) continue;
      left = place.size;
      bytes = head.subarray(place.start);
    }
    const plain = decipher.decrypt(bytes.subarray(0, left));
    left -= plain.length;
    yield plain.subarray(skip);
    skip = Math.max(0, skip - plain.length);
  }
}
