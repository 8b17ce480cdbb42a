import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { loadConfig, type Config } from '../../../src/config';
import { digestStream } from '../../../src/platform/digest';
import {
  evidenceKey,
  NoRightCopy,
  openEvidenceEraser,
  openEvidenceMender,
  openEvidenceReader,
  openEvidenceStore,
  prepareBuckets,
} from '../../../src/platform/object-store';
import { cephMissing, startCeph, type Ceph } from '../../support/ceph';
import { until } from '../../support/until';

type Objects = Config['objects'];

const [right, damaged, other] = [randomBytes(9_000_000), randomBytes(9_000_000), randomBytes(10)];
const digestOf = (bytes: Buffer) => digestStream(Readable.from([bytes]));
const newKey = () => evidenceKey(`masters/${randomUUID()}`);
const put = async (objects: Objects, key: ReturnType<typeof newKey>, bytes: Buffer): Promise<void> => {
  await (await openEvidenceStore(objects)).put(key, bytes, { contentType: 'application/octet-stream' });
};
const hashOf = async (objects: Objects, key: string): Promise<string> =>
  (await digestStream(await (await openEvidenceReader(objects)).read(evidenceKey(key)))).sha256;

describe('mending on a file system', () => {
  let objects: Objects;
  beforeAll(async () => {
    const root = await mkdtemp(join(tmpdir(), 'lintel-mending-'));
    ({ objects } = loadConfig({ OBJECTS_ROOT: root }));
  });
  afterAll(() => rm(objects.root, { recursive: true, force: true }));

  it('puts the right bytes in the place of damaged ones, and refuses all others', async () => {
    const key = newKey();
    await put(objects, key, right);
    const path = join(objects.root, 'evidence', key);
    await chmod(path, 0o600);
    await writeFile(path, damaged);
    const expected = await digestOf(right);
    const mender = await openEvidenceMender(objects);
    await expect(mender.mend(key, expected, () => other)).rejects.toThrow(NoRightCopy);
    await expect(mender.mend(key, expected)).rejects.toThrow(NoRightCopy);
    expect(await hashOf(objects, key)).toBe((await digestOf(damaged)).sha256);

    expect(await mender.mend(key, expected, () => right)).toMatchObject({ key, from: 'copy', ...expected });
    expect(await hashOf(objects, key)).toBe(expected.sha256);
    expect((await stat(path)).mode & 0o777).toBe(0o444);
  });

  it('brings back a file that is gone', async () => {
    const [key, expected] = [newKey(), await digestOf(right)];
    const mender = await openEvidenceMender(objects);
    await mender.mend(key, expected, () => right);
    expect(await hashOf(objects, key)).toBe(expected.sha256);
  });
});

(cephMissing() === undefined ? describe : describe.skip)('mending in S3', () => {
  let ceph: Ceph;
  let objects: Objects;
  beforeAll(async () => {
    ceph = await startCeph([]);
    const key = { S3_ACCESS_KEY_ID: ceph.accessKeyId, S3_SECRET_ACCESS_KEY: ceph.secretAccessKey };
    ({ objects } = loadConfig({ ...key, S3_ENDPOINT: ceph.endpoint }));
    // A lock that a test can wait for.
    objects = { ...objects, lockDays: 10 / 86_400 };
    if (objects.s3 !== undefined) await prepareBuckets(objects.s3);
  });
  afterAll(() => ceph.stop());

  it('has another version read, locked, in the place of the damaged one; what lies over a name by itself changes nothing', async () => {
    const [key, expected] = [newKey(), await digestOf(right)];
    await put(objects, key, damaged);
    const mender = await openEvidenceMender(objects);
    await expect(mender.mend(key, expected)).rejects.toThrow(NoRightCopy);
    await expect(mender.mend(key, expected, () => other)).rejects.toThrow(NoRightCopy);

    const mended = await mender.mend(key, expected, () => right);
    // While it is locked.
    const eraser = await openEvidenceEraser(objects);
    await expect(eraser.erase(mended.key)).rejects.toThrow();
    expect(mended).toMatchObject({ from: 'copy', existed: false, lockedUntil: expect.any(Date) as Date });
    expect(await hashOf(objects, mended.key)).toBe(expected.sha256);
    expect(await hashOf(objects, key)).toBe((await digestOf(damaged)).sha256);
    // The store has the right version now, and needs no copy to find it.
    expect(await mender.mend(key, expected)).toMatchObject({ from: 'version', key: mended.key });

    await until('the end of the locks', async () => (await eraser.lockedUntil(mended.key)) === undefined);
    expect(await eraser.erase(mended.key)).toBe(true);
    await expect(hashOf(objects, mended.key)).rejects.toThrow();
    await expect(hashOf(objects, key)).rejects.toThrow();
  });
});
