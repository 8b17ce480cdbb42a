import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaTool } from '../../../src/platform/media';
import { sealFilm } from '../../support/c2pa/embed';
import { inFolder, settings } from '../media/support';
import { makers, originals } from './makers';

it('finds a seal in a file that fits in no memory, and reads it in pieces', async () => {
  const [people, files] = await Promise.all([makers(), originals()]);
  // A film of 3 GiB, most of it a hole: 2 GiB of address space are all that the program has.
  const long = Buffer.alloc(16);
  long.writeUInt32BE(1);
  long.write('mdat', 4, 'latin1');
  long.writeBigUInt64BE(BigInt(3 * 1024 ** 3), 8);
  await inFolder(async (folder) => {
    const path = join(folder, 'clip');
    await writeFile(path, Buffer.concat([files.mp4, long]));
    await truncate(path, files.mp4.length + 3 * 1024 ** 3);
    const tool = new MediaTool(settings());
    expect(await tool.seal(path, new Date())).toBeNull();
    const sealed = await sealFilm(files.mp4, people.plan(people.camera));
    await writeFile(path, Buffer.concat([sealed, long]));
    await truncate(path, sealed.length + 3 * 1024 ** 3);
    expect(await tool.seal(path, new Date())).toMatchObject({ integrity: 'changed', fault: 'content' });
  });
});
