import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaTool } from '../../../src/platform/media';
import { factsOf, ffmpeg, inFolder, settings } from './support';

const full = (...content: Buffer[]): Buffer => Buffer.concat([Buffer.alloc(4), ...content]);

function box(type: string, ...content: Buffer[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.reduce((sum, { length }) => sum + length, 8));
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, ...content]);
}

function numbers(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => bytes.writeUInt32BE(value, at * 4));
  return bytes;
}

/** The first box of that name, wherever it stands. */
function found(film: Buffer, type: string): Buffer {
  const at = film.indexOf(type, 0, 'latin1') - 4;
  return film.subarray(at, at + film.readUInt32BE(at));
}

/**
 * A film of one picture that is shown again and again: a hundred stand in the file, and its index names the place of the first of them once for each
 * hundred that there shall be. Four bytes more make a hundred pictures more, and each of them can be decoded.
 */
async function endless(folder: string, hundreds: number): Promise<string> {
  const file = join(folder, 'a.mp4');
  await ffmpeg(
    ...['-f', 'lavfi', '-i', 'color=black:s=64x64:r=10:d=0.1', '-frames:v', '1', '-c:v', 'libx264'],
    ...['-pix_fmt', 'yuv420p', file],
  );
  const film = await readFile(file);
  const size = found(film, 'stsz').readUInt32BE(12);
  const at = found(film, 'stco').readUInt32BE(16);
  const count = hundreds * 100;
  const length = count * 3;
  const ftyp = found(film, 'ftyp');
  const mvhd = Buffer.from(found(film, 'mvhd'));
  mvhd.writeUInt32BE(90_000, 20);
  mvhd.writeUInt32BE(length, 24);
  const tkhd = Buffer.from(found(film, 'tkhd'));
  tkhd.writeUInt32BE(length, 28);
  const mdhd = box('mdhd', full(numbers(0, 0, 90_000, length, 0x55c4_0000)));
  const places = Buffer.alloc(hundreds * 4);
  for (let one = 0; one < hundreds; one += 1) places.writeUInt32BE(ftyp.length + 8, one * 4);
  const stbl = box(
    'stbl',
    found(film, 'stsd'),
    box('stts', full(numbers(1, count, 3))),
    box('stsc', full(numbers(1, 1, 100, 1))),
    box('stsz', full(numbers(size, count))),
    box('stco', full(numbers(hundreds), places)),
  );
  const minf = box('minf', found(film, 'vmhd'), found(film, 'dinf'), stbl);
  const moov = box('moov', mvhd, box('trak', tkhd, box('mdia', mdhd, found(film, 'hdlr'), minf)));
  const picture = film.subarray(at, at + size);
  await writeFile(file, Buffer.concat([ftyp, box('mdat', ...Array<Buffer>(100).fill(picture)), moov]));
  return file;
}

describe('a small file with more packets than anybody films', () => {
  it('is called too costly before any of them is read', async () => {
    await inFolder(async (folder) => {
      const file = await endless(folder, 300_000);
      expect((await stat(file)).size).toBeLessThan(3_000_000);
      expect(await new MediaTool(settings()).probe(file)).toMatchObject({
        kind: 'undecodable',
        code: 'too-costly',
      });
    });
  });

  it('is given up while they are read where it does not say how many there are', async () => {
    await inFolder(async (folder) => {
      const file = await endless(folder, 300_000);
      const facts = await factsOf(new MediaTool(settings({ maxPackets: 100_000_000 })), file);
      const tool = new MediaTool(settings({ maxPackets: 100_000 }));
      const before = process.memoryUsage().heapUsed;
      expect(await tool.makeRenditions(file, facts, folder)).toMatchObject({
        kind: 'undecodable',
        code: 'too-costly',
      });
      expect(process.memoryUsage().heapUsed - before).toBeLessThan(200 * 1024 ** 2);
    });
  });

  it('is shown where there are as many as a long recording has', async () => {
    await inFolder(async (folder) => {
      const file = await endless(folder, 20);
      const tool = new MediaTool(settings());
      const facts = await factsOf(tool, file);
      expect(await tool.makeRenditions(file, facts, folder)).toMatchObject({ kind: 'renditions' });
    });
  });
});
