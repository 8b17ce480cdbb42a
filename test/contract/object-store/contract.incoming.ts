import { NotFound } from '../../../src/kernel/errors';
import {
  BadObjectKey,
  incomingKey,
  ObjectExists,
  ObjectTooLarge,
  RangeNotSatisfiable,
  type IncomingKey,
} from '../../../src/platform/object-store';
import {
  breaking,
  bytesOf,
  contentOf,
  digestOf,
  freshName,
  keysOf,
  SMALL_PARTS,
  streamOf,
  type Driver,
} from './driver';

const PART = SMALL_PARTS.partBytes;

export function incomingContract(driver: () => Driver): void {
  describe('a draft', () => {
    it.each([0, 1, 65_536, PART - 1, PART, PART + 1, 2 * PART + 7])(
      'of %d bytes comes back whole',
      async (size) => {
        const { incoming } = driver();
        const key = incomingKey(`${freshName()}/clip`);
        const bytes = bytesOf(size);
        const stored = await incoming.write(key, streamOf(bytes), size);
        const { sha256, crc32 } = await digestOf(bytes);
        expect(stored).toEqual({ size, sha256, crc32 });
        expect((await incoming.stat(key)).size).toBe(size);
        expect((await incoming.finish(key)).size).toBe(size);
        expect((await contentOf(await incoming.read(key))).equals(bytes)).toBe(true);
      },
    );

    const size = 1000;
    it.each([
      [0, 0],
      [0, 999],
      [999, 999],
      [1, 998],
      [500, undefined],
      [0, undefined],
      [999, undefined],
      [990, 5000],
    ])('gives bytes %p to %p', async (start, end) => {
      const { incoming } = driver();
      const key = incomingKey(`${freshName()}/clip`);
      const bytes = bytesOf(size);
      await incoming.write(key, streamOf(bytes), size);
      const range = end === undefined ? { start } : { start, end };
      const found = await contentOf(await incoming.read(key, range));
      expect(found.equals(bytes.subarray(start, (end ?? size) + 1))).toBe(true);
    });

    it.each([
      { start: size },
      { start: size + 1, end: size + 2 },
      { start: 5, end: 4 },
      { start: -1 },
      { start: 0.5 },
      { start: Number.NaN },
    ])('refuses %p', async (range) => {
      const { incoming } = driver();
      const key = incomingKey(`${freshName()}/clip`);
      await incoming.write(key, streamOf(bytesOf(size)), size);
      await expect(incoming.read(key, range)).rejects.toThrow(RangeNotSatisfiable);
    });

    it('without bytes has no range', async () => {
      const { incoming } = driver();
      const key = incomingKey(`${freshName()}/clip`);
      await incoming.write(key, streamOf(Buffer.alloc(0)), 1);
      await expect(incoming.read(key, { start: 0 })).rejects.toThrow(RangeNotSatisfiable);
    });

    it('that was never there is not found, and removing it succeeds', async () => {
      const { incoming } = driver();
      const key = incomingKey(`${freshName()}/clip`);
      await expect(incoming.read(key)).rejects.toThrow(NotFound);
      await expect(incoming.stat(key)).rejects.toThrow(NotFound);
      await expect(incoming.finish(key)).rejects.toThrow(NotFound);
      await expect(incoming.remove(key)).resolves.toBeUndefined();
    });

    it.each([10, PART + 10])('over its limit of %d bytes leaves nothing', async (limit) => {
      const { incoming, leftovers } = driver();
      const name = freshName();
      const write = incoming.write(incomingKey(`${name}/clip`), streamOf(bytesOf(limit + 1)), limit);
      await expect(write).rejects.toThrow(ObjectTooLarge);
      expect(await leftovers('incoming', name)).toEqual([]);
    });

    it.each([10, PART + 10])('whose connection is lost after %d bytes leaves nothing', async (size) => {
      const { incoming, leftovers } = driver();
      const name = freshName();
      const write = incoming.write(incomingKey(`${name}/clip`), breaking(bytesOf(size)), 2 * size);
      await expect(write).rejects.toThrow('the connection was lost');
      expect(await leftovers('incoming', name)).toEqual([]);
    });

    it('is never written over', async () => {
      const { incoming } = driver();
      const key = incomingKey(`${freshName()}/clip`);
      const first = bytesOf(100);
      await incoming.write(key, streamOf(first), 100);
      await expect(incoming.write(key, streamOf(bytesOf(100)), 100)).rejects.toThrow(ObjectExists);
      expect((await contentOf(await incoming.read(key))).equals(first)).toBe(true);
    });

    it('is listed once, and gone without a trace when removed', async () => {
      const { incoming, leftovers } = driver();
      const name = freshName();
      const keys = ['a', 'a-b', 'b'].map((clip) => incomingKey(`${name}/${clip}`));
      for (const key of keys) await incoming.write(key, streamOf(bytesOf(10)), 10);
      expect(await keysOf(incoming.list(`${name}/`))).toEqual(keys);
      for (const key of keys) await incoming.remove(key);
      expect(await leftovers('incoming', name)).toEqual([]);
    });

    it.each(HOSTILE)('is never named %j', async (name) => {
      const { incoming } = driver();
      expect(() => incomingKey(name)).toThrow(BadObjectKey);
      const forged = name as IncomingKey;
      await expect(incoming.read(forged)).rejects.toThrow(BadObjectKey);
      await expect(incoming.stat(forged)).rejects.toThrow(BadObjectKey);
      await expect(incoming.remove(forged)).rejects.toThrow(BadObjectKey);
      await expect(incoming.finish(forged)).rejects.toThrow(BadObjectKey);
      await expect(incoming.write(forged, streamOf(bytesOf(1)), 1)).rejects.toThrow(BadObjectKey);
    });
  });
}

const HOSTILE = [
  '',
  '.',
  '..',
  '../evidence/x',
  'a/../../x',
  'a/./b',
  '/etc/passwd',
  'a//b',
  'a/',
  'a\0b',
  'a\\b',
  'a b',
  'a%2e%2e',
  '.tmp-x',
  '-rf',
  'a.json',
  'a.info',
  'a.part',
  'ünïcode',
  '🎥',
  'a\n',
  'x'.repeat(300),
];
