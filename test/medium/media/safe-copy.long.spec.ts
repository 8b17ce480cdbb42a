import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaTool, type SafeCopy } from '../../../src/platform/media';
import { clip } from '../../fixtures/clips';
import { factsOf, ffmpeg, frameHashes, inFolder, settings } from './support';

const tool = new MediaTool(settings());

/** Everything by which she could be found. */
const PLACE = '+54.7753-001.5849/';
const PHONE = '+447700900123';
const WIFI = 'Elvet-Riverside-Net';
const ADDRESS = '7 Sample Lane, Durham';
const MAKER = 'RingOfDurhamCo';
const MODEL = 'Doorbell-XJ-77';
const SERIAL = 'SN-0042-1177-93';
const IN_PICTURE = 'lat 54.7753 lon -1.5849';
const SECRETS = [PLACE, PHONE, WIFI, ADDRESS, MAKER, MODEL, SERIAL, IN_PICTURE, '54.7753', '1.5849'];

const XMP_UUID = 'be7acfcb97a942e89c71999491e3afac';

function box(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}

/** Picture, sound and whatever else; `more` are output options. */
async function film(
  folder: string,
  name: string,
  codec: readonly string[],
  more: readonly string[],
): Promise<string> {
  const file = join(folder, name);
  const sources = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=15:d=2', '-f', 'lavfi', '-i', 'sine=d=2'];
  await writeFile(join(folder, 'sub.srt'), `1\n00:00:00,000 --> 00:00:01,500\n${ADDRESS}\n`);
  await ffmpeg(
    ...sources,
    '-i',
    join(folder, 'sub.srt'),
    '-map',
    '0:v',
    '-map',
    '1:a',
    ...codec,
    ...more,
    file,
  );
  return file;
}

const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
const SEI = ['-bsf:v', `h264_metadata=sei_user_data='086f3693-b7b3-4f2c-9653-21492feee5b8+${IN_PICTURE}'`];
const TAGS = [
  '-metadata',
  `location=${PLACE}`,
  '-metadata',
  `comment=${PHONE}`,
  '-metadata',
  `title=${WIFI}`,
];
const SUBTITLES = ['-map', '2:s', '-c:s', 'mov_text'];
const STREAM_TAGS = ['-metadata:s:v', `handler_name=${MODEL}`, '-metadata:s:a', `handler_name=${SERIAL}`];
const APPLE = [
  ...['-movflags', 'use_metadata_tags', '-metadata', `com.apple.quicktime.location.ISO6709=${PLACE}`],
  ...['-metadata', `com.apple.quicktime.make=${MAKER}`, '-metadata', `com.apple.quicktime.model=${MODEL}`],
  ...['-metadata', `com.android.wifi=${WIFI}`],
];

/** Adds what ffmpeg would not write: an XMP packet and a maker's own box. */
async function withBoxes(file: string): Promise<string> {
  const xmp = `<x:xmpmeta><exif:GPSLatitude>54.7753</exif:GPSLatitude>${SERIAL}</x:xmpmeta>`;
  await appendFile(file, box('uuid', Buffer.concat([Buffer.from(XMP_UUID, 'hex'), Buffer.from(xmp)])));
  await appendFile(file, box('gps0', Buffer.from(PLACE)));
  await appendFile(file, box('free', Buffer.from(`${MAKER} ${MODEL}`)));
  return file;
}

async function copyOf(path: string, folder: string): Promise<SafeCopy> {
  const out = join(folder, 'out');
  await mkdir(out);
  return tool.safeCopy(path, await factsOf(tool, path), out);
}

const found = (bytes: Buffer): string[] =>
  SECRETS.filter(
    (secret) =>
      bytes.includes(secret) ||
      bytes.includes(Buffer.from(secret, 'utf16le')) ||
      bytes.includes(Buffer.from(secret, 'utf16le').swap16()),
  );

/** The source tells secrets, the copy none, and every frame is the same. @returns names of what was removed */
async function clean(source: string, folder: string, expected: readonly string[]): Promise<SafeCopy> {
  expect(found(await readFile(source))).toEqual(expect.arrayContaining([...expected]));
  const copy = await copyOf(source, folder);
  expect(found(await readFile(copy.path))).toEqual([]);
  expect(await frameHashes('-i', copy.path)).toEqual(await frameHashes('-i', source));
  expect(copy.frames).toBe(30);
  for (const secret of SECRETS) expect(copy.removed.join('\n')).not.toContain(secret);
  return copy;
}

describe('a copy for the defence', () => {
  it('of an MP4 has nothing of place, phone, network, device, subtitles, XMP, own boxes or pictures’ user data', async () => {
    await inFolder(async (folder) => {
      const more = [...TAGS, ...STREAM_TAGS, ...SUBTITLES, ...SEI];
      const source = await withBoxes(await film(folder, 'a.mp4', H264, more));
      const copy = await clean(source, folder, SECRETS);
      expect(copy).toMatchObject({ mime: 'video/mp4', recipe: { video: 'copy', audio: 'copy' } });
      expect(copy.removed).toEqual(
        expect.arrayContaining([
          'format: location',
          'format: comment',
          'format: title',
          'stream 2 (subtitle, mov_text)',
          'box uuid',
          'box gps0',
          'box moov/udta/loci',
        ]),
      );
    });
  });

  it('of a QuickTime file has none of Apple’s or Android’s keys, and no chapter', async () => {
    await inFolder(async (folder) => {
      const chapters = join(folder, 'chapters');
      await writeFile(
        chapters,
        `;FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\ntitle=${ADDRESS}\n`,
      );
      const plain = await film(folder, 'plain.mov', H264, APPLE);
      const source = join(folder, 'b.mov');
      const into = [
        '-map_metadata',
        '0',
        '-map_chapters',
        '1',
        '-c',
        'copy',
        '-movflags',
        'use_metadata_tags',
      ];
      await ffmpeg('-i', plain, '-f', 'ffmetadata', '-i', chapters, ...into, source);
      const copy = await clean(source, folder, [PLACE, MAKER, MODEL, WIFI, ADDRESS]);
      expect(copy.removed).toContain('format: com.apple.quicktime.location.ISO6709');
      expect(copy.removed.some((name) => name.startsWith('chapter 1'))).toBe(true);
    });
  });

  it('has no stream of timed positions', async () => {
    await inFolder(async (folder) => {
      await writeFile(join(folder, 'track.bin'), `GPMF ${PLACE} ${SERIAL} `.repeat(200));
      const plain = await film(folder, 'plain.mp4', H264, []);
      const source = join(folder, 'c.ts');
      const timed = ['-f', 'data', '-i', join(folder, 'track.bin'), '-map', '0', '-map', '1', '-c', 'copy'];
      await ffmpeg('-i', plain, ...timed, source);
      const copy = await clean(source, folder, [PLACE, SERIAL]);
      expect(copy.removed.some((name) => name.startsWith('stream 2 (data'))).toBe(true);
    });
  });

  it('of HEVC in Matroska keeps every frame without attachments and without remarks in its header', async () => {
    await inFolder(async (folder) => {
      const card = join(folder, 'card.txt');
      await writeFile(card, `${ADDRESS} ${PHONE}`);
      const hevc = [
        '-c:v',
        'libx265',
        '-preset',
        'ultrafast',
        '-x265-params',
        'log-level=none',
        '-c:a',
        'aac',
      ];
      const attach = ['-attach', card, '-metadata:s:t', 'mimetype=text/plain'];
      const source = await film(folder, 'd.mkv', hevc, [...TAGS, ...attach]);
      const copy = await clean(source, folder, [ADDRESS, PHONE, WIFI]);
      // x265 signs its work in the header of the stream, where no filter reaches.
      expect(copy).toMatchObject({ mime: 'video/x-matroska', recipe: { video: 'lossless' } });
      expect((await readFile(source)).includes('x265')).toBe(true);
      expect((await readFile(copy.path)).includes('x265')).toBe(false);
    });
  });

  it('of HEVC whose header is plain is not made again', async () => {
    await inFolder(async (folder) => {
      const params = 'log-level=none:info=0:hash=1';
      const hevc = [
        '-c:v',
        'libx265',
        '-preset',
        'ultrafast',
        '-x265-params',
        params,
        '-tag:v',
        'hvc1',
        '-c:a',
        'aac',
      ];
      const source = await film(folder, 'h.mov', hevc, TAGS);
      expect(await clean(source, folder, [PLACE])).toMatchObject({
        mime: 'video/mp4',
        recipe: { video: 'copy' },
      });
    });
  });

  it('of Motion JPEG has no segment of remarks in its pictures', async () => {
    await inFolder(async (folder) => {
      const mjpeg = ['-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-c:a', 'pcm_s16le'];
      const source = await film(folder, 'e.avi', mjpeg, TAGS);
      expect((await readFile(source)).includes('Lavc')).toBe(true);
      const copy = await clean(source, folder, [PHONE, WIFI]);
      expect(copy.recipe).toMatchObject({ video: 'copy', audio: 'copy' });
      expect((await readFile(copy.path)).includes('Lavc')).toBe(false);
    });
  });

  it('of a codec that has room for text in its pictures is made again without losing a pixel', async () => {
    await inFolder(async (folder) => {
      const source = await film(folder, 'g.avi', ['-c:v', 'mpeg4', '-c:a', 'pcm_s16le'], TAGS);
      const copy = await clean(source, folder, [PHONE, WIFI]);
      expect(copy.recipe).toMatchObject({ video: 'lossless', audio: 'copy' });
      const bytes = await readFile(copy.path);
      expect([bytes.includes('Lavc61'), bytes.includes('x264 - core')]).toEqual([false, false]);
    });
  });

  it('names its recipe, and twice made is the same bytes', async () => {
    const source = await clip('h264');
    const [one, other] = await Promise.all(
      [1, 2].map(() =>
        inFolder(async (folder) => {
          const copy = await copyOf(source, folder);
          return { bytes: await readFile(copy.path), recipe: copy.recipe };
        }),
      ),
    );
    expect(one?.bytes.equals(other?.bytes ?? Buffer.alloc(0))).toBe(true);
    expect(one?.recipe.arguments).toContain('filter_units=pass_types=1-5|7-11');
  });
});

describe('what is no copy', () => {
  it('is a file of which not one frame comes out', async () => {
    await inFolder(async (folder) => {
      const source = await film(folder, 'f.mp4', H264, []);
      const facts = await factsOf(tool, source);
      const broken = join(folder, 'broken.mp4');
      const bytes = await readFile(source);
      const media = bytes.indexOf('mdat');
      bytes.fill(0x55, media + 4, bytes.indexOf('moov') > media ? bytes.indexOf('moov') - 4 : bytes.length);
      await writeFile(broken, bytes);
      await mkdir(join(folder, 'out'));
      await expect(tool.safeCopy(broken, facts, join(folder, 'out'))).rejects.toThrow();
    });
  });
});
