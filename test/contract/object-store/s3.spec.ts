import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@tus/server';
import { NotFound } from '../../../src/kernel/errors';
import {
  evidenceKey,
  incomingKey,
  IntegrityMismatch,
  openEvidenceEraser,
  openEvidenceReader,
  openEvidenceStore,
  openIncomingStore,
  prepareBuckets,
  StillLocked,
  TornRead,
  UnsuitableBuckets,
  type IncomingStore,
} from '../../../src/platform/object-store';
import { cephMissing, startCeph, type Ceph } from '../../support/ceph';
import { arrivedInS3 } from './arrived';
import { objectStoreContract } from './contract';
import { damagedRecords } from './damaged-records';
import { bytesOf, contentOf, digestOf, freshName, keysOf, SMALL_PARTS, streamOf } from './driver';
import { startLyingGateway } from './lying-gateway';
import { settingsFor, startS3, type S3Driver } from './s3.driver';
import { weakLocks } from './weak-locks';
import { wholePath } from './whole-path';

const DAY_MS = 86_400_000;
const VIDEO = { contentType: 'video/mp4' };
const missing = cephMissing();
const required = process.env['CI'] === 'true' || process.env['LINTEL_REQUIRE_CEPH'] === '1';

if (missing !== undefined) {
  if (!required) console.warn(missing);
  (required ? it : it.skip)(`S3 with Object Lock is kept to the contract: ${missing}`, () => {
    throw new Error(missing);
  });
}

(missing === undefined ? describe : describe.skip)('objects in S3 with Object Lock', () => {
  let ceph: Ceph;
  let driver: S3Driver;

  beforeAll(async () => {
    ceph = await startCeph();
    driver = await startS3(ceph);
  });
  afterAll(async () => {
    await driver.stop();
    await ceph.stop();
  });

  objectStoreContract(() => driver);
  arrivedInS3(() => driver);
  damagedRecords(
    () => ceph,
    () => driver,
  );
  wholePath(
    () => ceph,
    () => driver,
  );

  async function locked() {
    const key = evidenceKey(`${freshName()}/master`);
    const bytes = bytesOf(1000);
    const { version, lockedUntil } = await driver.evidence.put(key, bytes, VIDEO);
    return { key, bytes, lockedUntil, where: { Bucket: driver.settings.evidenceBucket, Key: key }, version };
  }

  describe('locks', () => weakLocks(() => driver));

  it('locks evidence for the configured days', async () => {
    const { key, lockedUntil } = await locked();
    const days = ((lockedUntil?.getTime() ?? 0) - Date.now()) / DAY_MS;
    expect(days).toBeGreaterThan(29.9);
    expect(days).toBeLessThan(30.1);
    expect((await driver.evidence.stat(key)).lockedUntil).toEqual(lockedUntil);
  });

  it('moves a lock to a later date, never to an earlier one', async () => {
    const { key, lockedUntil, where, version } = await locked();
    const later = new Date(Math.ceil(Date.now() / 1000) * 1000 + 60 * DAY_MS);
    expect(await driver.evidence.extendLock(key, new Date())).toEqual(lockedUntil);
    expect(await driver.evidence.extendLock(key, later)).toEqual(later);
    expect((await driver.evidence.stat(key)).lockedUntil).toEqual(later);
    const Retention = { Mode: 'COMPLIANCE' as const, RetainUntilDate: new Date(Date.now() + DAY_MS) };
    const shorten = new PutObjectRetentionCommand({ ...where, VersionId: version, Retention });
    await expect(driver.client.send(shorten)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });

  it('refuses to delete a locked version', async () => {
    const { key, bytes, where, version } = await locked();
    const erase = new DeleteObjectCommand({ ...where, VersionId: version });
    await expect(driver.client.send(erase)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    expect((await contentOf(await driver.evidence.read(key))).equals(bytes)).toBe(true);
  });

  it('erases nothing of what is locked, and says until when', async () => {
    const { key, bytes, lockedUntil, where } = await locked();
    await driver.client.send(new PutObjectCommand({ ...where, Body: 'another film' }));
    const eraser = await openEvidenceEraser(driver.objects);
    expect(await eraser.lockedUntil(key)).toEqual(lockedUntil);
    const refused = eraser.erase(key);
    await expect(refused).rejects.toThrow(StillLocked);
    await expect(refused).rejects.toMatchObject({ until: lockedUntil });
    expect(await driver.leftovers('evidence', key.split('/')[0] ?? '')).toHaveLength(3);
    expect((await contentOf(await driver.evidence.read(key))).equals(bytes)).toBe(true);
  });

  it('is refused by the store itself where our clock runs ahead, and bypasses nothing', async () => {
    const { key, bytes } = await locked();
    const ahead = { now: () => new Date(Date.now() + 40 * DAY_MS) };
    const eraser = await openEvidenceEraser(driver.objects, { clock: ahead });
    await expect(eraser.erase(key)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    expect((await contentOf(await driver.evidence.read(key))).equals(bytes)).toBe(true);
  });

  it('erases what was written or deleted over it, too', async () => {
    const key = evidenceKey(`${freshName()}/covered`);
    await driver.brief.put(key, bytesOf(10), VIDEO);
    const where = { Bucket: driver.settings.evidenceBucket, Key: key };
    await driver.client.send(new PutObjectCommand({ ...where, Body: 'another film' }));
    await driver.client.send(new DeleteObjectCommand(where));
    await driver.unlock(key);
    await expect((await openEvidenceEraser(driver.objects)).erase(key)).resolves.toBe(true);
    expect(await driver.leftovers('evidence', key.split('/')[0] ?? '')).toEqual([]);
  });

  it('shows the first version, whatever is written or deleted over it later', async () => {
    const { key, bytes, where, version } = await locked();
    await driver.client.send(new PutObjectCommand({ ...where, Body: 'another film' }));
    await driver.client.send(new DeleteObjectCommand(where));
    expect(await driver.evidence.stat(key)).toMatchObject({ size: bytes.length, version });
    const reader = await openEvidenceReader(driver.objects);
    expect((await contentOf(await reader.read(key, { start: 990 }))).equals(bytes.subarray(990))).toBe(true);
    expect(await keysOf(driver.evidence.list(key))).toEqual([key]);
    expect(await driver.evidence.put(key, bytes, VIDEO)).toMatchObject({ version, existed: true });
  });

  it.each([
    ['HEAD', (store: IncomingStore, id: string) => store.tusDataStore().getUpload(id)],
    ['a page or the sweep', (store: IncomingStore, id: string) => store.settle(incomingKey(id))],
  ])('finishes an upload whose last step failed when %s asks', async (_who, ask) => {
    const gateway = await startLyingGateway(ceph.endpoint);
    const store = await openIncomingStore(settingsFor(ceph, gateway.endpoint).objects, SMALL_PARTS);
    const id = `${freshName()}/clip`;
    const bytes = bytesOf(1_000);
    const tus = store.tusDataStore();
    await tus.create(new Upload({ id, size: bytes.length, offset: 0 }));
    gateway.refusals = 100;
    await expect(tus.write(streamOf(bytes), id, 0)).rejects.toThrow();
    gateway.refusals = 0;
    await expect(store.stat(incomingKey(id))).rejects.toThrow(NotFound);
    await ask(store, id);
    expect((await contentOf(await store.read(incomingKey(id)))).equals(bytes)).toBe(true);
    expect(await tus.write(streamOf(Buffer.alloc(0)), id, bytes.length)).toBe(bytes.length);
    await gateway.stop();
  });

  it('calls no upload lost whose record comes back wrong, or not at all', async () => {
    const gateway = await startLyingGateway(ceph.endpoint);
    const { objects } = settingsFor(ceph, gateway.endpoint);
    const id = `${freshName()}/clip`;
    await driver.incoming.tusDataStore().create(new Upload({ id, size: 1_000, offset: 0 }));
    const tus = (await openIncomingStore(objects, SMALL_PARTS)).tusDataStore();
    gateway.lying = 'records';
    await expect(tus.getUpload(id)).rejects.toThrow(TornRead);
    await gateway.stop();
    await expect(tus.getUpload(id)).rejects.not.toMatchObject({ status_code: 404 });
  });

  it('begins an upload anew of which the store has nothing left', async () => {
    const id = `${freshName()}/clip`;
    const tus = driver.incoming.tusDataStore();
    await tus.create(new Upload({ id, size: 1_000, offset: 0 }));
    const where = { Bucket: driver.settings.incomingBucket, Key: id };
    const { Uploads = [] } = await driver.client.send(
      new ListMultipartUploadsCommand({ Bucket: where.Bucket, Prefix: id }),
    );
    await driver.client.send(new AbortMultipartUploadCommand({ ...where, UploadId: Uploads[0]?.UploadId }));
    await expect(tus.getUpload(id)).rejects.toMatchObject({ status_code: 404 });
    await tus.create(new Upload({ id, size: 1_000, offset: 0 }));
    expect((await tus.getUpload(id)).offset).toBe(0);
  });

  it.each([100, SMALL_PARTS.partBytes + 100])(
    'makes no evidence of %d bytes that come back wrong, and locks nothing of them',
    async (size) => {
      const gateway = await startLyingGateway(ceph.endpoint);
      const { objects } = settingsFor(ceph, gateway.endpoint);
      const evidence = await openEvidenceStore(objects, { sizes: SMALL_PARTS });
      const name = freshName();
      const [from, to] = [incomingKey(`${name}/clip`), evidenceKey(`${name}/master`)];
      const bytes = bytesOf(size);
      const digest = await digestOf(bytes);
      await driver.incoming.write(from, streamOf(bytes), size);
      gateway.lying = 'reads';
      await expect(evidence.promote(from, to, digest)).rejects.toThrow(IntegrityMismatch);
      await expect(evidence.put(to, bytes, VIDEO)).rejects.toThrow(IntegrityMismatch);
      expect(await driver.leftovers('evidence', name)).toEqual([]);
      gateway.lying = undefined;
      expect(await evidence.promote(from, to, digest)).toMatchObject({
        sha256: digest.sha256,
        existed: false,
      });
      await gateway.stop();
    },
  );

  it('locks what a worker that died had written but not locked yet', async () => {
    const key = evidenceKey(`${freshName()}/master`);
    const bytes = bytesOf(10);
    const Body = bytes;
    await driver.client.send(
      new PutObjectCommand({ Bucket: driver.settings.evidenceBucket, Key: key, Body }),
    );
    expect((await driver.evidence.stat(key)).lockedUntil).toBeUndefined();
    const stored = await driver.evidence.put(key, bytes, VIDEO);
    expect(stored.existed).toBe(true);
    expect((await driver.evidence.stat(key)).lockedUntil).toEqual(stored.lockedUntil);
    expect(stored.lockedUntil).toBeDefined();
  });

  it.each([100, SMALL_PARTS.partBytes + 100])('keeps nothing of %d bytes that arrive wrong', async (size) => {
    const gateway = await startLyingGateway(ceph.endpoint);
    const { objects } = settingsFor(ceph, gateway.endpoint);
    const evidence = await openEvidenceStore(objects, { sizes: SMALL_PARTS });
    const name = freshName();
    gateway.lying = 'writes';
    const put = evidence.put(evidenceKey(`${name}/proxy`), bytesOf(size), VIDEO);
    await expect(put).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
    expect(await driver.leftovers('evidence', name)).toEqual([]);
    await gateway.stop();
  });

  it('checks the MD5 of every body it is sent', async () => {
    const { settings, client } = driver;
    const wrong = {
      Bucket: settings.incomingBucket,
      Key: freshName(),
      Body: 'a',
      ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==',
    };
    await expect(client.send(new PutObjectCommand(wrong))).rejects.toMatchObject({ name: 'BadDigest' });
  });

  describe('at the start', () => {
    const named = (incomingBucket: string, evidenceBucket: string) => ({
      ...driver.objects,
      s3: { ...driver.settings, incomingBucket, evidenceBucket },
    });

    it('makes missing buckets and leaves existing ones alone', async () => {
      const { s3, ...rest } = named(`drafts-${freshName()}`, `masters-${freshName()}`);
      await prepareBuckets(s3);
      await prepareBuckets(s3);
      await expect(openIncomingStore({ ...rest, s3 })).resolves.toBeDefined();
      await expect(openEvidenceStore({ ...rest, s3 })).resolves.toBeDefined();
    });

    it('says what an evidence bucket lacks', async () => {
      const plain = `plain-${freshName()}`;
      await driver.client.send(new CreateBucketCommand(here(plain)));
      const opened = openEvidenceStore(named(plain, plain));
      await expect(opened).rejects.toThrow(UnsuitableBuckets);
      await expect(opened).rejects.toThrow(`"${plain}" must have versioning`);
      await expect(opened).rejects.toThrow(`"${plain}" must have Object Lock`);
    });

    it('says that drafts could not be removed', async () => {
      const frozen = `frozen-${freshName()}`;
      await driver.client.send(
        new CreateBucketCommand({ ...here(frozen), ObjectLockEnabledForBucket: true }),
      );
      await driver.client.send(
        new PutObjectLockConfigurationCommand({
          Bucket: frozen,
          ObjectLockConfiguration: {
            ObjectLockEnabled: 'Enabled',
            Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 1 } },
          },
        }),
      );
      await expect(openIncomingStore(named(frozen, frozen))).rejects.toThrow(
        'must not have a default retention',
      );
      await expect(openIncomingStore(named(frozen, frozen))).rejects.toThrow('must not have versioning');
      await expect(openEvidenceStore(named(frozen, frozen))).rejects.toThrow(
        'must not have a default retention',
      );
    });

    it('says that versions would keep removed drafts', async () => {
      const kept = `kept-${freshName()}`;
      await driver.client.send(new CreateBucketCommand(here(kept)));
      const VersioningConfiguration = { Status: 'Enabled' as const };
      await driver.client.send(new PutBucketVersioningCommand({ Bucket: kept, VersioningConfiguration }));
      await expect(openIncomingStore(named(kept, kept))).rejects.toThrow('must not have versioning');
    });

    it('says that a bucket is not there', async () => {
      const none = named('not-there-1', 'not-there-2');
      await expect(openIncomingStore(none)).rejects.toThrow(
        '"not-there-1" cannot be looked at (NoSuchBucket)',
      );
      await expect(openEvidenceStore(none)).rejects.toThrow(
        '"not-there-2" cannot be looked at (NoSuchBucket)',
      );
      await expect(openEvidenceReader(none)).rejects.toThrow('"not-there-2" cannot be read (NoSuchBucket)');
    });
  });
});

/** Ceph's own name of its only place; without it the SDK would name the client's region. */
const here = (Bucket: string) => ({
  Bucket,
  CreateBucketConfiguration: { LocationConstraint: 'default' as never },
});
