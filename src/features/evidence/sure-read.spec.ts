import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from '../../config';
import { digestStream } from '../../platform/digest';
import { CorruptRead, incomingKey, openIncomingStore, type IncomingStore } from '../../platform/object-store';
import { readSurely } from './sure-read';

const KEY = incomingKey('clip');
const BYTES = Buffer.alloc(100_000, 7);
const folder = mkdtempSync(join(tmpdir(), 'lintel-sure-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A store without local files of which some readings come out wrong, each in its own way. */
async function flipping(wrong: readonly number[]): Promise<{ store: IncomingStore; reads: () => number }> {
  const { objects } = loadConfig({ OBJECTS_ROOT: folder, LIMIT_FREE_BYTES: '1' });
  const real = await openIncomingStore(objects);
  await real.remove(KEY);
  await real.write(KEY, [BYTES] as unknown as AsyncIterable<Uint8Array>, BYTES.length);
  let reads = 0;
  const read: IncomingStore['read'] = async (key) => {
    reads += 1;
    const number = reads;
    const stream = await real.read(key);
    return wrong.includes(number) ? stream.pipe(flip(number)) : stream;
  };
  const store = new Proxy(real, {
    get: (target, name) =>
      name === 'read' ? read : name === 'localPath' ? undefined : (Reflect.get(target, name) as unknown),
  });
  return { store, reads: () => reads };
}

const flip = (at: number): Transform =>
  new Transform({
    transform(chunk: Buffer, _, done) {
      const copy = Buffer.from(chunk);
      copy[at] = (copy[at] ?? 0) ^ 1;
      done(null, copy);
    },
  });

const hash = async () => (await digestStream([BYTES] as unknown as AsyncIterable<Uint8Array>)).sha256;
const sha256Of = (store: IncomingStore, device: Awaited<ReturnType<typeof hash>> | null) =>
  readSurely(store, KEY, device, () => Promise.resolve()).then(({ digest }) => digest.sha256);

it.each([[[]], [[1]], [[2]], [[1, 4]]])('readings %j that come out wrong change nothing', async (wrong) => {
  const { store } = await flipping(wrong);
  expect(await sha256Of(store, null)).toBe(await hash());
  expect(await sha256Of((await flipping(wrong)).store, await hash())).toBe(await hash());
});

it('a store that gives other bytes at each reading is not believed', async () => {
  const { store } = await flipping([1, 2, 3, 4, 5, 6]);
  await expect(sha256Of(store, null)).rejects.toThrow(CorruptRead);
});

it('what the device had otherwise is read again before that is believed', async () => {
  const { store, reads } = await flipping([]);
  const other = (await digestStream([Buffer.of(1)] as unknown as AsyncIterable<Uint8Array>)).sha256;
  expect(await sha256Of(store, other)).toBe(await hash());
  expect(reads()).toBe(4);
});

it('what is as the device had it is read once', async () => {
  const { store, reads } = await flipping([]);
  expect(await sha256Of(store, await hash())).toBe(await hash());
  expect(reads()).toBe(1);
});

it('what no device has said anything of is read twice', async () => {
  const { store, reads } = await flipping([]);
  expect(await sha256Of(store, null)).toBe(await hash());
  expect(reads()).toBe(2);
});

it('what was seen of bytes that were misread counts for nothing, also where it failed', async () => {
  const { store } = await flipping([1]);
  const { found, looks } = { found: await hash(), looks: [] as string[] };
  const { value } = await readSurely(store, KEY, found, async (path) => {
    looks.push(path);
    const seen = await readFile(path);
    if (!seen.equals(BYTES)) throw new Error('not a film');
    return seen.length;
  });
  expect(value).toBe(BYTES.length);
  expect(looks).toHaveLength(2);
});

it('what is looked at lies there until the look has ended, also where it is not believed', async () => {
  const { store } = await flipping([1, 2, 3, 4, 5, 6]);
  const lengths: number[] = [];
  const slowly = async (path: string): Promise<void> => {
    await sleep(100);
    lengths.push((await stat(path)).size);
  };
  await expect(readSurely(store, KEY, null, slowly)).rejects.toThrow(CorruptRead);
  expect(lengths).toEqual([BYTES.length, BYTES.length, BYTES.length]);
});
