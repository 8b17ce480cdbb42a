import { appendFile, mkdtemp, open, readdir, readFile, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Upload } from '@tus/server';
import { ObjectExists, StorageFull } from '../errors';
import { incomingKey } from '../keys';
import { Room } from './disk';
import { Folder } from './folder';
import { FileIncomingStore } from './incoming';
import { DurableFileStore } from './tus-store';

const ID = 'clip';
const eio = (): Error => Object.assign(new Error('EIO'), { code: 'EIO' });

let root: string;
const processOf = (): DurableFileStore => new DurableFileStore(new Folder(root), new Room(root, 0));
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lintel-uploads-'));
  await processOf().create(new Upload({ id: ID, size: 12, offset: 0 }));
});
afterEach(() => rm(root, { recursive: true }));

describe('what a process that was killed left of an upload', () => {
  let datasync: jest.SpyInstance<Promise<void>, []>;

  /** As a process does that dies before the disk is asked. */
  const dieAfter = (bytes: string): Promise<void> => appendFile(join(root, ID), bytes);
  /** What is acknowledged, and how often the disk was asked for it. */
  async function asked(store: DurableFileStore): Promise<[offset: number, syncs: number]> {
    datasync.mockClear();
    const { offset } = await store.getUpload(ID);
    return [offset, datasync.mock.calls.length];
  }

  beforeEach(async () => {
    const file = await open(root);
    datasync = jest.spyOn(Object.getPrototypeOf(file) as FileHandle, 'datasync');
    await file.close();
  });
  afterEach(() => datasync.mockRestore());

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
    expect(await asked(beside)).toEqual([0, 0]);
    await dieAfter('abcd');
    expect(await asked(beside)).toEqual([4, 1]);
  });

  it('does not count where the disk did not keep it, however often it is asked', async () => {
    const store = processOf();
    await store.write(Readable.from([Buffer.from('abcd')]), ID, 0);
    await dieAfter('lost');
    datasync.mockRejectedValueOnce(eio());
    await expect(store.getUpload(ID)).rejects.toMatchObject({ code: 'EIO' });
    // Another process, which asks the disk anew, would hear that all is well.
    expect(await readFile(join(root, ID), 'utf8')).toBe('abcd');
    expect(await asked(store)).toEqual([4, 0]);
    await store.write(Readable.from([Buffer.from('ef')]), ID, 4);
    expect(await readFile(join(root, ID), 'utf8')).toBe('abcdef');
    expect(await asked(store)).toEqual([6, 0]);
  });

  it('counts no more where it cannot be cut off, and is cut off by what comes next', async () => {
    const store = processOf();
    await store.write(Readable.from([Buffer.from('abcd')]), ID, 0);
    await dieAfter('lost');
    datasync.mockRejectedValueOnce(eio());
    const file = await open(root);
    const truncate = jest.spyOn(Object.getPrototypeOf(file) as FileHandle, 'truncate');
    await file.close();
    truncate.mockRejectedValueOnce(eio());
    await expect(store.getUpload(ID)).rejects.toMatchObject({ code: 'EIO' });
    truncate.mockRestore();
    await dieAfter('more');
    expect(await asked(store)).toEqual([4, 0]);
    await store.write(Readable.from([Buffer.from('ef')]), ID, 4);
    expect(await readFile(join(root, ID), 'utf8')).toBe('abcdef');
  });

  it('is not finished, however often that is asked, where the disk did not keep it', async () => {
    const drafts = (): FileIncomingStore =>
      new FileIncomingStore(new Folder(root), new Folder(join(root, 'arrived')), new Room(root, 0));
    const [before, after] = [drafts(), drafts()];
    await dieAfter('abcdefghijkl');
    datasync.mockRejectedValueOnce(eio());
    await expect(before.finish(incomingKey(ID))).rejects.toMatchObject({ code: 'EIO' });
    for (const store of [before, after]) expect((await store.stat(incomingKey(ID))).size).toBe(0);
    await before.tusDataStore().write(Readable.from([Buffer.from('abcdefghijkl')]), ID, 0);
    expect((await before.finish(incomingKey(ID))).size).toBe(12);
  });
});

describe('an upload that one process has brought whole', () => {
  const stores = (): FileIncomingStore =>
    new FileIncomingStore(new Folder(root), new Folder(join(root, 'arrived')), new Room(root, 0));
  const whole = incomingKey('whole');

  /** How often the disk is asked while `work` runs: for bytes, names and folders. */
  async function asks(work: () => Promise<unknown>): Promise<number> {
    const file = await open(root);
    const handle = Object.getPrototypeOf(file) as FileHandle;
    await file.close();
    const spies = [jest.spyOn(handle, 'sync'), jest.spyOn(handle, 'datasync')];
    await work();
    const count = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
    for (const spy of spies) spy.mockRestore();
    return count;
  }

  async function bring(store: FileIncomingStore, bytes = 'abcd'): Promise<void> {
    await store.tusDataStore().create(new Upload({ id: whole, size: 4, offset: 0 }));
    await store.tusDataStore().write(Readable.from([Buffer.from(bytes)]), whole, 0);
  }

  it('is finished without asking the disk again what it has said', async () => {
    const store = stores();
    // The record, its name, the bytes.
    expect(await asks(() => bring(store))).toBe(3);
    expect(await asks(() => store.finish(whole))).toBe(0);
  });

  it('is known to be finished without a lock to the process that brought it, and to no other', async () => {
    const store = stores();
    await bring(store);
    expect(await store.finished(whole)).toMatchObject({ size: 4 });
    expect(await stores().finished(whole)).toBeUndefined();
    await appendFile(join(root, whole), 'ef');
    expect(await store.finished(whole)).toBeUndefined();
    await store.remove(whole);
    expect(await store.finished(whole)).toBeUndefined();
  });

  it('is not known to be finished where the disk did not keep its name, or the rest of its bytes', async () => {
    const file = await open(root);
    const handle = Object.getPrototypeOf(file) as FileHandle;
    await file.close();
    const [store, other] = [stores(), stores()];
    const datasync = jest.spyOn(handle, 'datasync').mockRejectedValueOnce(eio());
    await expect(bring(store)).rejects.toMatchObject({ code: 'EIO' });
    datasync.mockRestore();
    expect(await store.finished(whole)).toBeUndefined();
    await store.remove(whole);
    // The record's bytes are kept, its name is not.
    const sync = jest.spyOn(handle, 'sync').mockResolvedValueOnce(undefined).mockRejectedValueOnce(eio());
    await expect(bring(other)).rejects.toMatchObject({ code: 'EIO' });
    sync.mockRestore();
    await appendFile(join(root, whole), 'abcd');
    await other.tusDataStore().write(Readable.from([Buffer.from('abcd')]), whole, 0);
    expect(await other.finished(whole)).toBeUndefined();
  });

  it('is asked about where another process brought it, or bytes came behind it', async () => {
    const store = stores();
    await bring(store, 'ab');
    expect(await asks(() => stores().finish(whole))).toBe(3);
    await appendFile(join(root, whole), 'cd');
    expect(await asks(() => store.finish(whole))).toBe(1);
  });

  it('is asked about where its place was removed and made anew by somebody else', async () => {
    const store = stores();
    await bring(store);
    await store.remove(whole);
    await bring(stores());
    expect(await asks(() => store.finish(whole))).toBe(3);
  });
});

describe('an upload whose first bytes come with its place', () => {
  const NEW = 'new';
  const upload = (): Upload => new Upload({ id: NEW, size: 4, offset: 0 });
  const drafts = (): FileIncomingStore =>
    new FileIncomingStore(new Folder(root), new Folder(join(root, 'arrived')), new Room(root, 0));
  const bytes = (text = 'abcd'): Readable => Readable.from([Buffer.from(text)]);
  let sync: jest.SpyInstance<Promise<void>, []>;
  beforeEach(async () => {
    const file = await open(root);
    sync = jest.spyOn(Object.getPrototypeOf(file) as FileHandle, 'sync');
    await file.close();
  });
  afterEach(() => sync.mockRestore());

  /** Holds the first sync, which is that of the record's bytes. */
  function heldUp(): { readonly letGo: () => void; readonly fail: (error: Error) => void } {
    let [letGo, fail] = [(): void => undefined, (_: Error): void => undefined];
    const held = new Promise<void>((resolve, reject) => ([letGo, fail] = [resolve, reject]));
    sync.mockReturnValueOnce(held);
    return { letGo, fail };
  }

  it('is written while its record is on its way, and acknowledged when both are on the disk', async () => {
    const store = processOf();
    const { letGo } = heldUp();
    expect(await store.createBeside(upload())).toMatchObject({ id: NEW, offset: 0 });
    let isDone = false;
    const written = store.write(bytes(), NEW, 0).then(() => (isDone = true));
    const onDisk = (): Promise<string> => readFile(join(root, NEW), 'utf8');
    while ((await onDisk()) !== 'abcd') await sleep(5);
    await sleep(50);
    expect([isDone, (await readdir(root)).includes(`${NEW}.json`)]).toEqual([false, false]);
    letGo();
    await written;
    expect(await store.getUpload(NEW)).toMatchObject({ size: 4, offset: 4 });
    expect((await readdir(root)).filter((name) => name.startsWith('.tmp-'))).toEqual([]);
  });

  it('is acknowledged only with its record, and goes on with what has come once there is room for that', async () => {
    const store = processOf();
    const { fail } = heldUp();
    await store.createBeside(upload());
    const written = store.write(bytes('ab'), NEW, 0);
    fail(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }));
    await expect(written).rejects.toThrow(StorageFull);
    await expect(store.getUpload(NEW)).rejects.toMatchObject({ status_code: 404 });
    expect(await store.createBeside(upload())).toBeUndefined();
    await store.create(upload());
    expect(await store.getUpload(NEW)).toMatchObject({ size: 4, offset: 2 });
    await store.write(bytes('cd'), NEW, 2);
    expect(await readFile(join(root, NEW), 'utf8')).toBe('abcd');
  });

  it('says of a record that failed before the first byte came that it failed, too', async () => {
    const store = processOf();
    sync.mockRejectedValueOnce(eio());
    await store.createBeside(upload());
    await sleep(50);
    await expect(store.write(bytes(), NEW, 0)).rejects.toMatchObject({ code: 'EIO' });
  });

  it('goes on with the bytes that a killed process left without a record, once the disk has them', async () => {
    await appendFile(join(root, NEW), 'ab');
    const file = await open(root);
    const datasync = jest.spyOn(Object.getPrototypeOf(file) as FileHandle, 'datasync');
    await file.close();
    const store = processOf();
    await store.create(upload());
    expect(await store.getUpload(NEW)).toMatchObject({ size: 4, offset: 2 });
    expect(datasync).toHaveBeenCalledTimes(1);
    datasync.mockRestore();
    await expect(store.create(upload())).rejects.toThrow(ObjectExists);
  });

  it('keeps what a killed process left where its new record fails', async () => {
    await appendFile(join(root, NEW), 'ab');
    sync.mockRejectedValueOnce(eio());
    await expect(processOf().create(upload())).rejects.toMatchObject({ code: 'EIO' });
    expect(await readFile(join(root, NEW), 'utf8')).toBe('ab');
  });

  it('leaves nothing where it is removed meanwhile', async () => {
    for (const remove of [
      (store: FileIncomingStore): Promise<void> => store.remove(incomingKey(NEW)),
      (store: FileIncomingStore): Promise<unknown> => store.tusDataStore().remove(NEW),
    ]) {
      const store = drafts();
      const { letGo } = heldUp();
      await store.tusDataStore().createBeside?.(upload());
      const removed = remove(store);
      await sleep(20);
      letGo();
      await removed;
      await sleep(50);
      expect((await readdir(root)).filter((name) => name.startsWith(NEW))).toEqual([]);
    }
  });
});

describe('an upload that two processes write, because the lock of one was lost', () => {
  it('has no hole: what the first still writes stays, where the second begins and breaks off', async () => {
    const [first, second] = [processOf(), processOf()];
    const broken = new Readable({
      read() {
        this.destroy(new Error('the line broke'));
      },
    });
    async function* chunks(): AsyncGenerator<Buffer> {
      yield Buffer.from('abcd');
      yield Buffer.from('efgh');
      await expect(second.write(broken, ID, 4)).rejects.toThrow('the line broke');
      yield Buffer.from('ijkl');
    }
    await first.write(chunks(), ID, 0);
    expect(await readFile(join(root, ID), 'utf8')).toBe('abcdefghijkl');
    expect(await second.getUpload(ID)).toMatchObject({ offset: 12 });
  });
});
