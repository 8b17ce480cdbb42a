import { appendFile, mkdtemp, open, readFile, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Upload } from '@tus/server';
import { Room } from './disk';
import { Folder } from './folder';
import { DurableFileStore } from './tus-store';

const ID = 'clip';

describe('what a process that was killed left of an upload', () => {
  let root: string;
  let datasync: jest.SpyInstance<Promise<void>, []>;

  const processOf = (): DurableFileStore => new DurableFileStore(new Folder(root), new Room(root, 0));
  /** As a process does that dies before the disk is asked. */
  const dieAfter = (bytes: string): Promise<void> => appendFile(join(root, ID), bytes);
  /** What is acknowledged, and how often the disk was asked for it. */
  async function asked(store: DurableFileStore): Promise<[offset: number, syncs: number]> {
    datasync.mockClear();
    const { offset } = await store.getUpload(ID);
    return [offset, datasync.mock.calls.length];
  }

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'lintel-uploads-'));
    const file = await open(root);
    datasync = jest.spyOn(Object.getPrototypeOf(file) as FileHandle, 'datasync');
    await file.close();
    await processOf().create(new Upload({ id: ID, size: 12, offset: 0 }));
  });
  afterEach(async () => {
    datasync.mockRestore();
    await rm(root, { recursive: true });
  });

  it('is on the disk before its size is acknowledged, and the disk is asked once', async () => {
    await dieAfter('abcd');
    const after = processOf();
    expect(await asked(after)).toEqual([4, 1]);
    expect(await asked(after)).toEqual([4, 0]);
    await after.write(Readable.from([Buffer.from('efgh')]), ID, 4);
    expect(await asked(after)).toEqual([8, 0]);
  });

  it('is asked about again by a process that had seen the upload before', async () => {
    const beside = processOf();
    expect(await asked(beside)).toEqual([0, 1]);
    await dieAfter('abcd');
    expect(await asked(beside)).toEqual([4, 1]);
  });

  it('does not count where the disk did not keep it, however often it is asked', async () => {
    const store = processOf();
    await store.write(Readable.from([Buffer.from('abcd')]), ID, 0);
    await dieAfter('lost');
    datasync.mockRejectedValueOnce(Object.assign(new Error('EIO'), { code: 'EIO' }));
    await expect(store.getUpload(ID)).rejects.toMatchObject({ code: 'EIO' });
    expect(await asked(store)).toEqual([4, 0]);
    await store.write(Readable.from([Buffer.from('ef')]), ID, 4);
    expect(await readFile(join(root, ID), 'utf8')).toBe('abcdef');
    expect(await asked(store)).toEqual([6, 0]);
  });
});
