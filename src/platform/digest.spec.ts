import { Readable } from 'node:stream';
import { digestStream, hashStream } from './digest';

const of = (text: string) => Readable.from(Array.from(Buffer.from(text), (byte) => Buffer.of(byte)));

describe('a digest', () => {
  // FIPS 180-4's message "abc", RFC 1321 A.5, and the CRC-32 check value of "123456789" (ISO 3309).
  it('agrees with the published values', async () => {
    expect(await digestStream(of('abc'), { md5: true })).toMatchObject({
      size: 3,
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      md5: '900150983cd24fb0d6963f7d28e17f72',
    });
    expect(await digestStream(of('123456789'))).toMatchObject({ size: 9, crc32: 0xcbf43926 });
    expect(await hashStream(of('abc'))).toEqual({
      size: 3,
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    });
  });

  it('of nothing is that of nothing', async () => {
    expect(await digestStream(of(''))).toEqual({
      size: 0,
      sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      crc32: 0,
    });
  });
});
