import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { loadConfig } from '../../../src/config';
import { NotFound } from '../../../src/kernel/errors';
import { digestStream } from '../../../src/platform/digest';
import { ObjectDigests, type ObjectPart } from '../../../src/platform/digest-threads';
import {
  evidenceKey,
  openEvidenceStore,
  TornRead,
  type EvidenceStore,
} from '../../../src/platform/object-store';
import { buildDigestThread } from '../../support/digest-thread';

const MEBIBYTE = 1024 ** 2;
const SIZES = [3 * MEBIBYTE + 17, MEBIBYTE, 100, 5 * MEBIBYTE - 1];

let folder: string;
let thread: { readonly folder: string; readonly script: string };
let store: EvidenceStore;
const objects = SIZES.map((size, at) => ({ key: evidenceKey(`film-${at}`), bytes: randomBytes(size) }));
const pathOf = (name: string): string => join(folder, 'evidence', name);
const hashed = (bytes: Buffer): ReturnType<typeof digestStream> => digestStream(Readable.from([bytes]));
const never = new AbortController().signal;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-digests-'));
  thread = await buildDigestThread();
  store = await openEvidenceStore(loadConfig({ OBJECTS_ROOT: folder, LIMIT_FREE_BYTES: '1' }).objects);
  for (const { key, bytes } of objects) await store.put(key, bytes, { contentType: 'video/mp4' });
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(thread.folder, { recursive: true });
});

const ways: [string, () => ObjectDigests][] = [
  ['in threads', () => new ObjectDigests(store, { script: thread.script, threads: 2 })],
  ['where no thread can be had', () => new ObjectDigests(store, { script: join(folder, 'none.js') })],
  ['of a store without files', () => new ObjectDigests({ read: (...asked) => store.read(...asked) })],
];

describe.each(ways)('stored objects that are read %s', (_, open) => {
  const one = (part: ObjectPart, size = MEBIBYTE): Promise<unknown> =>
    open().during(never, (run) => run.digest([part], size));

  it('have the digests of their bytes, all asked for at once', async () => {
    const found = await open().during(never, (run) =>
      Promise.all(objects.map(({ key, bytes }) => run.digest([{ key, start: 0 }], bytes.length))),
    );
    expect(found).toEqual(await Promise.all(objects.map(({ bytes }) => hashed(bytes))));
  });

  it('are read in parts, with other bytes between them', async () => {
    const [first, second] = objects.map(({ key, bytes }) => ({ key, bytes }));
    if (first === undefined || second === undefined) throw new Error('no objects');
    const head = Buffer.from('a header');
    const parts = [
      head,
      { key: first.key, start: 1_000, length: first.bytes.length - 1_000, isLast: true },
      head,
      { key: second.key, start: 10, length: 700_000 },
    ];
    const bytes = [head, first.bytes.subarray(1_000), head, second.bytes.subarray(10, 700_010)];
    const found = await open().during(never, (run) => run.digest(parts, 4 * MEBIBYTE));
    expect(found).toEqual(await hashed(Buffer.concat(bytes)));
  });

  it('are found missing, shorter or longer than they should be', async () => {
    await expect(one({ key: evidenceKey('nothing'), start: 0 })).rejects.toThrow(NotFound);
    await symlink(pathOf('film-0'), pathOf('link')).catch(() => undefined);
    await expect(one({ key: evidenceKey('link'), start: 0 })).rejects.toThrow(NotFound);
    const changed = evidenceKey('changed');
    await writeFile(pathOf('changed'), randomBytes(MEBIBYTE));
    await chmod(pathOf('changed'), 0o644);
    const whole = { key: changed, start: 0, length: MEBIBYTE, isLast: true };
    await expect(one(whole)).resolves.toMatchObject({ size: MEBIBYTE });
    await truncate(pathOf('changed'), MEBIBYTE + 1);
    await expect(one(whole)).rejects.toThrow(TornRead);
    await truncate(pathOf('changed'), MEBIBYTE - 1);
    await expect(one(whole)).rejects.toThrow(TornRead);
  });

  it('are no longer read once the work is cut off', async () => {
    const stop = new AbortController();
    const reason = new Error('the worker stops');
    const work = open().during(stop.signal, async (run) => {
      const first = run.digest([{ key: objects[0]?.key ?? evidenceKey('x'), start: 0 }], MEBIBYTE);
      stop.abort(reason);
      await expect(first).rejects.toBe(reason);
      return run.digest([{ key: objects[3]?.key ?? evidenceKey('x'), start: 0 }], MEBIBYTE);
    });
    await expect(work).rejects.toBe(reason);
  });
});
