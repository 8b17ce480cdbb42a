import {
  mkdtempSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../../../test/support/until';
import type { LentPiece } from '../../../kernel/lent';
import { OpenFiles } from './open-files';
import { readPart } from './parts';

const folder = mkdtempSync(join(tmpdir(), 'parts-'));
afterAll(() => rmSync(folder, { recursive: true }));

let opened = 0;
const files = new OpenFiles(
  async (key) => {
    const file = await open(join(folder, key));
    opened += 1;
    return file;
  },
  (key) => join(folder, key),
);
const part = (key: string, range: { start: number; end: number }): Promise<LentPiece> =>
  readPart(files, key, range);
/** The pieces are kept. */
const read = async (key: string, range: { start: number; end: number }): Promise<Buffer> =>
  (await part(key, range)).bytes;
const file = (key: string, bytes: Buffer): void => writeFileSync(join(folder, key), bytes);

/** How often this process has it open (proc_pid_fd(5)). */
const isOpen = (key: string): number =>
  readdirSync('/proc/self/fd').filter((number) => {
    try {
      return readlinkSync(`/proc/self/fd/${number}`).startsWith(join(folder, key));
    } catch {
      return false;
    }
  }).length;

beforeEach(() => (opened = 0));

it('reads what is asked for, at once and one after the other, and opens the file once', async () => {
  const bytes = Buffer.from(Array.from({ length: 1_000 }, (_, at) => at % 251));
  file('film', bytes);
  const ranges = [0, 10, 500, 990].map((start) => ({ start, end: start + 9 }));
  const got = await Promise.all(ranges.map((range) => read('film', range)));
  expect(got).toEqual(ranges.map(({ start, end }) => bytes.subarray(start, end + 1)));
  expect(await read('film', { start: 999, end: 999 })).toEqual(bytes.subarray(999));
  expect(opened).toBe(1);
  expect(isOpen('film')).toBe(1);
  await until('a closed file', () => Promise.resolve(isOpen('film') === 0));
  expect(await read('film', { start: 0, end: 0 })).toEqual(bytes.subarray(0, 1));
  expect(opened).toBe(2);
});

it('gives fewer bytes where the file ends', async () => {
  file('short', Buffer.from('abc'));
  expect(await read('short', { start: 1, end: 9 })).toEqual(Buffer.from('bc'));
  expect(await read('short', { start: 5, end: 9 })).toEqual(Buffer.alloc(0));
});

it('says what cannot be opened each time, and reads it as soon as it is there', async () => {
  await expect(part('late', { start: 0, end: 0 })).rejects.toThrow('ENOENT');
  file('late', Buffer.from('x'));
  await until('the file', () => part('late', { start: 0, end: 0 }).then(String, () => undefined));
});

it('finds a removed file for no longer than a second after its last part', async () => {
  file('erased', Buffer.from('x'));
  await part('erased', { start: 0, end: 0 });
  unlinkSync(join(folder, 'erased'));
  await until('a closed file', () => Promise.resolve(isOpen('erased') === 0));
  await expect(part('erased', { start: 0, end: 0 })).rejects.toThrow('ENOENT');
});

it('finds at once, where it is asked to look, what was put in the place of a file, and that it is gone', async () => {
  const sizeOf = async (): Promise<number> => {
    const held = await files.holdFresh('mended');
    held.leave();
    return held.size;
  };
  file('mended', Buffer.from('x'));
  expect([await sizeOf(), await sizeOf()]).toEqual([1, 1]);
  expect(opened).toBe(1);
  file('other', Buffer.from('xy'));
  renameSync(join(folder, 'other'), join(folder, 'mended'));
  expect(await sizeOf()).toBe(2);
  expect(opened).toBe(2);
  unlinkSync(join(folder, 'mended'));
  await expect(sizeOf()).rejects.toThrow('ENOENT');
});
