import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { loadConfig } from '../../../config';
import { NotFound } from '../../../kernel/errors';
import { eachPiece, type Lent } from '../../../kernel/lent';
import {
  evidenceKey,
  openEvidenceReader,
  openEvidenceStore,
  RangeNotSatisfiable,
  type EvidenceReader,
} from '..';

const KEY = evidenceKey('masters/one');
const NONE = evidenceKey('masters/none');
/** Some pieces, and a rest. */
const BYTES = randomBytes(3 * 256 * 1024 + 17);
let root: string;
let reader: EvidenceReader;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lintel-lend-'));
  const { objects } = loadConfig({ OBJECTS_ROOT: root, LIMIT_FREE_BYTES: '1' });
  const store = await openEvidenceStore(objects);
  await store.put(KEY, [BYTES] as unknown as AsyncIterable<Uint8Array>, { contentType: 'video/mp4' });
  await store.put(NONE, [] as unknown as AsyncIterable<Uint8Array>, { contentType: 'video/mp4' });
  reader = await openEvidenceReader(objects);
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function lend(key = KEY, range?: { start: number; end?: number }): Promise<Lent> {
  const lent = await reader.lend?.(key, range);
  if (lent === undefined) throw new Error('a folder lends');
  return lent;
}

async function taken(lent: Lent): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const piece of eachPiece(lent)) parts.push(Buffer.from(piece));
  return Buffer.concat(parts);
}

it.each([
  undefined,
  { start: 0 },
  { start: 1, end: 1 },
  { start: 256 * 1024 - 1, end: 256 * 1024 },
  { start: 100, end: BYTES.length + 100 },
  { start: BYTES.length - 1 },
])('lends what is read: %j', async (range) => {
  const read = await buffer(await reader.read(KEY, range));
  expect((await taken(await lend(KEY, range))).equals(read)).toBe(true);
});

it('lends one buffer again and again', async () => {
  const pieces = new Set<ArrayBufferLike>();
  for await (const piece of eachPiece(await lend())) pieces.add(piece.buffer);
  expect(pieces.size).toBe(1);
});

it('lends nothing of what is empty', async () => {
  expect(await taken(await lend(NONE))).toHaveLength(0);
});

it('says before anything is read what is not there', async () => {
  await expect(lend(evidenceKey('masters/other'))).rejects.toThrow(NotFound);
  await expect(lend(KEY, { start: BYTES.length })).rejects.toThrow(RangeNotSatisfiable);
});

it('can be closed unread, half-way and twice', async () => {
  const unread = await lend();
  await unread.close();
  await unread.close();
  const half = await lend();
  for await (const piece of eachPiece(half)) if (piece.length > 0) break;
  await half.close();
});

it('is closed only once what is being read was read, whoever asks for it', async () => {
  const lent = await lend();
  const order: string[] = [];
  lent.next(() => order.push('read'));
  const closed = () => order.push('closed');
  await Promise.all([lent.close().then(closed), lent.close().then(closed)]);
  expect(order).toEqual(['read', 'closed', 'closed']);
});
