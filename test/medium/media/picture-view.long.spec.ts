import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MediaTool, type PictureFacts, type PictureViews } from '../../../src/platform/media';
import {
  PICTURE_SECRETS,
  pictureFile,
  plainPicture,
  tellingPicture,
  type PictureExtension,
} from '../../fixtures/pictures';
import { TELEPHONE_PICTURES } from '../../fixtures/telephone';
import { frameHashes, inFolder, settings } from './support';

const run = promisify(execFile);
const tool = new MediaTool(settings());
const ALL = ['jpg', 'png', 'webp', 'gif'] as const;

async function factsOf(path: string, with_ = tool): Promise<PictureFacts> {
  const facts = await with_.probe(path);
  if (facts.kind !== 'picture') throw new Error(JSON.stringify(facts));
  return facts;
}

async function viewsOf(folder: string, path: string): Promise<PictureViews> {
  const out = join(folder, 'out');
  await mkdir(out, { recursive: true });
  const made = await tool.pictureViews(path, await factsOf(path), out);
  if (made.kind !== 'picture-views') throw new Error(made.code);
  return made;
}

const exif = (path: string, ...options: string[]) =>
  run('exiftool', ['-config', '', '-q', '-n', '-overwrite_original', ...options, path]);

const COLOURS = ['black', 'blue', 'green', 'cyan', 'red', 'magenta', 'yellow', 'white'];

/** The colour of each quarter, in reading order. */
async function cornersOf(path: string): Promise<string> {
  const { stdout } = await run(
    'ffmpeg',
    [
      ...['-nostdin', '-v', 'error', '-noautorotate', '-i', path],
      ...['-vf', 'scale=2:2:flags=area,format=rgb24', '-f', 'rawvideo', '-'],
    ],
    { encoding: 'buffer' },
  );
  const bit = (at: number): number => ((stdout[at] ?? 0) > 127 ? 1 : 0);
  return [0, 3, 6, 9].map((at) => COLOURS[bit(at) * 4 + bit(at + 1) * 2 + bit(at + 2)] ?? '').join(' ');
}

/** Four quarters, red, green, blue and white in reading order, 64 by 32. */
let quarters: Buffer;
beforeAll(() =>
  inFolder(async (folder) => {
    const path = join(folder, 'quarters.jpg');
    const part = (color: string): string => `color=${color}:s=32x16:d=1:r=1`;
    await run('ffmpeg', [
      ...['-nostdin', '-v', 'error', '-y', '-filter_complex'],
      `${part('red')}[a];${part('0x00ff00')}[b];${part('blue')}[c];${part('white')}[d];[a][b]hstack[x];[c][d]hstack[y];[x][y]vstack`,
      ...['-frames:v', '1', '-q:v', '1', path],
    ]);
    quarters = await readFile(path);
  }),
);

describe('a photograph or screenshot that somebody sent', () => {
  it.each(ALL)('is read as a picture: a .%s', async (extension) => {
    await inFolder(async (folder) => {
      const facts = await factsOf(await pictureFile(folder, await tellingPicture(extension)));
      expect(facts).toMatchObject({ width: 320, height: 240, orientation: extension === 'gif' ? 1 : 6 });
      expect(facts.frames).toBe(extension === 'gif' ? 5 : 1);
      for (const secret of Object.values(PICTURE_SECRETS))
        expect(JSON.stringify(facts)).not.toContain(secret);
    });
  });

  it.each(ALL)('is shown coded anew, without a word of what its file tells: a .%s', async (extension) => {
    await inFolder(async (folder) => {
      const views = await viewsOf(folder, await pictureFile(folder, await tellingPicture(extension)));
      for (const { path } of [views.proxy, views.contactSheet]) {
        const bytes = (await readFile(path)).toString('latin1');
        for (const secret of Object.values(PICTURE_SECRETS)) expect(bytes).not.toContain(secret);
        expect(bytes).not.toMatch(/Exif|ICC_PROFILE|iCCP|eXIf/);
      }
    });
  });

  it.each<[PictureExtension, string]>([
    ['png', 'image/png'],
    ['gif', 'image/png'],
    ['jpg', 'image/jpeg'],
  ])(
    'is shown in its own size, and without loss unless it came with loss: a .%s',
    async (extension, mime) => {
      await inFolder(async (folder) => {
        const path = await pictureFile(folder, await plainPicture(extension, '640x480'));
        const { proxy, labels } = await viewsOf(folder, path);
        expect(proxy).toMatchObject({ mime, width: 640, height: 480 });
        expect(labels).toEqual(extension === 'gif' ? ['first-picture'] : []);
        if (extension === 'jpg') return;
        const pixels = (file: string) => frameHashes('-i', file, '-frames:v', '1', '-pix_fmt', 'rgba');
        expect(await pixels(proxy.path)).toEqual(await pixels(path));
      });
    },
  );

  it('gives the same bytes each time', async () => {
    await inFolder(async (folder) => {
      const path = await pictureFile(folder, await tellingPicture('jpg'));
      const [first, second] = [
        await viewsOf(join(folder, '1'), path),
        await viewsOf(join(folder, '2'), path),
      ];
      expect((await readFile(first.proxy.path)).equals(await readFile(second.proxy.path))).toBe(true);
      expect(first.recipe).toEqual(second.recipe);
    });
  });

  // Corners in reading order, as a viewer that follows Exif shows them.
  it.each([
    [1, 'red green blue white'],
    [2, 'green red white blue'],
    [3, 'white blue green red'],
    [4, 'blue white red green'],
    [5, 'red blue green white'],
    [6, 'blue red white green'],
    [7, 'white green blue red'],
    [8, 'green white red blue'],
  ])('is upright with orientation %i', async (orientation, corners) => {
    await inFolder(async (folder) => {
      const path = join(folder, 'quarters.jpg');
      await writeFile(path, quarters);
      await exif(path, `-Orientation=${orientation}`);
      const { proxy, labels } = await viewsOf(folder, path);
      expect([proxy.width, proxy.height]).toEqual(orientation >= 5 ? [32, 64] : [64, 32]);
      expect(await cornersOf(proxy.path)).toBe(corners);
      expect(labels).toEqual(orientation === 1 ? [] : ['rotated']);
    });
  });

  it('is made smaller where no screen shows it whole', async () => {
    await inFolder(async (folder) => {
      const path = await pictureFile(folder, await plainPicture('jpg', '5000x1000'));
      const { proxy, contactSheet, labels } = await viewsOf(folder, path);
      expect(proxy).toMatchObject({ width: 4096, height: 819 });
      expect(contactSheet).toMatchObject({ width: 1280, height: 256 });
      expect(labels).toEqual(['reduced']);
    });
  });

  it('says when it was taken, with the offset that the camera wrote', async () => {
    await inFolder(async (folder) => {
      const path = await pictureFile(folder, await plainPicture('jpg'));
      expect((await factsOf(path)).taken).toBeNull();
      await exif(path, '-DateTimeOriginal=2026:07:14 22:03:05');
      expect((await factsOf(path)).taken).toEqual({ wall: '2026-07-14T22:03:05', offset: null });
      await exif(path, '-OffsetTimeOriginal=+01:00');
      expect((await factsOf(path)).taken).toEqual({ wall: '2026-07-14T22:03:05', offset: '+01:00' });
    });
  });

  it('is an answer with a reason where it cannot be shown', async () => {
    await inFolder(async (folder) => {
      const { bytes } = await plainPicture('png', '2000x2000');
      const broken = await pictureFile(folder, { bytes: bytes.subarray(0, 40), extension: 'png' });
      expect(await tool.probe(broken)).toMatchObject({ kind: 'undecodable', code: 'picture-broken' });
      const whole = await pictureFile(folder, { bytes, extension: 'png' });
      for (const limits of [{ picturePixels: 1_000_000 }, { pictureBytes: 1_000 }])
        expect(await new MediaTool(settings(limits)).probe(whole)).toMatchObject({ code: 'too-large' });
      const other = join(folder, 'other.bmp');
      await run('ffmpeg', ['-nostdin', '-v', 'error', '-i', whole, other]);
      expect(await tool.probe(other)).toMatchObject({ kind: 'undecodable', code: 'picture-refused' });
    });
  });

  it.each(['heic', 'avif'] as const)(
    'is put together from its tiles and upright: a .%s',
    async (extension) => {
      await inFolder(async (folder) => {
        const path = join(folder, `IMG_0042.${extension}`);
        await writeFile(path, TELEPHONE_PICTURES[extension]);
        const facts = await factsOf(path);
        expect(facts).toMatchObject({ mime: `image/${extension}`, width: 32, height: 64, orientation: 1 });
        expect(facts.taken).toEqual({ wall: '2026-07-14T22:03:05', offset: '+01:00' });
        const { proxy, labels, recipe } = await viewsOf(folder, path);
        expect(proxy).toMatchObject({ mime: 'image/jpeg', width: 32, height: 64 });
        expect(await cornersOf(proxy.path)).toBe('blue red white green');
        expect((await readFile(proxy.path)).toString('latin1')).not.toMatch(/Exif|2026:07:14/);
        expect(labels).toEqual([]);
        expect(recipe.decodedBy).toMatchObject({
          tool: 'heif-dec',
          version: expect.stringMatching(/^\d+\.\d+/) as string,
          arguments: expect.arrayContaining(['clip', 'out/decoded.png']) as string[],
        });
      });
    },
  );

  it('is an answer with a reason where it is cut short, too large, or nothing here opens it: a .heic', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'IMG_0042.HEIC');
      await writeFile(path, TELEPHONE_PICTURES.heic);
      expect(await new MediaTool(settings({ picturePixels: 100 })).probe(path)).toMatchObject({
        code: 'too-large',
      });
      expect(await new MediaTool(settings({ heifDecPath: 'no-such-program' })).probe(path)).toMatchObject({
        code: 'picture-refused',
      });
      await writeFile(path, TELEPHONE_PICTURES.heic.subarray(0, 600));
      expect(await tool.probe(path)).toMatchObject({ kind: 'undecodable', code: 'picture-broken' });
    });
  });

  it('does not lead to another file', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'drawing.svg');
      await writeFile(
        path,
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
      );
      expect(await tool.probe(path)).toMatchObject({ kind: 'undecodable', code: 'not-media' });
    });
  });
});
