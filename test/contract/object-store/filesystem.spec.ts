import { execFile } from 'node:child_process';
import { link, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Upload } from '@tus/server';
import { NotFound } from '../../../src/kernel/errors';
import {
  evidenceKey,
  incomingKey,
  ObjectExists,
  openEvidenceStore,
  RECORD_MENDED,
  StorageFull,
  TornRead,
} from '../../../src/platform/object-store';
import { objectStoreContract } from './contract';
import { bytesOf, contentOf, digestOf, freshName, keysOf, streamOf, type Driver } from './driver';
import { filesUnder, startFilesystem } from './filesystem.driver';

const run = promisify(execFile);
const MiB = 1024 ** 2;

describe('objects on a file system', () => {
  let driver: Driver;
  const at = (...parts: string[]) => join(driver.objects.root, ...parts);

  beforeAll(async () => {
    driver = await startFilesystem();
  });
  afterAll(() => driver.stop());

  objectStoreContract(() => driver);

  it('keeps drafts to the owner, and takes the right to write away from evidence', async () => {
    const { incoming, evidence } = driver;
    const name = freshName();
    const from = incomingKey(`${name}/clip`);
    const digest = await incoming.write(from, streamOf(bytesOf(10)), 10);
    await incoming.tusDataStore().create(new Upload({ id: `${name}/tus`, size: 1, offset: 0 }));
    const mode = async (...parts: string[]) => ((await stat(at(...parts))).mode & 0o777).toString(8);
    expect(await mode('incoming')).toBe('700');
    expect(await mode('incoming', name)).toBe('700');
    expect(await mode('incoming', name, 'clip')).toBe('600');
    expect(await mode('incoming', name, 'tus')).toBe('600');
    expect(await mode('incoming', name, 'tus.json')).toBe('600');
    await evidence.promote(from, evidenceKey(`${name}/master`), digest);
    await evidence.put(evidenceKey(`${name}/proxy`), bytesOf(1), { contentType: 'video/mp4' });
    expect(await mode('evidence', name)).toBe('700');
    expect(await mode('evidence', name, 'master')).toBe('444');
    expect(await mode('evidence', name, 'proxy')).toBe('444');
  });

  it('copies to evidence on another disk', async () => {
    const home = await mkdtemp(join(tmpdir(), 'lintel-objects-'));
    const other = await mkdtemp('/dev/shm/lintel-evidence-');
    await symlink(other, join(home, 'evidence'));
    const apart = await startFilesystem(home);
    const bytes = bytesOf(3 * MiB + 1);
    await apart.incoming.write(incomingKey('clip'), streamOf(bytes), bytes.length);
    const digest = await digestOf(bytes);
    const stored = await apart.evidence.promote(incomingKey('clip'), evidenceKey('master'), digest);
    expect(stored).toMatchObject({ sha256: digest.sha256, existed: false });
    expect(await filesUnder(other)).toEqual(['master']);
    await apart.stop();
    await rm(other, { recursive: true });
  });

  it('follows no symbolic link, as a file, a folder or a list', async () => {
    const { incoming, evidence } = driver;
    const name = freshName();
    const outside = await mkdtemp(join(tmpdir(), 'lintel-outside-'));
    await writeFile(join(outside, 'secret'), 'secret');
    await mkdir(at('incoming', name));
    await mkdir(at('evidence', name));
    await symlink(join(outside, 'secret'), at('incoming', name, 'clip'));
    await symlink(outside, at('incoming', name, 'folder'));
    await symlink(outside, at('evidence', name, 'folder'));
    await expect(incoming.read(incomingKey(`${name}/clip`))).rejects.toThrow(NotFound);
    await expect(incoming.read(incomingKey(`${name}/folder/secret`))).rejects.toThrow(NotFound);
    await expect(incoming.remove(incomingKey(`${name}/folder/secret`))).rejects.toThrow(NotFound);
    const put = evidence.put(evidenceKey(`${name}/folder/x`), bytesOf(1), { contentType: 'video/mp4' });
    await expect(put).rejects.toThrow(NotFound);
    const digest = await digestOf(Buffer.from('secret'));
    const promotion = evidence.promote(incomingKey(`${name}/clip`), evidenceKey(`${name}/m`), digest);
    await expect(promotion).rejects.toThrow(NotFound);
    expect(await keysOf(incoming.list(name))).toEqual([]);
    expect(await filesUnder(outside)).toEqual(['secret']);
    await rm(outside, { recursive: true });
  });

  it('sweeps by when a leftover was made, not by how old the bytes in it are', async () => {
    const { incoming, evidence } = driver;
    const name = freshName();
    await incoming.write(incomingKey(`${name}/clip`), streamOf(bytesOf(10)), 10);
    await run('touch', ['-d', '2020-01-01', at('incoming', name, 'clip')]);
    await mkdir(at('evidence', name));
    await link(at('incoming', name, 'clip'), at('evidence', name, '.tmp-in-progress'));
    expect(await evidence.sweep(new Date(Date.now() - 60_000))).toBe(0);
    await rm(at('evidence', name, '.tmp-in-progress'));
  });

  it('finds the record of an upload whose bytes are gone, so that it can be removed', async () => {
    const { incoming } = driver;
    const id = `${freshName()}/clip`;
    await incoming.tusDataStore().create(new Upload({ id, size: 5, offset: 0 }));
    await rm(at('incoming', id));
    expect(await keysOf(incoming.list(id))).toEqual([id]);
    await incoming.remove(incomingKey(id));
    expect(await keysOf(incoming.list(id))).toEqual([]);
  });

  it.each([
    ['no JSON', '{"id":'],
    ['null', 'null'],
    ['a record of something else', '{}'],
  ])(
    'goes on with an upload whose record is %s, by a new one, and keeps that one beside',
    async (_what, broken) => {
      const { incoming } = driver;
      const [id, taken] = [`${freshName()}/clip`, `${freshName()}/clip`];
      const bytes = bytesOf(3_000);
      const tus = incoming.tusDataStore();
      const mended: string[] = [];
      tus.on(RECORD_MENDED, (which: string) => mended.push(which));
      await tus.create(new Upload({ id, size: bytes.length, offset: 0 }));
      await tus.write(streamOf(bytes.subarray(0, 1_000)), id, 0);
      await writeFile(at('incoming', `${id}.json`), broken);
      await expect(tus.getUpload(id)).rejects.toThrow(TornRead);
      await tus.create(new Upload({ id, size: bytes.length, offset: 0 }));
      expect(mended).toEqual([id]);
      expect(await tus.getUpload(id)).toMatchObject({ size: bytes.length, offset: 1_000 });
      await tus.write(streamOf(bytes.subarray(1_000)), id, 1_000);
      expect((await contentOf(await incoming.read(incomingKey(id)))).equals(bytes)).toBe(true);
      await expect(tus.create(new Upload({ id, size: 1, offset: 0 }))).rejects.toThrow(ObjectExists);
      await incoming.remove(incomingKey(id));
      expect(await filesUnder(at('incoming'), id)).toEqual([`${id}.json.damaged`]);
      expect(await readFile(at('incoming', `${id}.json.damaged`), 'utf8')).toBe(broken);
      expect(await keysOf(incoming.list(id))).toEqual([]);

      // One that has come whole is taken all the same, and its new record says so.
      await tus.create(new Upload({ id: taken, size: bytes.length, offset: 0 }));
      await tus.write(streamOf(bytes), taken, 0);
      await writeFile(at('incoming', `${taken}.json`), broken);
      await incoming.take(incomingKey(taken));
      expect(await tus.getUpload(taken)).toMatchObject({ size: bytes.length, offset: bytes.length });
    },
  );

  it('leaves the reserve of the disk alone', async () => {
    const home = await mkdtemp(join(tmpdir(), 'lintel-objects-'));
    const greedy = await startFilesystem(home, String(1024 ** 5));
    expect(await greedy.incoming.freeBytes()).toBe(0);
    const write = greedy.incoming.write(incomingKey('clip'), streamOf(bytesOf(1)), 1);
    await expect(write).rejects.toThrow(StorageFull);
    const create = greedy.incoming.tusDataStore().create(new Upload({ id: 'tus', size: 1, offset: 0 }));
    await expect(create).rejects.toThrow(StorageFull);
    expect(await filesUnder(home)).toEqual([]);
    await greedy.stop();
  });
});

const mayMount = process.getuid?.() === 0;
(mayMount ? describe : describe.skip)('a full disk (a small tmpfs: only root may mount one)', () => {
  const SIZE = 8 * MiB;
  let home: string;
  let driver: Driver;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'lintel-full-'));
    await run('mount', ['-t', 'tmpfs', '-o', `size=${String(SIZE)}`, 'tmpfs', home]);
    driver = await startFilesystem(home);
  });
  afterEach(async () => {
    await run('umount', [home]);
    await rm(home, { recursive: true });
  });

  it('refuses a whole file and keeps no part of it', async () => {
    const write = driver.incoming.write(incomingKey('clip'), streamOf(bytesOf(SIZE + 1)), 2 * SIZE);
    await expect(write).rejects.toThrow(StorageFull);
    expect(await filesUnder(home)).toEqual([]);
  });

  it('refuses at once an upload that is known not to fit', async () => {
    const tus = driver.incoming.tusDataStore();
    await expect(tus.create(new Upload({ id: 'clip', size: SIZE + 1, offset: 0 }))).rejects.toThrow(
      StorageFull,
    );
    expect(await filesUnder(home)).toEqual([]);
  });

  it('stops an upload by tus, which goes on when there is room again', async () => {
    const bytes = bytesOf(6 * MiB);
    const tus = driver.incoming.tusDataStore();
    await tus.create(new Upload({ id: 'clip', size: bytes.length, offset: 0 }));
    await writeFile(join(home, 'other'), bytesOf(4 * MiB));
    await expect(tus.write(streamOf(bytes), 'clip', 0)).rejects.toThrow(StorageFull);

    await rm(join(home, 'other'));
    const { offset } = await driver.incoming.tusDataStore().getUpload('clip');
    expect(offset).toBeLessThan(bytes.length);
    expect(await tus.write(streamOf(bytes.subarray(offset)), 'clip', offset)).toBe(bytes.length);
    expect((await contentOf(await driver.incoming.read(incomingKey('clip')))).equals(bytes)).toBe(true);
  });

  it('keeps no half of evidence', async () => {
    const evidence = await openEvidenceStore(driver.objects);
    const put = evidence.put(evidenceKey('proxy'), streamOf(bytesOf(SIZE + 1)), { contentType: 'video/mp4' });
    await expect(put).rejects.toThrow(StorageFull);
    expect(await filesUnder(home)).toEqual([]);
  });

  it('refuses a promotion, which takes as much room as the draft, keeps the draft, and promotes when there is room', async () => {
    const bytes = bytesOf(5 * MiB);
    const [draft, master, digest] = [incomingKey('clip'), evidenceKey('master'), await digestOf(bytes)];
    await driver.incoming.write(draft, streamOf(bytes), bytes.length);
    await expect(driver.evidence.promote(draft, master, digest)).rejects.toThrow(StorageFull);
    expect(await filesUnder(home)).toEqual(['incoming/clip']);
    await run('mount', ['-o', `remount,size=${String(2 * SIZE)}`, home]);
    expect((await driver.evidence.promote(draft, master, digest)).existed).toBe(false);
    expect((await readFile(join(home, 'evidence', 'master'))).equals(bytes)).toBe(true);
  });
});
