import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mayBeSealed } from './seal-marks';

const MiB = 1024 ** 2;
const HEADS = {
  film: [
    Buffer.from('\0\0\0\x10ftypisom\0\0\0\0', 'latin1'),
    Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex'),
  ],
  jpeg: [Buffer.from('ffd8ffe0', 'hex'), Buffer.from('c2pa')],
  png: [Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('caBX')],
  riff: [Buffer.from('RIFF'), Buffer.from('C2PA')],
} as const;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-marks-'));
});
afterAll(() => rm(folder, { recursive: true }));

const file = async (bytes: Buffer): Promise<string> => {
  const path = join(folder, 'file');
  await writeFile(path, bytes);
  return path;
};

describe.each(Object.entries(HEADS))('a %s', (_, [head, mark]) => {
  const withMark = (at: number, size: number): Buffer => {
    const bytes = Buffer.alloc(size, 1);
    head.copy(bytes);
    mark.copy(bytes, at);
    return bytes;
  };

  // The pieces that are read are of a mebibyte.
  it.each([16, 500, MiB - 17, MiB - 3, MiB - 2, MiB - 1, MiB, 2 * MiB - 5, 2 * MiB - 4, 3 * MiB - 16])(
    'may be sealed with its mark at %i, and is read so wherever that lies',
    async (at) => {
      expect(await mayBeSealed(await file(withMark(at, 3 * MiB)))).toBe(true);
    },
  );

  it('is not sealed without its mark, unless it is too large to look for it', async () => {
    const bytes = Buffer.alloc(2 * MiB, 1);
    head.copy(bytes);
    const path = await file(bytes);
    expect(await mayBeSealed(path)).toBe(false);
    expect(await mayBeSealed(path, MiB)).toBe(true);
    expect(await mayBeSealed(await file(Buffer.from(head)))).toBe(false);
  });
});

it('of a kind in which none is looked for may not be sealed, whatever it holds', async () => {
  expect(await mayBeSealed(await file(Buffer.from('c2pa caBX C2PA')))).toBe(false);
  expect(await mayBeSealed(await file(Buffer.alloc(0)))).toBe(false);
});
