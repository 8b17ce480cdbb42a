import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotFound } from '../../../src/kernel/errors';
import { digestStream } from '../../../src/platform/digest';
import {
  BadObjectKey,
  EvidenceConflict,
  evidenceKey,
  incomingKey,
  IntegrityMismatch,
  openEvidenceReader,
  type EvidenceKey,
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
const VIDEO = { contentType: 'video/mp4' };

export function promotionContract(driver: () => Driver): void {
  async function draft(size: number) {
    const name = freshName();
    const from = incomingKey(`${name}/clip`);
    const bytes = bytesOf(size);
    await driver().incoming.write(from, streamOf(bytes), size);
    return { name, from, to: evidenceKey(`${name}/master.mp4`), bytes, digest: await digestOf(bytes) };
  }

  describe('promotion', () => {
    it.each([0, 1, PART - 1, PART, 3 * PART + 11])('of %d bytes makes them evidence', async (size) => {
      const { evidence, incoming, objects } = driver();
      const { from, to, bytes, digest } = await draft(size);
      expect(await evidence.promote(from, to, digest)).toMatchObject({ ...digest, existed: false });
      expect((await evidence.stat(to)).size).toBe(size);
      const reader = await openEvidenceReader(objects);
      expect((await contentOf(await reader.read(to))).equals(bytes)).toBe(true);
      expect((await incoming.stat(from)).size).toBe(size);
    });

    it('may be repeated, at the same time, later, and when the draft is gone', async () => {
      const { evidence, incoming } = driver();
      const { name, from, to, digest } = await draft(PART + 1);
      await Promise.all([evidence.promote(from, to, digest), evidence.promote(from, to, digest)]);
      expect(await evidence.promote(from, to, digest)).toMatchObject({
        sha256: digest.sha256,
        existed: true,
      });
      await incoming.remove(from);
      expect(await evidence.promote(from, to, digest)).toMatchObject({
        sha256: digest.sha256,
        existed: true,
      });
      expect(await keysOf(evidence.list(name))).toEqual([to]);
    });

    it('is listed by name, in the order of code units, folders or not', async () => {
      const { evidence } = driver();
      const name = freshName();
      const names = ['b', 'a/z', 'a-b', 'a.c', 'a0', 'B', 'a/A', 'c/d/e'].map((key) => `${name}/${key}`);
      for (const key of names) await evidence.put(evidenceKey(key), bytesOf(3), VIDEO);
      const listed: string[] = [];
      for await (const { key } of evidence.list(`${name}/`)) listed.push(key);
      expect(listed).toEqual([...names].sort());
    });

    it('never replaces other evidence', async () => {
      const { evidence } = driver();
      const first = await draft(100);
      const second = await draft(100);
      await evidence.promote(first.from, first.to, first.digest);
      const refused = evidence.promote(second.from, first.to, second.digest);
      await expect(refused).rejects.toThrow(EvidenceConflict);
      await expect(refused).rejects.toMatchObject({ found: { sha256: first.digest.sha256 } });
      expect((await contentOf(await evidence.read(first.to))).equals(first.bytes)).toBe(true);
    });

    it.each([100, PART + 100])('notices %d bytes that changed on the way, and recovers', async (size) => {
      const { evidence, leftovers, tamper } = driver();
      const { name, from, to, bytes, digest } = await draft(size);
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(size - 1) ^ 1, size - 1);
      await tamper(from, changed);
      const refused = evidence.promote(from, to, digest);
      await expect(refused).rejects.toThrow(IntegrityMismatch);
      const found = (await digestOf(changed)).sha256;
      await expect(refused).rejects.toMatchObject({
        expected: { sha256: digest.sha256 },
        found: { sha256: found },
      });
      expect(await leftovers('evidence', name)).toEqual([]);
      await tamper(from, bytes);
      expect(await evidence.promote(from, to, digest)).toMatchObject({
        sha256: digest.sha256,
        existed: false,
      });
    });

    it('compares the size as well, and the MD5 where it is given', async () => {
      const { evidence } = driver();
      const { from, to, bytes, digest } = await draft(100);
      const { md5 } = await digestStream(streamOf(bytes), { md5: true });
      const otherMd5 = { ...digest, md5: '0'.repeat(32) };
      await expect(evidence.promote(from, to, otherMd5)).rejects.toThrow(IntegrityMismatch);
      await expect(evidence.promote(from, to, { ...digest, size: 99 })).rejects.toThrow(IntegrityMismatch);
      expect(await evidence.promote(from, to, { ...digest, md5: md5 ?? '' })).toMatchObject({ md5 });
    });

    it('of a draft that is not there is refused', async () => {
      const { evidence } = driver();
      const to = evidenceKey(`${freshName()}/master`);
      const promotion = evidence.promote(incomingKey(`${freshName()}/none`), to, await digestOf(bytesOf(1)));
      await expect(promotion).rejects.toThrow(NotFound);
    });
  });

  describe('a derived file', () => {
    it.each([0, 10, PART, 2 * PART + 3])(
      'of %d bytes may be put twice, from memory, a stream or a file',
      async (size) => {
        const { evidence } = driver();
        const folder = await mkdtemp(join(tmpdir(), 'lintel-put-'));
        const key = evidenceKey(`${freshName()}/proxy.mp4`);
        const bytes = bytesOf(size);
        const { sha256, crc32 } = await digestOf(bytes);
        const file = join(folder, 'proxy.mp4');
        await writeFile(file, bytes);
        const stored = { size, sha256, crc32 };
        expect(await evidence.put(key, bytes, VIDEO)).toMatchObject({ ...stored, existed: false });
        expect(await evidence.put(key, streamOf(bytes), VIDEO)).toMatchObject({ ...stored, existed: true });
        expect(await evidence.put(key, { file }, VIDEO)).toMatchObject({ ...stored, existed: true });
        expect((await contentOf(await evidence.read(key))).equals(bytes)).toBe(true);
        await rm(folder, { recursive: true });
      },
    );

    it('never replaces another, even when both come at once', async () => {
      const { evidence } = driver();
      const key = evidenceKey(`${freshName()}/proxy.mp4`);
      const rivals = [bytesOf(PART + 1), bytesOf(PART + 1), bytesOf(PART + 1)];
      const outcomes = await Promise.allSettled(
        rivals.map((bytes) => evidence.put(key, streamOf(bytes), VIDEO)),
      );
      const winners = rivals.filter((_, index) => outcomes[index]?.status === 'fulfilled');
      const [winner] = winners;
      expect(winners).toHaveLength(1);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(EvidenceConflict);
      }
      expect((await contentOf(await evidence.read(key))).equals(winner ?? Buffer.alloc(0))).toBe(true);
    });

    it.each([10, PART + 10])('whose source breaks off after %d bytes leaves nothing', async (size) => {
      const { evidence, leftovers } = driver();
      const name = freshName();
      const put = evidence.put(evidenceKey(`${name}/proxy.mp4`), breaking(bytesOf(size)), VIDEO);
      await expect(put).rejects.toThrow('the connection was lost');
      expect(await leftovers('evidence', name)).toEqual([]);
    });

    it.each(['../incoming/x', '.tmp-x', 'a/../b', 'a\0', '/x', 'a//b', ''])(
      'is never named %j',
      async (name) => {
        const { evidence } = driver();
        expect(() => evidenceKey(name)).toThrow(BadObjectKey);
        const forged = name as EvidenceKey;
        await expect(evidence.put(forged, bytesOf(1), VIDEO)).rejects.toThrow(BadObjectKey);
        await expect(evidence.read(forged)).rejects.toThrow(BadObjectKey);
        await expect(evidence.stat(forged)).rejects.toThrow(BadObjectKey);
        const digest = await digestOf(bytesOf(1));
        await expect(evidence.promote(incomingKey('a'), forged, digest)).rejects.toThrow(BadObjectKey);
      },
    );
  });
}
