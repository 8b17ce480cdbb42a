import { Buffer } from 'node:buffer';

/*
 * Traditional PKWARE encryption (APPNOTE 6.3.10, section 6.1), which every unpacking tool opens, the one of Windows too.
 * It hides nothing from anybody who means to look: it keeps programs from opening what is inside.
 */

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

const crcStep = (crc: number, byte: number): number =>
  ((crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] as number)) >>> 0;

/** Encrypts a stream of bytes, in order. */
export class ZipCipher {
  private key0 = 0x12345678;
  private key1 = 0x23456789;
  private key2 = 0x34567890;

  constructor(password: string) {
    for (const byte of Buffer.from(password)) this.update(byte);
  }

  encrypt(plain: Uint8Array): Buffer {
    const out = Buffer.allocUnsafe(plain.length);
    for (let at = 0; at < plain.length; at += 1) {
      const byte = plain[at] as number;
      const mixed = (this.key2 & 0xffff) | 2;
      out[at] = byte ^ ((Math.imul(mixed, mixed ^ 1) >>> 8) & 0xff);
      this.update(byte);
    }
    return out;
  }

  private update(byte: number): void {
    this.key0 = crcStep(this.key0, byte);
    this.key1 = (this.key1 + (this.key0 & 0xff)) >>> 0;
    this.key1 = (Math.imul(this.key1, 134_775_813) + 1) >>> 0;
    this.key2 = crcStep(this.key2, this.key1 >>> 24);
  }
}
