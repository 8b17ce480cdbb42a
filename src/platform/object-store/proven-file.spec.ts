import { chmod, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { loadConfig } from '../../config';
import { NotFound } from '../../kernel/errors';
import {
  CorruptRead,
  evidenceKey,
  NotAsLocked,
  openEvidenceStore,
  provenBytes,
  withProvenFile,
  type EvidenceReader,
  type EvidenceStore,
  type Stored,
} from '.';

const KEY = evidenceKey('masters/one');
const [RIGHT, OTHER] = [Buffer.from('the film that was locked'), Buffer.from('the film of somebody else')];

let home: string;
let store: EvidenceStore;
let locked: Stored;
let path: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'lintel-proven-'));
  store = await openEvidenceStore(loadConfig({ NODE_ENV: 'test', LINTEL_HOME: home }).objects);
  locked = await store.put(KEY, RIGHT, { contentType: 'video/mp4' });
  path = store.localPath?.(KEY) ?? '';
});
afterEach(() => rm(home, { recursive: true, force: true }));

const change = async (): Promise<void> => {
  await chmod(path, 0o600);
  await writeFile(path, OTHER);
};

/** A store that keeps no files, and gives these bytes, one after the other. */
const remote = (...readings: readonly Buffer[]): EvidenceReader => {
  const left = [...readings];
  const last = left.at(-1) as Buffer;
  return {
    check: () => Promise.resolve(),
    stat: () => Promise.reject(new NotFound('The file')),
    read: () => Promise.resolve(Readable.from([left.shift() ?? last])),
  };
};

describe.each([
  ['files', () => store],
  ['a store that keeps no files', async () => remote(await readFile(path))],
])('in %s', (_, open) => {
  const use = async (): Promise<Buffer> => {
    const opened = await open();
    return withProvenFile(opened, { key: KEY, sha256: locked.sha256 }, (file) => readFile(file));
  };
  const inMemory = async (): Promise<Buffer> =>
    provenBytes(await open(), { key: KEY, sha256: locked.sha256 });

  it('what was locked is worked with', async () => {
    expect(await use()).toEqual(RIGHT);
    expect(await inMemory()).toEqual(RIGHT);
  });

  it('anything else is not, before any work', async () => {
    await change();
    const work = jest.fn<Promise<void>, []>();
    await expect(withProvenFile(await open(), { key: KEY, sha256: locked.sha256 }, work)).rejects.toThrow(
      NotAsLocked,
    );
    expect(work).not.toHaveBeenCalled();
    await expect(inMemory()).rejects.toThrow(NotAsLocked);
  });
});

it('a bit that flipped on the way once is read again, and no copy is left', async () => {
  const before = (await readdir(tmpdir())).filter((name) => name.startsWith('lintel-object-'));
  const once = () => remote(OTHER, RIGHT);
  const asked = { key: KEY, sha256: locked.sha256 };
  expect(await withProvenFile(once(), asked, (file) => readFile(file))).toEqual(RIGHT);
  expect(await provenBytes(once(), asked)).toEqual(RIGHT);
  const after = (await readdir(tmpdir())).filter((name) => name.startsWith('lintel-object-'));
  expect(after).toEqual(before);
});

describe('a file that is changed while it is worked with', () => {
  const during = (meanwhile: () => Promise<void>): Promise<string> =>
    withProvenFile(store, { key: KEY, sha256: locked.sha256 }, async () => {
      await meanwhile();
      return 'made';
    });

  it('makes nothing that counts', async () => {
    await expect(during(change)).rejects.toThrow(CorruptRead);
  });

  it('nor where it is put back as it was afterwards', async () => {
    const kept = `${path}-kept`;
    const exchange = async (): Promise<void> => {
      await rename(path, kept);
      await writeFile(path, OTHER);
      await rename(kept, path);
    };
    await expect(during(exchange)).rejects.toThrow(CorruptRead);
    expect(await readFile(path)).toEqual(RIGHT);
  });

  it('nor is what failed on it believed to be the fault of the file', async () => {
    const failing = async (): Promise<void> => {
      await change();
      throw new Error('no film');
    };
    await expect(during(failing)).rejects.toThrow(CorruptRead);
  });
});

it('what is not there is told as such, and not called lost while the whole store is away', async () => {
  const none = { key: evidenceKey('masters/none'), sha256: locked.sha256 };
  await expect(withProvenFile(store, none, () => Promise.resolve())).rejects.toThrow(NotFound);
  await rm(home, { recursive: true });
  await expect(withProvenFile(store, none, () => Promise.resolve())).rejects.toMatchObject({
    code: 'ENOENT',
  });
});
