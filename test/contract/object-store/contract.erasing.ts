import { NotFound } from '../../../src/kernel/errors';
import { evidenceKey, openEvidenceEraser } from '../../../src/platform/object-store';
import { bytesOf, contentOf, freshName, keysOf, SMALL_PARTS, type Driver } from './driver';

const VIDEO = { contentType: 'video/mp4' };
const DAY_MS = 86_400_000;

/** What the worker's disposals may do, once every lock of the store has run out. */
export function erasingContract(driver: () => Driver): void {
  describe('an erasure', () => {
    it.each([10, SMALL_PARTS.partBytes + 10])('takes %d bytes away for good, once', async (size) => {
      const { brief: evidence, objects, leftovers, unlock } = driver();
      const name = freshName();
      const [key, beside] = [evidenceKey(`${name}/a`), evidenceKey(`${name}/ab`)];
      await evidence.put(key, bytesOf(size), VIDEO);
      const other = bytesOf(5);
      await evidence.put(beside, other, VIDEO);
      await unlock(key);
      const eraser = await openEvidenceEraser(objects);
      expect(await eraser.lockedUntil(key)).toBeUndefined();
      expect(await eraser.erase(key)).toBe(true);
      await expect(evidence.read(key)).rejects.toThrow(NotFound);
      await expect(evidence.stat(key)).rejects.toThrow(NotFound);
      expect(await keysOf(evidence.list(name))).toEqual([beside]);
      expect(new Set(await leftovers('evidence', name))).toEqual(new Set([beside]));
      expect((await contentOf(await evidence.read(beside))).equals(other)).toBe(true);
      expect(await eraser.erase(key)).toBe(false);
    });

    it('of what is not there does nothing', async () => {
      const eraser = await openEvidenceEraser(driver().objects);
      const key = evidenceKey(`${freshName()}/none/at/all`);
      expect(await eraser.lockedUntil(key)).toBeUndefined();
      expect(await eraser.erase(key)).toBe(false);
    });

    it('leaves the way free for the same bytes to come again', async () => {
      const { brief: evidence, objects, unlock } = driver();
      const key = evidenceKey(`${freshName()}/again`);
      const bytes = bytesOf(100);
      await evidence.put(key, bytes, VIDEO);
      await unlock(key);
      await (await openEvidenceEraser(objects)).erase(key);
      expect(await evidence.put(key, bytes, VIDEO)).toMatchObject({ existed: false });
      expect((await evidence.stat(key)).modifiedAt.getTime()).toBeGreaterThan(Date.now() - DAY_MS);
    });
  });
}
