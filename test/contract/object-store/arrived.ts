import {
  CopyObjectCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@tus/server';
import { NotFound } from '../../../src/kernel/errors';
import { evidenceKey, incomingKey, ObjectExists, type IncomingKey } from '../../../src/platform/object-store';
import { find, takeAside } from '../../../src/platform/object-store/s3/arrived';
import type { Bucket } from '../../../src/platform/object-store/s3/client';
import { bytesOf, contentOf, digestOf, freshName, keysOf, SMALL_PARTS, streamOf } from './driver';
import type { S3Driver } from './s3.driver';

const MiB = 1024 ** 2;
/** More is copied in parts, as more than 5 GiB are. */
const ONE_STEP = 5 * MiB;
const SIZES = [
  ['in one step', 1_000],
  ['in parts', ONE_STEP + 100],
] as const;

class Died extends Error {}

/** Stands in a worker's way at each of its calls. */
interface Hooks {
  readonly before?: (call: number, command: unknown) => Promise<void> | void;
  readonly after?: (call: number) => Promise<void> | void;
}

function hooked(bucket: Bucket, { before, after }: Hooks): Bucket {
  let calls = 0;
  const send = async (command: unknown): Promise<unknown> => {
    const call = (calls += 1);
    await before?.(call, command);
    const answer: unknown = await bucket.client.send(command as CopyObjectCommand);
    await after?.(call);
    return answer;
  };
  return { ...bucket, client: { send } as unknown as S3Client };
}

/** What a call has done whose answer is lost is what there is before the next one goes out: these are all moments to die. */
const dieBefore = (last: number): Hooks => ({ before: (call) => dieFrom(call, last) });

function dieFrom(call: number, last: number): void {
  if (call >= last) throw new Died();
}

/** What has arrived whole, in S3: under a name that intake's key does not open. */
export function arrivedInS3(driver: () => S3Driver): void {
  describe('what has arrived whole', () => {
    const bucket = (): Bucket => {
      const { client, settings } = driver();
      return { client, name: settings.incomingBucket, sizes: SMALL_PARTS, silenceMs: settings.answerMs };
    };
    const namesOf = async (key: IncomingKey): Promise<string[]> => [
      ...new Set(await driver().leftovers('incoming', key.split('/')[0] ?? '')),
    ];

    async function uploaded(bytes: Buffer): Promise<IncomingKey> {
      const id = `${freshName()}/clip`;
      const tus = driver().incoming.tusDataStore();
      await tus.create(new Upload({ id, size: bytes.length, offset: 0 }));
      await tus.write(streamOf(bytes), id, 0);
      return incomingKey(id);
    }

    it('is apart from who received it, and stays what it is to everybody who asks', async () => {
      const { incoming, evidence } = driver();
      const bytes = bytesOf(100_000);
      const key = await uploaded(bytes);
      await incoming.take(key);
      await incoming.take(key);
      expect(await namesOf(key)).toEqual([`arrived/${key}`, `${key}.info`]);
      expect((await contentOf(await incoming.read(key))).equals(bytes)).toBe(true);
      expect((await incoming.stat(key)).size).toBe(bytes.length);
      expect((await incoming.finish(key)).size).toBe(bytes.length);
      const tus = incoming.tusDataStore();
      expect((await tus.getUpload(key)).offset).toBe(bytes.length);
      expect(await tus.write(streamOf(Buffer.alloc(0)), key, bytes.length)).toBe(bytes.length);
      await expect(tus.create(new Upload({ id: key, size: 1, offset: 0 }))).rejects.toThrow(ObjectExists);
      await expect(incoming.write(key, streamOf(bytes), bytes.length)).rejects.toThrow(ObjectExists);
      await incoming.settle(key);
      expect(await keysOf(incoming.list(key))).toEqual([key]);
      expect((await keysOf(incoming.list())).filter((name) => name.includes(key))).toEqual([key]);
      const taken: string[] = [];
      for await (const each of incoming.taken()) taken.push(each);
      expect(taken).toContain(key);
      const to = evidenceKey(`${key}/master`);
      expect((await evidence.promote(key, to, await digestOf(bytes))).existed).toBe(false);
      await incoming.remove(key);
      expect(await namesOf(key)).toEqual([]);
    });

    it.each(SIZES)(
      'is whole to every reader, and once, wherever the worker died that took it %s',
      async (_, size) => {
        const { incoming } = driver();
        const bytes = bytesOf(size);
        let deaths = 0;
        let end: unknown;
        for (let call = 1; call === 1 || end instanceof Died; call += 1) {
          const key = incomingKey(`${freshName()}/clip`);
          await incoming.write(key, streamOf(bytes), size);
          end = await takeAside(hooked(bucket(), dieBefore(call)), key, ONE_STEP).catch(
            (error: unknown) => error,
          );
          expect((await contentOf(await incoming.read(key))).equals(bytes)).toBe(true);
          expect(await keysOf(incoming.list(key))).toEqual([key]);
          await incoming.sweep(new Date(Date.now() + 60_000));
          await takeAside(bucket(), key, ONE_STEP);
          expect((await contentOf(await incoming.read(key))).equals(bytes)).toBe(true);
          expect(await namesOf(key)).toEqual([`arrived/${key}`]);
          deaths += end instanceof Died ? 1 : 0;
        }
        expect(end).toBeUndefined();
        expect(deaths).toBeGreaterThanOrEqual(5);
      },
    );

    it('is taken by two workers at once', async () => {
      const { incoming } = driver();
      const bytes = bytesOf(50_000);
      const key = await uploaded(bytes);
      await Promise.all([incoming.take(key), incoming.take(key), incoming.take(key)]);
      expect((await contentOf(await incoming.read(key))).equals(bytes)).toBe(true);
      expect(await namesOf(key)).toEqual([`arrived/${key}`, `${key}.info`]);
    });

    it('is not what somebody puts in its place afterwards, or while a second worker is at it', async () => {
      const { incoming, client, settings } = driver();
      const bytes = bytesOf(1_000);
      const key = await uploaded(bytes);
      const where = { Bucket: settings.incomingBucket, Key: key };
      const put = new PutObjectCommand({ ...where, Body: 'what an intruder would like to be taken' });
      // The other worker takes it, and the intruder acts, before the copy of this one begins.
      const before = async (_call: number, command: unknown): Promise<void> => {
        if (!(command instanceof CopyObjectCommand)) return;
        await incoming.take(key);
        await client.send(put);
      };
      await takeAside(hooked(bucket(), { before }), key);
      expect((await contentOf(await incoming.read(key))).equals(bytes)).toBe(true);
      await client.send(put);
      expect((await contentOf(await incoming.read(key))).equals(bytes)).toBe(true);
      await incoming.take(key);
      expect((await contentOf(await incoming.read(key))).equals(bytes)).toBe(true);
      expect(await keysOf(incoming.list(key))).toEqual([key]);
      await incoming.remove(key);
      expect(await namesOf(key)).toEqual([]);
    });

    it('is found also where it is taken between two looks of one question', async () => {
      const bytes = bytesOf(1_000);
      for (const look of [1, 2]) {
        const key = await uploaded(bytes);
        const after = async (call: number): Promise<void> => {
          if (call === look) await driver().incoming.take(key);
        };
        const { name, object } = await find(hooked(bucket(), { after }), key);
        expect([name, object.size]).toEqual([look === 1 ? `arrived/${key}` : key, bytes.length]);
      }
    });

    it('is still arriving where there is nothing of it, or not all', async () => {
      const { incoming, client, settings } = driver();
      const key = incomingKey(`${freshName()}/clip`);
      await incoming.take(key);
      await expect(incoming.stat(key)).rejects.toThrow(NotFound);
      await incoming.tusDataStore().create(new Upload({ id: key, size: 10, offset: 0 }));
      await incoming.take(key);
      await expect(incoming.stat(key)).rejects.toThrow(NotFound);
      const where = { Bucket: settings.incomingBucket, Prefix: key };
      expect((await client.send(new ListMultipartUploadsCommand(where))).Uploads).toHaveLength(1);
      await client.send(new DeleteObjectCommand({ Bucket: settings.incomingBucket, Key: `${key}.info` }));
    });
  });
}
