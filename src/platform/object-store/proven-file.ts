import { createHash } from 'node:crypto';
import { createWriteStream, type BigIntStats } from 'node:fs';
import { lstat, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { NotFound } from '../../kernel/errors';
import type { Sha256Hex } from '../../kernel/ids';
import { hashStream } from '../digest';
import { CorruptRead, NotAsLocked } from './errors';
import type { EvidenceKey } from './keys';
import type { EvidenceReader } from './port';

/** A bit can flip on the way: what differs is read again before it counts as damaged. */
const READS = 3;
const READ_BYTES = 1024 ** 2;

/** A stored file, and what its bytes must be: whatever is made of it is said to be made of that. */
export interface LockedFile {
  readonly key: EvidenceKey;
  readonly sha256: Sha256Hex;
}

type Files = EvidenceReader & Required<Pick<EvidenceReader, 'localPath' | 'openFile'>>;

const areFiles = (store: EvidenceReader): store is Files =>
  store.localPath !== undefined && store.openFile !== undefined;

/**
 * Gives `work` a stored file as a local one, of which each byte was hashed and found to be what was locked: its own where the store
 * has plain files, else a copy that is removed after. What `work` made counts only if the file was the same to its end.
 * @throws NotFound, NotAsLocked before any work @throws CorruptRead when the file was changed under the work, whatever came of that
 */
export function withProvenFile<T>(
  store: EvidenceReader,
  locked: LockedFile,
  work: (path: string) => Promise<T>,
): Promise<T> {
  return areFiles(store) ? withOwnFile(store, locked, work) : withCopy(store, locked, work);
}

/** A small stored file in memory, with the same promise. @throws NotFound, NotAsLocked */
export async function provenBytes(store: EvidenceReader, { key, sha256 }: LockedFile): Promise<Buffer> {
  for (let reads = 1; reads <= READS; reads += 1) {
    const bytes = await buffer(await store.read(key));
    if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes;
  }
  throw new NotAsLocked();
}

async function withOwnFile<T>(
  store: Files,
  locked: LockedFile,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const path = store.localPath(locked.key);
  const before = await hashedAs(store, locked);
  const [done] = await Promise.allSettled([work(path)]);
  // What failed on other bytes says nothing of the file, either.
  const after = await lstat(path, { bigint: true }).catch(() => undefined);
  if (after !== undefined && !isUntouched(before, after)) throw new CorruptRead();
  if (done.status === 'rejected') throw done.reason;
  return done.value;
}

/** What the file was when each of its bytes had been read and found right. */
async function hashedAs(store: Files, { key, sha256 }: LockedFile): Promise<BigIntStats> {
  for (let reads = 1; reads <= READS; reads += 1) {
    const file = await store.openFile(key).catch(async (error: unknown) => {
      // Where the whole store is away, nothing of it is lost.
      if (error instanceof NotFound) await store.check();
      throw error;
    });
    try {
      const is = await file.stat({ bigint: true });
      const stream = file.createReadStream({ autoClose: false, highWaterMark: READ_BYTES });
      if ((await hashStream(stream)).sha256 === sha256) return is;
    } finally {
      await file.close();
    }
  }
  throw new NotAsLocked();
}

/** The time of change (ctime) moves with every write, rename and link, and nobody can set it back. */
const isUntouched = (before: BigIntStats, after: BigIntStats): boolean =>
  (['dev', 'ino', 'size', 'mtimeNs', 'ctimeNs'] as const).every((field) => before[field] === after[field]);

async function withCopy<T>(
  store: EvidenceReader,
  { key, sha256 }: LockedFile,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-object-'));
  try {
    const path = join(folder, 'object');
    for (let reads = 1; ; reads += 1) {
      const hash = createHash('sha256');
      await pipeline(
        await store.read(key),
        async function* (bytes: AsyncIterable<Uint8Array>) {
          for await (const chunk of bytes) {
            hash.update(chunk);
            yield chunk;
          }
        },
        createWriteStream(path, { mode: 0o600 }),
      );
      if (hash.digest('hex') === sha256) return await work(path);
      if (reads === READS) throw new NotAsLocked();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
