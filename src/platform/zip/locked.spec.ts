import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { lockedZip } from './locked';

const folder = mkdtempSync(join(tmpdir(), 'lintel-locked-'));
afterAll(() => rmSync(folder, { recursive: true }));

const NAME = 'Garage – Tür.mp4';
const packed = (bytes: Buffer, name = NAME) =>
  lockedZip({
    ...{ name, size: bytes.length, crc32: crc32(bytes), at: new Date('2026-11-26T09:00:00Z') },
    ...{ sha256: createHash('sha256').update(bytes).digest('hex'), password: 'infected' },
  });
const pieces = (bytes: Buffer) => Readable.from([bytes.subarray(0, 1_000), bytes.subarray(1_000)]);
const broken = () => new Error('broken');

describe('a file that is packed with a password', () => {
  it.each([
    ['unzip', ['-p', '-P', 'infected']],
    ['7z', ['x', '-so', '-pinfected']],
    ['bsdtar', ['-x', '-O', '--passphrase', 'infected', '-f']],
  ])('opens with %s and its password, and is what went in', async (tool, args) => {
    const bytes = randomBytes(300_000);
    const file = join(folder, `${tool}.zip`);
    const zip = packed(bytes, 'clip.mp4');
    const archive = await buffer(zip.read(pieces(bytes), broken));
    expect(archive.length).toBe(zip.size);
    writeFileSync(file, archive);
    const out = execFileSync(tool, [...args, file], { maxBuffer: 1e7, stdio: ['ignore', 'pipe', 'ignore'] });
    expect(out.equals(bytes)).toBe(true);
    expect(archive.includes(bytes.subarray(500, 600))).toBe(false);
  });

  it('does not open with another password', async () => {
    const bytes = randomBytes(5_000);
    const file = join(folder, 'wrong.zip');
    writeFileSync(file, await buffer(packed(bytes).read(pieces(bytes), broken)));
    expect(() => execFileSync('unzip', ['-tqq', '-P', 'other', file], { stdio: 'ignore' })).toThrow();
    expect(() => execFileSync('unzip', ['-tqq', '-P', 'infected', file], { stdio: 'ignore' })).not.toThrow();
    expect(readFileSync(file).includes(Buffer.from(NAME))).toBe(true);
  });

  it('is the same each time, and has no end where the file is not what it was', async () => {
    const bytes = randomBytes(5_000);
    const zip = packed(bytes);
    const [once, again] = [
      await buffer(zip.read(pieces(bytes), broken)),
      await buffer(zip.read(pieces(bytes), broken)),
    ];
    expect(once.equals(again)).toBe(true);
    const other = Buffer.from(bytes);
    other[4_000] = (other[4_000] ?? 0) ^ 1;
    await expect(buffer(zip.read(pieces(other), broken))).rejects.toThrow('broken');
  });

  it('says its size also beyond what the old fields of a ZIP hold', () => {
    const size = 5 * 1024 ** 3;
    const zip = lockedZip({ name: 'x', size, crc32: 1, sha256: '', at: new Date(), password: 'infected' });
    // Local header with two numbers of 64 bits, central header with the same, and the end with its 64-bit records.
    expect(zip.size).toBe(30 + 1 + 20 + 12 + size + 46 + 1 + 20 + 56 + 20 + 22);
  });
});
