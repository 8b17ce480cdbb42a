import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../config';
import { NotFound } from '../../kernel/errors';
import { evidenceKey, openEvidenceStore, withLocalFile, type EvidenceStore } from '.';

let home: string;
let store: EvidenceStore;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'lintel-local-file-'));
  store = await openEvidenceStore(loadConfig({ NODE_ENV: 'test', LINTEL_HOME: home }).objects);
});
afterEach(() => rm(home, { recursive: true, force: true }));

const use = (key: string): Promise<string> =>
  withLocalFile(store, evidenceKey(key), (path) => Promise.resolve(path));

describe('an object as a local file, where the store has plain files', () => {
  it('is its own file', async () => {
    const key = evidenceKey('masters/one');
    const bytes = Buffer.from('a film');
    await store.put(key, bytes, { contentType: 'video/mp4' });
    expect(await use(key)).toBe(store.localPath?.(key));
  });

  it.each(['masters/none', 'masters'])(
    'that is not there is told as such, before any work: %s',
    async (key) => {
      await store.put(evidenceKey('masters/one'), Buffer.from('x'), { contentType: 'video/mp4' });
      await expect(use(key)).rejects.toThrow(NotFound);
    },
  );

  it('is not called lost while the disk of the whole store is away', async () => {
    await rm(home, { recursive: true });
    await expect(use('masters/one')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
