import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { Upload } from '@tus/server';
import { loadConfig } from '../../src/config';
import { digestStream } from '../../src/platform/digest';
import {
  evidenceKey,
  incomingKey,
  openEvidenceStore,
  openIncomingStore,
} from '../../src/platform/object-store';

const run = promisify(execFile);
const MB = 1e6;
const MiB = 1024 ** 2;

export interface Throughput {
  readonly what: string;
  readonly megabytesPerSecond: number;
}

/** What keeping evidence costs, beside what the system's own tools take for the same bytes on the same disk. */
export async function benchObjectStore(megabytes = 1024): Promise<Throughput[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-bench-'));
  const rows: Throughput[] = [];
  const file = join(folder, 'film');
  await run('dd', ['if=/dev/urandom', `of=${file}`, 'bs=1M', `count=${String(megabytes)}`, 'conv=fdatasync']);
  const { size } = await stat(file);
  const time = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    const seconds = (performance.now() - start) / 1000;
    rows.push({ what, megabytesPerSecond: Math.round(size / MB / seconds) });
    return result;
  };
  const source = () => createReadStream(file, { highWaterMark: MiB });
  try {
    const { objects } = loadConfig({ OBJECTS_ROOT: join(folder, 'objects'), LIMIT_FREE_BYTES: '1' });
    const incoming = await openIncomingStore(objects);
    const evidence = await openEvidenceStore(objects);
    const [draft, master] = [incomingKey('film'), evidenceKey('film')];

    await time('sha256sum', () => run('sha256sum', [file]));
    const copy = join(folder, 'copy');
    await time('dd conv=fdatasync (copy)', () =>
      run('dd', [`if=${file}`, `of=${copy}`, 'bs=1M', 'conv=fdatasync']),
    );
    await rm(copy);
    const digest = await time('write a draft: hash, store, fsync', () =>
      incoming.write(draft, source(), size),
    );
    const tus = incoming.tusDataStore();
    await tus.create(new Upload({ id: 'upload', size, offset: 0 }));
    await time('write an upload by tus: store, fdatasync', () => tus.write(source(), 'upload', 0));
    await incoming.remove(incomingKey('upload'));
    await time('read a draft: SHA-256, CRC-32', async () => digestStream(await incoming.read(draft)));
    await time('read a draft: SHA-256, CRC-32, MD5', async () =>
      digestStream(await incoming.read(draft), { md5: true }),
    );
    await time('promote: copy, fsync, read back, hash', () => evidence.promote(draft, master, digest));
    await time('promote again: already there', () => evidence.promote(draft, master, digest));
    await time('put: store, fsync, read back, hash', () =>
      evidence.put(evidenceKey('copy'), { file }, { contentType: 'video/mp4' }),
    );
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
