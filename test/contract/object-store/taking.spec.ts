import { chmod, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Upload } from '@tus/server';
import { NotFound } from '../../../src/kernel/errors';
import { evidenceKey, incomingKey } from '../../../src/platform/object-store';
import { Folder } from '../../../src/platform/object-store/filesystem/folder';
import { bytesOf, contentOf, digestOf, freshName, keysOf, streamOf, type Driver } from './driver';
import { filesUnder, startFilesystem } from './filesystem.driver';

describe('what has arrived whole, on a file system', () => {
  let driver: Driver;
  const at = (...parts: string[]) => join(driver.objects.root, ...parts);
  beforeAll(async () => {
    driver = await startFilesystem();
  });
  afterAll(() => driver.stop());

  async function uploaded(bytes: Buffer): Promise<ReturnType<typeof incomingKey>> {
    const id = `${freshName()}clip`;
    const tus = driver.incoming.tusDataStore();
    await tus.create(new Upload({ id, size: bytes.length, offset: 0 }));
    await tus.write(streamOf(bytes), id, 0);
    return incomingKey(id);
  }

  it('is taken out of the folder of who received it, and stays what it is to everybody who asks', async () => {
    const bytes = bytesOf(100_000);
    const key = await uploaded(bytes);
    await driver.incoming.take(key);
    await driver.incoming.take(key);
    expect(await filesUnder(at('incoming'), key)).toEqual([`${key}.json`]);
    expect((await contentOf(await driver.incoming.read(key))).equals(bytes)).toBe(true);
    expect((await driver.incoming.stat(key)).size).toBe(bytes.length);
    expect((await driver.incoming.finish(key)).size).toBe(bytes.length);
    expect((await driver.incoming.tusDataStore().getUpload(key)).offset).toBe(bytes.length);
    expect((await readFile(driver.incoming.localPath?.(key) ?? '')).equals(bytes)).toBe(true);
    expect(await keysOf(driver.incoming.list(key))).toEqual([key]);
    const stored = await driver.evidence.promote(key, evidenceKey(key), await digestOf(bytes));
    expect(stored.existed).toBe(false);
    await driver.incoming.remove(key);
    expect([...(await filesUnder(at('incoming'), key)), ...(await filesUnder(at('arrived'), key))]).toEqual(
      [],
    );
  });

  it('is all here also where it is taken between two looks of one question', async () => {
    const bytes = bytesOf(1_000);
    const open = Object.getOwnPropertyDescriptor(Folder.prototype, 'open')?.value as (
      this: Folder,
      ...wanted: Parameters<Folder['open']>
    ) => ReturnType<Folder['open']>;
    const [asked, finished] = [await uploaded(bytes), await uploaded(bytes)];
    // The record was read when nothing had been taken yet.
    const opened = jest.spyOn(Folder.prototype, 'open');
    opened.mockImplementationOnce(async function (this: Folder, ...wanted) {
      const file = await open.apply(this, wanted);
      await driver.incoming.take(asked);
      return file;
    });
    expect((await driver.incoming.tusDataStore().getUpload(asked)).offset).toBe(bytes.length);
    opened.mockImplementationOnce(async function (this: Folder, ...wanted) {
      await driver.incoming.take(finished);
      return open.apply(this, wanted);
    });
    expect((await driver.incoming.finish(finished)).size).toBe(bytes.length);
    opened.mockRestore();
  });

  it('is not there twice where a kill came between the two names, and other bytes never take its place', async () => {
    const bytes = bytesOf(1_000);
    const key = await uploaded(bytes);
    await driver.incoming.take(key);
    await writeFile(at('incoming', key), 'what an intruder would like to be taken');
    expect((await contentOf(await driver.incoming.read(key))).equals(bytes)).toBe(true);
    expect(await keysOf(driver.incoming.list(key))).toEqual([key]);
    await driver.incoming.take(key);
    expect((await contentOf(await driver.incoming.read(key))).equals(bytes)).toBe(true);
    await expect(stat(at('incoming', key))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is never what a link leads to', async () => {
    const secret = at('secret');
    await writeFile(secret, 'of somebody else');
    const key = incomingKey(`${freshName()}clip`);
    await symlink(secret, at('incoming', key));
    await driver.incoming.take(key);
    await expect(driver.incoming.read(key)).rejects.toThrow(NotFound);
    expect(await filesUnder(at('arrived'), key)).toEqual([]);
  });

  it('tells nobody the size of what a link leads to, also where its record is damaged', async () => {
    const secret = at('secret');
    await writeFile(secret, 'of somebody else');
    const key = incomingKey(`${freshName()}clip`);
    await writeFile(at('incoming', `${key}.json`), '{"id":');
    await symlink(secret, at('incoming', key));
    await driver.incoming.take(key);
    expect(await filesUnder(at('incoming'), key)).toEqual([`${key}.json`]);
    expect(await readFile(at('incoming', `${key}.json`), 'utf8')).toBe('{"id":');
    expect(await filesUnder(at('arrived'), key)).toEqual([]);
  });

  it('is copied from another disk', async () => {
    const other = await mkdtemp('/dev/shm/lintel-incoming-');
    const apart = await startFilesystem();
    await rm(join(apart.objects.root, 'incoming'), { recursive: true });
    await symlink(other, join(apart.objects.root, 'incoming'));
    const bytes = bytesOf(3_000_000);
    await apart.incoming.write(incomingKey('clip'), streamOf(bytes), bytes.length);
    await apart.incoming.take(incomingKey('clip'));
    expect(await filesUnder(other)).toEqual([]);
    expect((await contentOf(await apart.incoming.read(incomingKey('clip')))).equals(bytes)).toBe(true);
    await apart.stop();
    await rm(other, { recursive: true });
  });

  it('whose bytes are lost before they came whole is not taken for whole', async () => {
    const key = incomingKey(`${freshName()}clip`);
    const tus = driver.incoming.tusDataStore();
    await tus.create(new Upload({ id: key, size: 10, offset: 0 }));
    await rm(at('incoming', key));
    await expect(driver.incoming.stat(key)).rejects.toThrow(NotFound);
    await expect(tus.getUpload(key)).rejects.toMatchObject({ status_code: 410 });
  });

  it('is for the group of a folder that says so by its set-group-ID bit', async () => {
    const shared = await startFilesystem();
    await chmod(join(shared.objects.root, 'incoming'), 0o3770);
    await chmod(join(shared.objects.root, 'evidence'), 0o2710);
    const again = await startFilesystem(shared.objects.root);
    const digest = await again.incoming.write(incomingKey('a/clip'), streamOf(bytesOf(10)), 10);
    await again.evidence.promote(incomingKey('a/clip'), evidenceKey('masters/a'), digest);
    const mode = async (path: string) =>
      ((await stat(join(shared.objects.root, path))).mode & 0o7777).toString(8);
    // Less what this machine's umask takes from the group.
    expect(await mode('incoming/a/clip')).toMatch(/^6[046]0$/);
    expect(await mode('evidence/masters')).toMatch(/^27[01]0$/);
    expect(await mode('evidence/masters/a')).toBe('444');
    await shared.stop();
  });
});
