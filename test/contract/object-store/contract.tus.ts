import { Upload } from '@tus/server';
import { incomingKey, ObjectExists } from '../../../src/platform/object-store';
import { bytesOf, contentOf, freshName, keysOf, SMALL_PARTS, streamOf, type Driver } from './driver';

const SIZE = 2 * SMALL_PARTS.partBytes + 333;
const BREAK = SMALL_PARTS.partBytes + 777;

export function tusContract(driver: () => Driver): void {
  describe('an upload by tus', () => {
    it('goes on, after a break and a restart, where it stopped', async () => {
      const { incoming } = driver();
      const id = `${freshName()}/clip`;
      const bytes = bytesOf(SIZE);
      const before = incoming.tusDataStore();
      await before.create(new Upload({ id, size: SIZE, offset: 0, metadata: { filename: 'a.mp4' } }));
      expect(await before.write(streamOf(bytes.subarray(0, BREAK)), id, 0)).toBe(BREAK);

      const after = incoming.tusDataStore();
      const found = await after.getUpload(id);
      expect(found).toMatchObject({ offset: BREAK, size: SIZE, metadata: { filename: 'a.mp4' } });
      expect(await after.write(streamOf(bytes.subarray(BREAK)), id, BREAK)).toBe(SIZE);
      expect((await incoming.finish(incomingKey(id))).size).toBe(SIZE);
      expect((await contentOf(await incoming.read(incomingKey(id)))).equals(bytes)).toBe(true);
    });

    it('of no bytes is finished once it is made', async () => {
      const { incoming } = driver();
      const id = `${freshName()}/clip`;
      const tus = incoming.tusDataStore();
      await tus.create(new Upload({ id, size: 0, offset: 0 }));
      await tus.write(streamOf(Buffer.alloc(0)), id, 0);
      expect((await incoming.finish(incomingKey(id))).size).toBe(0);
    });

    it('never takes the id of another', async () => {
      const { incoming } = driver();
      const id = `${freshName()}/clip`;
      const tus = incoming.tusDataStore();
      await tus.create(new Upload({ id, size: 10, offset: 0 }));
      await expect(tus.create(new Upload({ id, size: 10, offset: 0 }))).rejects.toThrow(ObjectExists);
    });

    it('is listed while unfinished, survives the sweep, and is gone without a trace when removed', async () => {
      const { incoming, leftovers } = driver();
      const name = freshName();
      const tus = incoming.tusDataStore();
      for (const clip of ['by-store', 'by-tus']) {
        await tus.create(new Upload({ id: `${name}/${clip}`, size: SIZE, offset: 0 }));
        await tus.write(streamOf(bytesOf(BREAK)), `${name}/${clip}`, 0);
      }
      expect(await keysOf(incoming.list(name))).toEqual([`${name}/by-store`, `${name}/by-tus`]);
      await incoming.sweep(new Date(Date.now() + 60_000));
      expect((await tus.getUpload(`${name}/by-tus`)).offset).toBe(BREAK);
      await incoming.remove(incomingKey(`${name}/by-store`));
      await tus.remove(`${name}/by-tus`);
      expect(await leftovers('incoming', name)).toEqual([]);
    });

    it.each(['../evidence/x', 'a/../b', 'a\0', 'a.json', ''])('with the id %j does not exist', async (id) => {
      const tus = driver().incoming.tusDataStore();
      await expect(tus.getUpload(id)).rejects.toMatchObject({ status_code: 404 });
    });
  });
}
