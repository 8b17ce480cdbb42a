import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaTool } from '../../../src/platform/media';
import { factsOf, ffmpeg, frameHashes, inFolder, settings } from './support';

const tool = new MediaTool(settings());

const PLACE = 'lat 54.7753 lon -1.5849 ';
const START = Buffer.from([0, 0, 0, 1]);
const PICTURE = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=15:d=1'];
const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '0', '-pix_fmt', 'yuv420p'];

/** The units of a raw stream, with one that tells a place before each picture, as its maker may. */
async function told(
  raw: string,
  isPicture: (head: number) => boolean,
  unit: readonly number[],
): Promise<void> {
  const units = (await readFile(raw)).toString('latin1').split('\u0000\u0000\u0001').slice(1);
  const own = Buffer.concat([START, Buffer.from(unit), Buffer.from(PLACE), Buffer.from([0x80])]);
  await writeFile(
    raw,
    Buffer.concat(
      units.flatMap((text) => {
        const bytes = Buffer.concat([START, Buffer.from(text, 'latin1')]);
        return isPicture(text.charCodeAt(0)) ? [own, bytes] : [bytes];
      }),
    ),
  );
}

async function copyOf(source: string, folder: string) {
  expect((await readFile(source)).includes(PLACE)).toBe(true);
  const out = join(folder, 'out');
  await mkdir(out);
  const copy = await tool.safeCopy(source, await factsOf(tool, source), out);
  expect((await readFile(copy.path)).includes(PLACE)).toBe(false);
  return copy;
}

describe('a copy for the defence has nothing that no list knows', () => {
  it.each([
    { type: 30, why: 'a type that a maker may use as it likes' },
    { type: 12, why: 'filling' },
    { type: 15, why: 'parameters of another layer' },
  ])('of H.264: $why', async ({ type }) => {
    await inFolder(async (folder) => {
      const raw = join(folder, 'a.h264');
      const source = join(folder, 'a.mp4');
      await ffmpeg(...PICTURE, ...X264, raw);
      await told(raw, (head) => [1, 5].includes(head & 0x1f), [type]);
      await ffmpeg('-r', '15', '-i', raw, '-c', 'copy', source);
      const copy = await copyOf(source, folder);
      expect(copy.recipe.video).toBe('copy');
      expect(await frameHashes('-i', copy.path)).toEqual(await frameHashes('-i', source));
    });
  });

  it('nor has the copy by which it is looked at', async () => {
    await inFolder(async (folder) => {
      const raw = join(folder, 'a.h264');
      const source = join(folder, 'a.mp4');
      await ffmpeg(...PICTURE, ...X264, raw);
      await told(raw, (head) => [1, 5].includes(head & 0x1f), [30]);
      await ffmpeg('-r', '15', '-i', raw, '-c', 'copy', source);
      const out = join(folder, 'out');
      await mkdir(out);
      const made = await tool.makeRenditions(source, await factsOf(tool, source), out);
      if (made.kind !== 'renditions') throw new Error(made.code);
      expect((await readFile(source)).includes(PLACE)).toBe(true);
      expect(made.recipe.video).toBe('copy');
      expect((await readFile(made.proxy.path)).includes(PLACE)).toBe(false);
    });
  });

  it('of H.265: a type that a maker may use as it likes', async () => {
    await inFolder(async (folder) => {
      const raw = join(folder, 'a.hevc');
      const source = join(folder, 'a.mp4');
      await ffmpeg(...PICTURE, '-c:v', 'libx265', '-x265-params', 'log-level=none:info=0:bframes=0', raw);
      await told(raw, (head) => head >> 1 < 32, [50 << 1, 1]);
      await ffmpeg('-r', '15', '-i', raw, '-c', 'copy', source);
      expect((await copyOf(source, folder)).recipe.video).toBe('copy');
    });
  });

  it('of H.264: words behind the parameters in the header', async () => {
    await inFolder(async (folder) => {
      const source = join(folder, 'a.mp4');
      await ffmpeg(...PICTURE, ...X264, source);
      const film = await readFile(source);
      const at = film.indexOf('avcC') - 4;
      const end = at + film.readUInt32BE(at);
      const grown = Buffer.concat([film.subarray(0, end), Buffer.from(PLACE), film.subarray(end)]);
      for (const name of ['moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd', 'avc1', 'avcC']) {
        const box = grown.indexOf(name) - 4;
        grown.writeUInt32BE(grown.readUInt32BE(box) + PLACE.length, box);
      }
      await writeFile(source, grown);
      const copy = await copyOf(source, folder);
      expect(await frameHashes('-i', copy.path)).toEqual(await frameHashes('-i', source));
    });
  });

  it('of sound as Vorbis in Matroska: the remarks in its header', async () => {
    await inFolder(async (folder) => {
      const source = join(folder, 'a.mkv');
      const sound = ['-f', 'lavfi', '-i', 'sine=d=1', '-c:a', 'libvorbis'];
      await ffmpeg(...PICTURE, ...sound, ...X264, source);
      const bytes = await readFile(source);
      // The name of the coder, in the same header as the remarks.
      bytes.write(PLACE, bytes.indexOf('Xiph.Org libVorbis'), 'latin1');
      await writeFile(source, bytes);
      const copy = await copyOf(source, folder);
      expect(copy.recipe).toMatchObject({ video: 'copy', audio: 'lossless' });
      expect(copy.removed.join()).not.toContain('that the index hides');
    });
  });
});
