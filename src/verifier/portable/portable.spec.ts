import { createHash, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { Bytes } from './bytes';
import * as portable from './crypto';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const keyOf = (raw: Buffer): portable.KeyObject =>
  portable.createPublicKey({ key: { x: raw.toString('base64url') } });

describe('what stands in for Node in a browser', () => {
  it.each([0, 1, 55, 56, 63, 64, 65, 111, 112, 127, 128, 1000, 70_001])(
    'hashes %i bytes as Node does',
    (n) => {
      const bytes = randomBytes(n);
      const cut = Math.floor(n / 3);
      for (const name of ['sha256', 'sha384', 'sha512']) {
        const parts = portable.createHash(name).update(bytes.subarray(0, cut)).update(bytes.subarray(cut));
        const expected = createHash(name).update(bytes).digest('hex');
        expect(parts.digest('hex')).toBe(expected);
        expect(portable.hash(name, bytes)).toBe(expected);
      }
    },
  );

  it('takes the test vectors of RFC 8032 section 7.1', () => {
    const key = keyOf(Buffer.from('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c', 'hex'));
    const signature = Buffer.from(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
        '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
      'hex',
    );
    expect(portable.verify(null, Buffer.of(0x72), key, signature)).toBe(true);
    expect(portable.verify(null, Buffer.of(0x73), key, signature)).toBe(false);
  });

  it('agrees with Node on signatures, whole and with any bit turned, and on other lengths', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const key = keyOf(Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url'));
    const message = randomBytes(200);
    const signature = sign(null, message, privateKey);
    expect(portable.verify(null, message, key, signature)).toBe(true);
    for (let bit = 0; bit < 512; bit += 23) {
      const other = Buffer.from(signature);
      other.writeUInt8(other.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(portable.verify(null, message, key, other)).toBe(verify(null, message, publicKey, other));
    }
    for (const other of [signature.subarray(1), Buffer.concat([signature, Buffer.of(0)]), Buffer.alloc(0)])
      expect(portable.verify(null, message, key, other)).toBe(false);
  });

  it('refuses an s that is not below the order of the group', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const key = keyOf(Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url'));
    const signature = sign(null, Buffer.of(1), privateKey);
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    let s = BigInt(`0x${hex(signature.subarray(32).toReversed())}`) + order;
    const forged = Buffer.concat([signature.subarray(0, 32), Buffer.alloc(32)]);
    for (let at = 32; at < 64; at += 1, s >>= 8n) forged.writeUInt8(Number(s & 0xffn), at);
    expect(portable.verify(null, Buffer.of(1), key, forged)).toBe(false);
  });

  it('refuses what is no point of the curve, or is one of small order', () => {
    for (const raw of [Buffer.alloc(32, 0xff), Buffer.alloc(32), Buffer.alloc(32).fill(1, 0, 1)])
      expect(portable.verify(null, Buffer.of(1), keyOf(raw), Buffer.alloc(64))).toBe(false);
  });

  it('turns bytes into text and back as Buffer does', () => {
    const bytes = randomBytes(50);
    for (const encoding of ['hex', 'base64', 'base64url', 'latin1'] as const) {
      expect(Bytes.from(bytes).toString(encoding)).toBe(bytes.toString(encoding));
      expect(hex(Bytes.from(bytes.toString(encoding), encoding))).toBe(bytes.toString('hex'));
    }
    expect(Bytes.from('é ’').toString()).toBe('é ’');
    expect(hex(Bytes.from('abc0', 'hex'))).toBe('abc0');
    expect(
      Bytes.concat([Bytes.from('a'), Bytes.from('b')])
        .subarray(1)
        .equals(Buffer.from('b')),
    ).toBe(true);
    expect(Bytes.from(bytes).readUInt32LE(3)).toBe(bytes.readUInt32LE(3));
    expect(Bytes.from(bytes).readUIntBE(3, 3)).toBe(bytes.readUIntBE(3, 3));
  });
});
