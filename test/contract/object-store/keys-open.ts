import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AbortMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { loadConfig } from '../../../src/config';
import { NotFound } from '../../../src/kernel/errors';
import {
  evidenceKey,
  incomingKey,
  openEvidenceReader,
  openEvidenceStore,
  openIncomingStore,
  openIncomingWriter,
  openReceivingStore,
  prepareBuckets,
} from '../../../src/platform/object-store';
import { connect } from '../../../src/platform/object-store/s3/client';
import type { Ceph, S3Key } from '../../support/ceph';
import { bytesOf, contentOf, streamOf } from './driver';
import type { S3Driver } from './s3.driver';

export const s3Settings = (endpoint: string, key: S3Key): Record<string, string> => ({
  S3_ENDPOINT: endpoint,
  S3_ACCESS_KEY_ID: key.accessKeyId,
  S3_SECRET_ACCESS_KEY: key.secretAccessKey,
  EVIDENCE_LOCK_DAYS: '30',
});

const tries = (...all: ((client: S3Client) => Promise<unknown>)[]): typeof all => all;
const refused = { $metadata: { httpStatusCode: 403 } };
const sha256 = 'a1'.repeat(32);

/** Who has broken into a process has its key: what that opens with the policies in `deploy/s3`, by whatever program. */
export function keysOpen(ceph: () => Ceph, driver: () => S3Driver): void {
  describe('and what a key opens', () => {
    const draft = randomUUID();
    const master = evidenceKey(`masters/${randomUUID()}`);
    const intruders: S3Client[] = [];
    const holding = (name: keyof Ceph['processes']): S3Client => {
      const client = connect({ ...driver().settings, ...ceph().processes[name] });
      intruders.push(client);
      return client;
    };
    const objectsOf = (name: keyof Ceph['processes'], more: Record<string, string> = {}) =>
      loadConfig({ ...s3Settings(ceph().endpoint, ceph().processes[name]), ...more }).objects;
    /** Buckets of their own, where no worker erases what has no row. */
    async function apart(): Promise<Record<string, string>> {
      const [incomingBucket, evidenceBucket] = ['arriving-apart', 'evidence-apart'];
      const read = async (name: string): Promise<string> =>
        (await readFile(join(__dirname, '../../../deploy/s3', `${name}-policy.json`), 'utf8'))
          .replaceAll('lintel-incoming', incomingBucket)
          .replaceAll('lintel-evidence', evidenceBucket);
      const policies = { incoming: await read('incoming'), evidence: await read('evidence') };
      await prepareBuckets({ ...driver().settings, incomingBucket, evidenceBucket }, policies);
      return { S3_INCOMING_BUCKET: incomingBucket, S3_EVIDENCE_BUCKET: evidenceBucket };
    }
    beforeAll(async () => {
      const Bucket = driver().settings.incomingBucket;
      await holding('intake').send(new PutObjectCommand({ Bucket, Key: draft, Body: 'a film' }));
      const worker = await openEvidenceStore(objectsOf('worker'));
      await worker.put(master, Buffer.from('a film'), { contentType: 'video/mp4' });
    });
    afterAll(() => {
      for (const client of intruders) client.destroy();
    });
    /** Every way to ask for names, but for that of a whole one. */
    const lists = (Bucket: string, prefixes: readonly (string | undefined)[]) =>
      prefixes.flatMap((Prefix) => {
        const where = { Bucket, ...(Prefix !== undefined && { Prefix }) };
        return tries(
          (client) => client.send(new ListObjectsCommand(where)),
          (client) => client.send(new ListObjectsV2Command(where)),
          (client) => client.send(new ListObjectVersionsCommand(where)),
          (client) => client.send(new ListMultipartUploadsCommand(where)),
        );
      });

    it('is for intake no film, not even one that it has just received', async () => {
      const { incomingBucket, evidenceBucket } = driver().settings;
      const [intake, Key] = [holding('intake'), master];
      const incoming = { Bucket: incomingBucket, Key: draft };
      const copied = {
        Bucket: incomingBucket,
        Key: `${draft}.info`,
        CopySource: `${incomingBucket}/${draft}`,
      };
      for (const tried of tries(
        ...lists(evidenceBucket, [undefined, 'masters/', Key]),
        (client) => client.send(new GetObjectCommand({ Bucket: evidenceBucket, Key })),
        (client) =>
          client.send(new PutObjectCommand({ Bucket: evidenceBucket, Key: 'masters/new', Body: 'x' })),
        (client) => client.send(new GetObjectCommand(incoming)),
        (client) => client.send(new HeadObjectCommand(incoming)),
        (client) => client.send(new CopyObjectCommand(copied)),
        (client) => client.send(new PutObjectAclCommand({ ...incoming, ACL: 'public-read' })),
      ))
        await expect(tried(intake)).rejects.toMatchObject(refused);
    });

    it('is for intake nothing that has arrived, and nothing of an officer’s: not to overwrite, not to erase', async () => {
      const buckets = await apart();
      const Bucket = buckets['S3_INCOMING_BUCKET'];
      const writer = await openIncomingWriter(objectsOf('workspace', buckets));
      const [item, hers] = [writer.newKey(), incomingKey(randomUUID())];
      const bytes = bytesOf(1_000);
      await writer.write(item, streamOf(bytes), bytes.length);
      const receiving = await openReceivingStore(objectsOf('intake', buckets));
      await receiving.write(hers, streamOf(bytes), bytes.length);
      const worker = await openIncomingStore(objectsOf('worker', buckets));
      await worker.take(hers);
      const intake = holding('intake');
      await intake.send(new PutObjectCommand({ Bucket, Key: `${hers}.info`, Body: '{}' }));
      for (const Key of [item, `arrived/${hers}`]) {
        const begin = new CreateMultipartUploadCommand({ Bucket, Key });
        const { UploadId } = await holding('worker').send(begin);
        for (const tried of tries(
          (client) => client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' })),
          (client) => client.send(new PutObjectCommand({ Bucket, Key: `${Key}.info`, Body: 'x' })),
          (client) =>
            client.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${hers}.info` })),
          (client) => client.send(new CreateMultipartUploadCommand({ Bucket, Key })),
          (client) => client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })),
          (client) => client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'x' })),
          (client) => client.send(new DeleteObjectCommand({ Bucket, Key })),
          (client) => client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }] } })),
          (client) => client.send(new GetObjectCommand({ Bucket, Key })),
          (client) => client.send(new PutObjectAclCommand({ Bucket, Key, ACL: 'public-read' })),
        ))
          await expect(tried(intake)).rejects.toMatchObject(refused);
        await holding('worker').send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
      }
      // Its own program is not refused: what the victim takes out the worker erases there.
      expect((await receiving.stat(hers)).size).toBe(bytes.length);
      await receiving.remove(hers);
      for (const key of [item, hers])
        expect((await contentOf(await worker.read(key))).equals(bytes)).toBe(true);
      await worker.take(item);
      await writer.remove(item);
      expect((await contentOf(await worker.read(item))).equals(bytes)).toBe(true);
      for (const key of [item, hers]) await worker.remove(key);
      await expect(receiving.stat(hers)).rejects.toThrow(NotFound);
    });

    it('is for workspace and issuer what is locked, to read', async () => {
      const { incomingBucket, evidenceBucket } = driver().settings;
      const Key = master;
      for (const name of ['workspace', 'issuer'] as const) {
        const holder = holding(name);
        await holder.send(new HeadObjectCommand({ Bucket: evidenceBucket, Key }));
        for (const tried of tries(
          (client) => client.send(new GetObjectCommand({ Bucket: incomingBucket, Key: draft })),
          (client) => client.send(new PutObjectCommand({ Bucket: incomingBucket, Key: draft, Body: 'x' })),
          (client) => client.send(new DeleteObjectCommand({ Bucket: incomingBucket, Key: draft })),
          (client) => client.send(new PutObjectCommand({ Bucket: evidenceBucket, Key, Body: 'x' })),
          (client) => client.send(new DeleteObjectCommand({ Bucket: evidenceBucket, Key })),
        ))
          await expect(tried(holder)).rejects.toMatchObject(refused);
      }
    });

    it('is for workspace and issuer no list of names, by whatever beginning', async () => {
      const { evidenceBucket } = driver().settings;
      const Key = master;
      const beginnings = [
        undefined,
        '',
        'm',
        'masters',
        'masters/',
        Key.slice(0, 9),
        Key.slice(0, -1),
        'renditions/',
      ];
      const others = [`renditions/${sha256}/`, `bundles/${randomUUID()}/`, 'checkpoints/', 'masters/*'];
      for (const name of ['workspace', 'issuer'] as const) {
        const holder = holding(name);
        for (const tried of lists(evidenceBucket, [...beginnings, ...others]))
          await expect(tried(holder)).rejects.toMatchObject(refused);
        const known = new ListObjectVersionsCommand({ Bucket: evidenceBucket, Prefix: Key });
        expect((await holder.send(known)).Versions).toHaveLength(1);
        const pattern = 'masters/????????-????-????-????-????????????';
        const literal = new ListObjectVersionsCommand({ Bucket: evidenceBucket, Prefix: pattern });
        expect((await holder.send(literal)).Versions).toBeUndefined();
      }
    });

    it('is for workspace and issuer no draft’s name, and no count of them', async () => {
      const { incomingBucket } = driver().settings;
      const beginnings = [undefined, '', draft.slice(0, 1), draft, 'officers', 'officers/', 'arrived/'];
      for (const name of ['workspace', 'issuer'] as const)
        for (const tried of lists(incomingBucket, [...beginnings, `arrived/${draft}`]))
          await expect(tried(holding(name))).rejects.toMatchObject(refused);
      const known = new ListObjectsV2Command({
        Bucket: incomingBucket,
        Prefix: `officers/${'0'.repeat(32)}`,
      });
      expect((await holding('workspace').send(known)).KeyCount).toBe(0);
      await expect(holding('issuer').send(known)).rejects.toMatchObject(refused);
    });

    it('is for workspace and issuer each kind of stored file that the database names', async () => {
      const [id, other] = [randomUUID(), randomUUID()];
      const worker = await openEvidenceStore(objectsOf('worker'));
      for (const name of ['workspace', 'issuer'] as const) {
        const reader = await openEvidenceReader(objectsOf(name));
        await reader.check();
        for (const key of [
          `masters/${id}`,
          `renditions/${sha256}/proxy`,
          `redactions/${id}/${other}/${sha256}.mp4`,
          `stills/${id}/${sha256}.png`,
          `stills/${id}/${sha256}-copy.png`,
          `written/${id}/${sha256}.pdf`,
          `bundles/${id}/${sha256}`,
        ].map(evidenceKey)) {
          if (name === 'workspace') await expect(reader.stat(key)).rejects.toThrow(NotFound);
          const { version } = await worker.put(key, Buffer.from(key), { contentType: 'text/plain' });
          for (const named of [key, evidenceKey(`${key}@${version ?? ''}`)])
            expect((await contentOf(await reader.read(named))).toString()).toBe(key);
          await expect(reader.stat(evidenceKey(`${key}@none`))).rejects.toThrow(NotFound);
        }
      }
    });
  });
}
