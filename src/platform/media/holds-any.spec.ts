import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdsAny } from './safe-copy';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-holds-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const tag = (value: string) => ({ name: 'comment', value });
async function holds(bytes: Buffer, ...values: string[]): Promise<boolean> {
  const path = join(folder, 'file');
  await writeFile(path, bytes);
  return holdsAny(path, values.map(tag));
}

describe('whether a file holds a value', () => {
  const MIB = 1024 ** 2;

  it.each([
    ['at its beginning', 0],
    ['over the end of what is read at once', MIB - 7],
    ['over the next', 2 * MIB - 1],
    ['at its end', 3 * MIB - 16],
  ])('%s', async (_where, at) => {
    const bytes = Buffer.alloc(3 * MIB, 'l');
    expect(await holds(bytes, 'lat 54.7753', 'nothing')).toBe(false);
    bytes.write('lat 54.7753', at);
    expect(await holds(bytes, 'nothing', 'lat 54.7753')).toBe(true);
    expect(await holds(bytes, 'lat 54.7754')).toBe(false);
  });

  it('in UTF-16, or of many that begin alike, or the beginning of a very long one', async () => {
    const bytes = randomBytes(MIB);
    bytes.write('Zoë 7', 400_001, 'utf16le');
    expect(await holds(bytes, 'Zoë 7')).toBe(true);
    bytes.write('value-77777', 500_000);
    expect(await holds(bytes, ...Array.from({ length: 100 }, (_, each) => `value-${each}-`))).toBe(false);
    expect(await holds(bytes, 'value-1', 'value-77777')).toBe(true);
    bytes.fill('x', 600_000, 610_000);
    expect(await holds(bytes, 'x'.repeat(3 * MIB))).toBe(true);
    expect(await holds(bytes, '1234', '')).toBe(false);
  });

  it('of tens of thousands, without keeping everybody waiting', async () => {
    const values = Array.from({ length: 30_000 }, (_, each) => `v${each}-${randomBytes(6).toString('hex')}`);
    const bytes = randomBytes(2 * MIB);
    let longest = 0;
    let last = performance.now();
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    expect(await holds(bytes, ...values)).toBe(false);
    clearInterval(beat);
    expect(Math.max(longest, performance.now() - last)).toBeLessThan(3_000);
  });

  it('counts as so where the file was made to be compared without end', async () => {
    const values = Array.from({ length: 30_000 }, (_, each) => `vvvvvvvv-${each}`);
    expect(await holds(Buffer.alloc(2 * MIB, 'v'), ...values)).toBe(true);
  });
});
