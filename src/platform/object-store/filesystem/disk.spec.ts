import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { writeStream } from './disk';

const STRETCH = 64 * 1024 ** 2;

describe('a stream on its way to the disk', () => {
  it('ends where the disk kept it, when the disk fails while more comes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lintel-disk-'));
    const file = await open(join(folder, 'film'), 'w+');
    try {
      const datasync = file.datasync.bind(file);
      let asked = 0;
      file.datasync = async () => {
        asked += 1;
        if (asked > 1) throw Object.assign(new Error('EIO'), { code: 'EIO' });
        await datasync();
      };
      const piece = Buffer.alloc(STRETCH / 2);
      const bytes = Readable.from([piece, piece, piece, piece, piece]);
      await expect(writeStream(file, bytes)).rejects.toMatchObject({ code: 'EIO' });
      expect([asked, (await file.stat()).size]).toEqual([2, STRETCH]);
    } finally {
      await file.close();
      await rm(folder, { recursive: true });
    }
  });
});
