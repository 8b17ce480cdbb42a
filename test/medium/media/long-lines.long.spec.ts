import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaTool } from '../../../src/platform/media';
import { ffmpeg, inFolder, settings } from './support';

const tool = new MediaTool(settings());
const PICTURE = [
  '-f',
  'lavfi',
  '-i',
  'testsrc2=s=160x120:r=10:d=1',
  '-c:v',
  'libx264',
  '-pix_fmt',
  'yuv420p',
];

function box(type: string, ...content: Buffer[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.reduce((sum, { length }) => sum + length, 8));
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, ...content]);
}

/** A film whose comment is as long as that. */
async function withComment(folder: string, comment: Buffer): Promise<string> {
  const file = join(folder, 'a.mp4');
  await ffmpeg(...PICTURE, file);
  const film = await readFile(file);
  const at = film.indexOf('moov') - 4;
  const handler = box('hdlr', Buffer.alloc(8), Buffer.from('mdirappl'), Buffer.alloc(9));
  const data = box('data', Buffer.from([0, 0, 0, 1, 0, 0, 0, 0]), comment);
  const udta = box('udta', box('meta', Buffer.alloc(4), handler, box('ilst', box('\u00a9cmt', data))));
  film.writeUInt32BE(film.readUInt32BE(at) + udta.length, at);
  await writeFile(file, Buffer.concat([film, udta]));
  return file;
}

describe('a file that names a value of any length', () => {
  it('is called too costly, and ends no process: one line of it was longer than a string can be', async () => {
    await inFolder(async (folder) => {
      // Each of its signs is six in JSON.
      const file = await withComment(folder, Buffer.alloc(100_000_000, 1));
      expect(await tool.probe(file)).toMatchObject({ kind: 'undecodable', code: 'too-costly' });
    });
  });

  it('is read where that is as long as words may be', async () => {
    await inFolder(async (folder) => {
      const file = await withComment(folder, Buffer.alloc(1_000_000, 'a'));
      expect(await tool.probe(file)).toMatchObject({ kind: 'media', decodable: true });
    });
  });
});
