import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { remarkBoxes } from './boxes';
import { endIsMissing } from './ending';

/** @param length as it says, where it is not its own */
function box(type: string, content: Buffer = Buffer.alloc(0), length = content.length + 8): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}

function longBox(type: string, length: bigint): Buffer {
  const head = box(type, Buffer.alloc(8), 1);
  head.writeBigUInt64BE(length, 8);
  return head;
}

const FTYP = box('ftyp', Buffer.from('isom'));

async function inFile<T>(parts: readonly Buffer[], use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-boxes-'));
  try {
    const path = join(folder, 'clip');
    await writeFile(path, Buffer.concat(parts));
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('the end of a recording', () => {
  it.each([
    ['whose last box is longer than what is left', [FTYP, box('mdat', Buffer.alloc(20), 29)], true],
    ['whose boxes are whole', [FTYP, box('mdat', Buffer.alloc(20)), box('moov')], false],
    ['whose last box says that it goes to the end', [FTYP, box('mdat', Buffer.alloc(20), 0)], false],
    ['whose last length takes eight bytes', [FTYP, longBox('mdat', 17n), Buffer.alloc(1)], false],
    ['the same, and a byte is missing', [FTYP, longBox('mdat', 18n), Buffer.alloc(1)], true],
    ['longer than numbers go', [FTYP, longBox('mdat', 2n ** 64n - 1n)], true],
    ['after which something else lies', [FTYP, box('moov'), box('junk', Buffer.alloc(0), 4_000)], false],
    ['with a length that goes nowhere', [FTYP, box('mdat', Buffer.alloc(20), 7)], false],
    ['with a few bytes more', [FTYP, box('moov'), Buffer.alloc(7)], false],
    ['that is empty', [], false],
  ])('of a file %s', async (_what, parts, missing) => {
    expect(await inFile(parts, endIsMissing)).toBe(missing);
  });

  it.each([
    [100, true],
    [92, false],
  ])('of an AVI that says %i bytes follow, and 92 do', async (says, missing) => {
    const head = Buffer.from('RIFF\0\0\0\0AVI LIST');
    head.writeUInt32LE(says, 4);
    expect(await inFile([head, Buffer.alloc(84)], endIsMissing)).toBe(missing);
  });

  it('is not looked for behind thousands of boxes', async () => {
    const many = Array.from({ length: 6_000 }, () => box('free'));
    expect(await inFile([FTYP, ...many, box('mdat', Buffer.alloc(0), 99)], endIsMissing)).toBe(false);
  });
});

describe('the boxes of a file that hold remarks', () => {
  it('are named with the folders that they lie in, each once and in order', async () => {
    const track = box('trak', Buffer.concat([box('tkhd'), box('udta', box('name')), box('mdia')]));
    const moov = box('moov', Buffer.concat([box('mvhd'), track, track, box('udta', box('\u00a9xyz'))]));
    const parts = [FTYP, box('uuid', Buffer.alloc(16)), moov, box('free'), box('mdat', Buffer.alloc(9))];
    expect(await inFile(parts, remarkBoxes)).toEqual(['moov/trak/udta/name', 'moov/udta/\u00a9xyz', 'uuid']);
  });

  it('may have names that no list can show', async () => {
    expect(await inFile([FTYP, box('\u0000\u001b[m')], remarkBoxes)).toEqual(['??[m']);
  });

  it('are as many as they are, however deep their folders lie', async () => {
    const deep = Array.from({ length: 4_000 }).reduce<Buffer>((inner) => box('udta', inner), box('gps0'));
    expect(await inFile([FTYP, deep], remarkBoxes)).toEqual(['udta/udta/udta/udta/udta']);
  });

  it('are none in a file of another kind, nor where lengths lead nowhere', async () => {
    expect(await inFile([box('RIFF', Buffer.alloc(50)), box('uuid')], remarkBoxes)).toEqual([]);
    expect(await inFile([FTYP, box('uuid', Buffer.alloc(4), 400)], remarkBoxes)).toEqual([]);
    expect(await inFile([FTYP, box('uuid', Buffer.alloc(4), 3)], remarkBoxes)).toEqual([]);
  });
});
