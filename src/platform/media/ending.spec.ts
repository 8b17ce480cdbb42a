import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endIsMissing } from './ending';

async function missing(...parts: readonly (Buffer | string)[]): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-ending-'));
  try {
    const path = join(folder, 'file');
    const bytes = parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'hex') : part));
    await writeFile(path, Buffer.concat(bytes));
    return await endIsMissing(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('the end of Matroska', () => {
  const HEADER = '1a45dfa38342f781';
  it.each([
    ['there', '1853806784', 4, false],
    ['a byte short', '1853806784', 3, true],
    ['there, by a length of eight bytes', '185380670100000000000004', 4, false],
    ['a byte short, by a length of eight bytes', '185380670100000000000004', 3, true],
    ['not known while it is recorded', '18538067ff', 3, false],
    ['not known by a length of eight bytes', '1853806701ffffffffffffff', 3, false],
    ['of another element', 'ec84', 3, false],
    ['of a length that is none', '1853806700', 3, false],
  ])('is %s', async (_what, segment, bytes, cut) => {
    expect(await missing(HEADER, segment, Buffer.alloc(bytes))).toBe(cut);
  });
});

describe('the end of FLV', () => {
  const START = '464c5601050000000900000000';
  const TAG = '0900000300000000000000aabbcc0000000e';
  it.each([
    ['there', `${START}${TAG}${TAG}`, false],
    ['a byte short', `${START}${TAG}${TAG}`.slice(0, -2), true],
    ['short of half a tag', `${START}${TAG}${TAG}`.slice(0, -20), true],
    ['there before the first tag', START, false],
  ])('is %s', async (_what, bytes, cut) => {
    expect(await missing(bytes)).toBe(cut);
  });
});

describe('the end of a JPEG', () => {
  const EXIF = 'ffe10006ffd9ffd9';
  const SCAN = 'ffda0002';
  it.each([
    ['there', [EXIF, SCAN, '0102ff00ffd003', 'ffd9'], false],
    ['there, and something behind it', [EXIF, SCAN, '0102', 'ffd9', '00112233'], false],
    ['there after more than a piece', [SCAN, Buffer.alloc(1024 ** 2 - 5, 1), 'ffd9'], false],
    ['a byte short', [EXIF, SCAN, '0102ff00ffd003', 'ff'], true],
    ['short of the picture', [EXIF], true],
    ['short within a segment', ['ffe10010'], true],
    ['of what is no segment', ['ffe10002', '0011223344'], false],
  ] as const)('is %s', async (_what, parts, cut) => {
    expect(await missing('ffd8', ...parts)).toBe(cut);
  });
});

it('of a file of another format is not looked for', async () => {
  expect(await missing(Buffer.from('nothing that is known'))).toBe(false);
  expect(await missing(Buffer.alloc(0))).toBe(false);
});
