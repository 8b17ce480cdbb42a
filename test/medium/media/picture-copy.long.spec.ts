import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  MediaTool,
  SafeCopyFailed,
  type PhotographType,
  type PictureCopy,
} from '../../../src/platform/media';
import {
  fieldsOf,
  PICTURE_SECRETS,
  pictureFile,
  plainPicture,
  tellingPicture,
  type Picture,
  type PictureExtension,
} from '../../fixtures/pictures';
import { TELEPHONE_PICTURES } from '../../fixtures/telephone';
import { frameHashes, inFolder, settings } from './support';

const run = promisify(execFile);
const tool = new MediaTool(settings());
const TYPE: Readonly<Record<PictureExtension, PhotographType>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
};
const SECRETS = Object.values(PICTURE_SECRETS);
const ALL = ['jpg', 'png', 'webp', 'gif'] as const;

async function copyOf(folder: string, picture: Picture, with_ = tool): Promise<PictureCopy> {
  const out = join(folder, 'out');
  await mkdir(out, { recursive: true });
  return with_.pictureCopy(await pictureFile(folder, picture), TYPE[picture.extension], out);
}

const found = (bytes: Buffer): string[] =>
  SECRETS.filter(
    (secret) =>
      bytes.includes(secret) ||
      bytes.includes(Buffer.from(secret, 'utf16le')) ||
      bytes.includes(Buffer.from(secret, 'utf16le').swap16()),
  );

/** Pixels as another program than the worker's run gives them: no orientation, the first picture of the file. */
const pixels = async (file: string, extension: PictureExtension): Promise<string[]> => {
  const one = extension === 'gif' ? [] : ['-f', 'image2', '-pattern_type', 'none'];
  const decoder = { jpg: 'mjpeg', png: 'png', webp: 'webp', gif: 'gif' }[extension];
  return frameHashes('-noautorotate', ...one, '-c:v', decoder, '-i', file);
};

describe('a copy of a picture for the defence', () => {
  it.each(ALL)(
    'of a .%s tells nothing of place, device or person, and shows the same pixels',
    async (extension) => {
      await inFolder(async (folder) => {
        const picture = await tellingPicture(extension);
        expect(found(picture.bytes).length).toBeGreaterThanOrEqual(3);
        const copy = await copyOf(folder, picture);
        const bytes = await readFile(copy.path);
        expect(found(bytes)).toEqual([]);
        const source = join(folder, `source.${extension}`);
        expect(await pixels(copy.path, extension)).toEqual(await pixels(source, extension));
        expect(copy.frames).toBe(extension === 'gif' ? 5 : 1);
        for (const secret of SECRETS) expect(copy.removed.join('\n')).not.toContain(secret);
        const again = await fieldsOf(copy.path);
        expect(
          Object.keys(again).filter((key) => /GPS|XMP|IPTC|IFD1|ExifIFD|Make|Photoshop/.test(key)),
        ).toEqual([]);
      });
    },
  );

  it('keeps how a photograph is turned and its colours, and names what it lacks', async () => {
    await inFolder(async (folder) => {
      const copy = await copyOf(folder, await tellingPicture('jpg'));
      const [before, after] = [await fieldsOf(join(folder, 'source.jpg')), await fieldsOf(copy.path)];
      expect(after['EXIF:IFD0:Orientation']).toBe(6);
      for (const colour of ['RedMatrixColumn', 'RedTRC', 'MediaWhitePoint', 'ChromaticAdaptation'])
        expect(after[`ICC_Profile:${colour}`]).toEqual(before[`ICC_Profile:${colour}`]);
      expect(after).not.toHaveProperty('ICC_Profile:DeviceModelDesc');
      expect(copy.removed).toEqual(
        expect.arrayContaining([
          'EXIF:GPS: GPSLatitude',
          'EXIF:IFD0: Make',
          'EXIF:ExifIFD: SerialNumber',
          'EXIF:IFD1: ThumbnailImage',
          'XMP:XMP-dc: Creator',
          'IPTC: City',
          'File: Comment',
          'ICC_Profile: DeviceModelDesc',
          'segment APP1 (Exif)',
          'comment segment',
          'bytes after the end of the picture',
        ]),
      );
      expect(copy.recipe).toMatchObject({
        tool: 'lintel-picture',
        arguments: ['image/jpeg', 'orientation=6'],
        checkedWith: [
          expect.stringMatching(/^ffmpeg/) as string,
          expect.stringMatching(/^exiftool \d/) as string,
        ],
      });
    });
  });

  it.each(ALL)(
    'of a .%s that tells nothing is made of other bytes, and the same each time',
    async (extension) => {
      await inFolder(async (folder) => {
        const picture = await plainPicture(extension);
        const first = await readFile((await copyOf(folder, picture)).path);
        await mkdir(join(folder, 'again'));
        const second = await readFile((await copyOf(join(folder, 'again'), picture)).path);
        expect(first.equals(picture.bytes)).toBe(false);
        expect(second.equals(first)).toBe(true);
        await mkdir(join(folder, 'third'));
        // A copy of the copy would have the hash of what it was made from.
        await expect(copyOf(join(folder, 'third'), { bytes: first, extension })).rejects.toMatchObject({
          problem: 'the same bytes',
        });
      });
    },
  );

  it('of a .heic is every pixel as it decodes, in a picture that tells nothing', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'IMG_0042.HEIC');
      await writeFile(path, TELEPHONE_PICTURES.heic);
      const { place, maker, serial, name } = PICTURE_SECRETS;
      await run('exiftool', [
        ...['-config', '', '-q', '-n', '-overwrite_original', `-Make=${maker}`, `-SerialNumber=${serial}`],
        ...[`-GPSLatitude=${place}`, '-GPSLatitudeRef=N', `-XMP-dc:Creator=${name}`, path],
      ]);
      expect(found(await readFile(path))).toEqual(expect.arrayContaining([maker, serial, name]));
      const out = join(folder, 'out');
      await mkdir(out);
      const copy = await tool.pictureCopy(path, 'image/heic', out);
      expect(copy).toMatchObject({
        mime: 'image/png',
        frames: 1,
        recipe: { decodedBy: { tool: 'heif-dec' } },
      });
      expect(found(await readFile(copy.path))).toEqual([]);
      expect(copy.removed).toEqual(
        expect.arrayContaining(['EXIF:IFD0: Make', 'EXIF:GPS: GPSLatitude', 'XMP:XMP-dc: Creator']),
      );
      expect(copy.removed.join('\n')).not.toMatch(/MajorBrand|HEVC/);
      await run('heif-dec', ['--quiet', path, join(folder, 'seen.png')]);
      expect(await pixels(copy.path, 'png')).toEqual(await pixels(join(folder, 'seen.png'), 'png'));
    });
  });

  it('leaves parts behind that no list knows', async () => {
    await inFolder(async (folder) => {
      const { bytes } = await plainPicture('png');
      const secret = Buffer.from(PICTURE_SECRETS.address);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(secret.length);
      const own = Buffer.concat([length, Buffer.from('waNt'), secret, Buffer.alloc(4)]);
      // After the header chunk: 8 bytes of signature and 25 of IHDR.
      const picture = Buffer.concat([bytes.subarray(0, 33), own, bytes.subarray(33)]);
      const copy = await copyOf(folder, { bytes: picture, extension: 'png' });
      expect(found(await readFile(copy.path))).toEqual([]);
      expect(copy.removed).toContain('chunk waNt');
    });
  });

  it.each([
    ['is cut short in its header', (bytes: Buffer) => bytes.subarray(0, 40)],
    ['has another kind of content', () => Buffer.from('%PDF-1.7 no picture')],
  ])('is refused of a file that %s', async (_what, change) => {
    await inFolder(async (folder) => {
      const { bytes, extension } = await plainPicture('png');
      await expect(copyOf(folder, { bytes: change(bytes), extension })).rejects.toThrow();
    });
  });

  it('is refused of a picture beyond the limit of bytes', async () => {
    await inFolder(async (folder) => {
      const small = new MediaTool(settings({ pictureBytes: 100 }));
      const error = await copyOf(folder, await plainPicture('png'), small).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(SafeCopyFailed);
    });
  });

  it('never reads a neighbour of the file, whatever its name looks like', async () => {
    await inFolder(async (folder) => {
      const out = join(folder, 'out');
      await mkdir(out);
      const [first, second] = [await plainPicture('jpg', '64x48'), await plainPicture('jpg', '320x240')];
      await writeFile(join(folder, 'shot-001.jpg'), second.bytes);
      const named = join(folder, 'shot-%03d.jpg');
      await writeFile(named, first.bytes);
      const copy = await tool.pictureCopy(named, 'image/jpeg', out);
      expect(await fieldsOf(copy.path)).toMatchObject({ 'File:ImageWidth': 64 });
    });
  });
});
