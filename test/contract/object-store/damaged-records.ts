import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { Upload } from '@tus/server';
import {
  incomingKey,
  ObjectExists,
  openIncomingStore,
  RECORD_MENDED,
  TornRead,
} from '../../../src/platform/object-store';
import { connect } from '../../../src/platform/object-store/s3/client';
import { putAsideIfDamaged } from '../../../src/platform/object-store/s3/damaged-record';
import type { Ceph } from '../../support/ceph';
import { bytesOf, contentOf, freshName, keysOf, SMALL_PARTS, streamOf } from './driver';
import { startLyingGateway } from './lying-gateway';
import { settingsFor, type S3Driver } from './s3.driver';

const BROKEN = '{"id":';
const MiB = 1024 ** 2;

/** Records of uploads that cannot be read: in the store itself, or only on the way from it. */
export function damagedRecords(ceph: () => Ceph, driver: () => S3Driver): void {
  it.each([
    ['no JSON', BROKEN],
    ['null', 'null'],
    ['a record of something else', '{}'],
  ])(
    'goes on with an upload whose record in the store is %s, by a new one, and keeps that one beside',
    async (_what, broken) => {
      const { client, incoming, objects, settings } = driver();
      const id = `${freshName()}/clip`;
      const bytes = bytesOf(3_000);
      const before = incoming.tusDataStore();
      await before.create(new Upload({ id, size: bytes.length, offset: 0 }));
      await before.write(streamOf(bytes.subarray(0, 1_000)), id, 0);
      const record = { Bucket: settings.incomingBucket, Key: `${id}.info` };
      const { Metadata } = await client.send(new GetObjectCommand(record));
      await client.send(new PutObjectCommand({ ...record, Body: broken, ...(Metadata && { Metadata }) }));

      // Another process, which remembers nothing of it.
      const store = await openIncomingStore(objects, SMALL_PARTS);
      const tus = store.tusDataStore();
      const mended: string[] = [];
      tus.on(RECORD_MENDED, (which: string) => mended.push(which));
      await expect(tus.getUpload(id)).rejects.toThrow(TornRead);
      await expect(store.settle(incomingKey(id))).resolves.toBeUndefined();
      await tus.create(new Upload({ id, size: bytes.length, offset: 0 }));
      expect(mended).toEqual([id]);
      expect(await tus.getUpload(id)).toMatchObject({ size: bytes.length, offset: 1_000 });
      await tus.write(streamOf(bytes.subarray(1_000)), id, 1_000);
      expect((await contentOf(await store.read(incomingKey(id)))).equals(bytes)).toBe(true);

      await expect(tus.create(new Upload({ id, size: 1, offset: 0 }))).rejects.toThrow(ObjectExists);
      await store.remove(incomingKey(id));
      const aside = new GetObjectCommand({ ...record, Key: `${record.Key}.damaged` });
      expect(await (await client.send(aside)).Body?.transformToString()).toBe(broken);
      expect(await keysOf(store.list(id.split('/')[0]))).toEqual([]);
    },
  );

  it('begins an upload again whose damaged record does not tell its parts, and takes no tail for the beginning', async () => {
    const { client, incoming, settings } = driver();
    const id = `${freshName()}/clip`;
    const bytes = bytesOf(18 * MiB);
    const tus = incoming.tusDataStore();
    await tus.create(new Upload({ id, size: bytes.length, offset: 0 }));
    await tus.write(streamOf(bytes.subarray(0, 17 * MiB)), id, 0);
    const record = { Bucket: settings.incomingBucket, Key: `${id}.info` };
    await client.send(new PutObjectCommand({ ...record, Body: BROKEN }));

    const after = incoming.tusDataStore();
    await after.create(new Upload({ id, size: bytes.length, offset: 0 }));
    expect(await after.getUpload(id)).toMatchObject({ size: bytes.length, offset: 0 });
    await after.write(streamOf(bytes), id, 0);
    expect((await contentOf(await incoming.read(incomingKey(id)))).equals(bytes)).toBe(true);
    await incoming.remove(incomingKey(id));
    const left = await driver().leftovers('incoming', id.split('/')[0] ?? '');
    expect([...new Set(left)]).toEqual([`${id}.info.damaged`]);
  });

  it('begins an upload again whose record has lost only what S3 keeps beside it', async () => {
    const { client, incoming, settings } = driver();
    const id = `${freshName()}/clip`;
    const bytes = bytesOf(3_000);
    const tus = incoming.tusDataStore();
    await tus.create(new Upload({ id, size: bytes.length, offset: 0 }));
    await tus.write(streamOf(bytes.subarray(0, 1_000)), id, 0);
    const record = { Bucket: settings.incomingBucket, Key: `${id}.info` };
    const { Body } = await client.send(new GetObjectCommand(record));
    await client.send(new PutObjectCommand({ ...record, Body: (await Body?.transformToString()) ?? '' }));

    const after = incoming.tusDataStore();
    await expect(after.getUpload(id)).rejects.toThrow(TornRead);
    await after.create(new Upload({ id, size: bytes.length, offset: 0 }));
    expect(await after.getUpload(id)).toMatchObject({ size: bytes.length, offset: 0 });
    await after.write(streamOf(bytes), id, 0);
    expect((await contentOf(await incoming.read(incomingKey(id)))).equals(bytes)).toBe(true);
    await incoming.remove(incomingKey(id));
    const left = await driver().leftovers('incoming', id.split('/')[0] ?? '');
    expect([...new Set(left)]).toEqual([`${id}.info.damaged`]);
  });

  it('puts no record aside that is wrong only on the way', async () => {
    const gateway = await startLyingGateway(ceph().endpoint);
    const { settings } = settingsFor(ceph(), gateway.endpoint);
    const id = `${freshName()}/clip`;
    await driver()
      .incoming.tusDataStore()
      .create(new Upload({ id, size: 1_000, offset: 0 }));
    gateway.lying = 'records';
    const bucket = {
      client: connect(settings),
      name: settings.incomingBucket,
      sizes: SMALL_PARTS,
      silenceMs: settings.answerMs,
    };
    expect(await putAsideIfDamaged(bucket, id)).toBeUndefined();
    await gateway.stop();
    const aside = { Bucket: settings.incomingBucket, Key: `${id}.info.damaged` };
    await expect(driver().client.send(new GetObjectCommand(aside))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
  });
}
