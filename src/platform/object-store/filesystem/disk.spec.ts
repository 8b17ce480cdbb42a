import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { writeStream } from './disk';

const STRETCH = 64 * 1024 ** 2;

async function* breaking(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes);
  throw new Error('the connection was lost');
}

describe('a stream on its way to the disk', () => {
  let folder: string;
  let file: FileHandle;
  let asked: number;
  /** From which time on the disk fails. */
  let failsFrom: number;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lintel-disk-'));
    file = await open(join(folder, 'film'), 'w+');
    const datasync = file.datasync.bind(file);
    [asked, failsFrom] = [0, Infinity];
    file.datasync = async () => {
      asked += 1;
      if (asked >= failsFrom) throw Object.assign(new Error('EIO'), { code: 'EIO' });
      await datasync();
    };
  });
  afterEach(async () => {
    await file.close();
    await rm(folder, { recursive: true });
  });
  const left = async (): Promise<number[]> => [asked, (await file.stat()).size];

  it('ends where the disk kept it, when the disk fails while more comes', async () => {
    failsFrom = 2;
    const piece = Buffer.alloc(STRETCH / 2);
    const bytes = Readable.from([piece, piece, piece, piece, piece]);
    await expect(writeStream(file, bytes)).rejects.toMatchObject({ code: 'EIO' });
    expect(await left()).toEqual([2, STRETCH]);
  });

  it('that is gone on with ends where the disk kept it, also when its source breaks off', async () => {
    const [piece, resumable] = [Buffer.alloc(1_000), true];
    await expect(writeStream(file, breaking(piece), { resumable })).rejects.toThrow('connection');
    expect(await left()).toEqual([1, 1_000]);
    failsFrom = 2;
    const broken = writeStream(file, breaking(piece), { resumable, offset: 1_000 });
    await expect(broken).rejects.toMatchObject({ code: 'EIO' });
    expect(await left()).toEqual([2, 1_000]);
    const whole = writeStream(file, Readable.from([piece]), { resumable, offset: 1_000 });
    await expect(whole).rejects.toMatchObject({ code: 'EIO' });
    expect(await left()).toEqual([3, 1_000]);
  });
});
