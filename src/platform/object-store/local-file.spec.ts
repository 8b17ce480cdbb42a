import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { loadConfig } from '../../config';
import { NotFound } from '../../kernel/errors';
import { incomingKey, openIncomingStore, withLocalFile, type IncomingStore } from '.';

let home: string;
let store: IncomingStore;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'lintel-local-file-'));
  store = await openIncomingStore(loadConfig({ NODE_ENV: 'test', LINTEL_HOME: home }).objects);
});
afterEach(() => rm(home, { recursive: true, force: true }));

const use = (key: string): Promise<string> =>
  withLocalFile(store, incomingKey(key), (path) => Promise.resolve(path));

describe('an object as a local file, where the store has plain files', () => {
  it('is its own file', async () => {
    const key = incomingKey('masters/one');
    const bytes = Buffer.from('a film');
    await store.write(key, Readable.from([bytes]), bytes.length);
    expect(await use(key)).toBe(store.localPath?.(key));
  });

  it.each(['masters/none', 'masters'])(
    'that is not there is told as such, before any work: %s',
    async (key) => {
      await store.write(incomingKey('masters/one'), Readable.from([Buffer.from('x')]), 1);
      await expect(use(key)).rejects.toThrow(NotFound);
    },
  );

  it('is not called lost while the disk of the whole store is away', async () => {
    await rm(home, { recursive: true });
    await expect(use('masters/one')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
