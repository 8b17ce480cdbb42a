import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { MediaTool } from '../../../src/platform/media';
import { inFolder, settings } from './support';

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
};

/** A PNG of one colour with as many dots as may be, sixteen bits of each: 380 megabytes. And bytes that mean nothing. */
async function costly(folder: string, padding: number): Promise<string> {
  const side = 6_900;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([16, 6, 0, 0, 0], 8);
  const rows = Buffer.alloc(side * (side * 8 + 1));
  // Each dot is to be foretold from three others (Paeth), which takes longest.
  for (let row = 0; row < side; row += 1) rows[row * (side * 8 + 1)] = 4;
  const path = join(folder, `${padding}.png`);
  await writeFile(
    path,
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(rows, { level: 1 })),
      chunk('juNk', Buffer.alloc(padding)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
  return path;
}

/** Of a recording that takes so long the check is worth it; a small file that does was made for it, and its sender has more of them. */
it('gives a small file less time than a large one', async () => {
  await inFolder(async (folder) => {
    const tool = new MediaTool(settings({ smallCpuSeconds: 1, smallBytes: 4 * 1024 ** 2 }));
    expect(await tool.probe(await costly(folder, 0))).toMatchObject({ code: 'too-costly' });
    expect(await tool.probe(await costly(folder, 4 * 1024 ** 2))).toMatchObject({ kind: 'picture' });
  });
});
