import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { endIsMissing } from './ending';
import { type Field, readFields } from './exiftool';
import { undecodable, type PictureFacts, type Undecodable } from './facts';
import { ffprobe } from './ffprobe';
import { isHeifType, NoHeifDecoder, withHeifDecoded } from './heif';
import type { PhotographType } from './photograph';
import { framesOf, orientationOf, takenOf, type PictureType } from './pictures';
import { complaint, reasonOf } from './probe-reasons';
import type { Sandbox } from './sandbox';
import type { MediaSettings } from './settings';
import type { WatchOptions } from './watchdog';

/** The demuxer that takes a file for one picture of that type, whatever it is called, and the decoder. */
const READ_AS: Readonly<Record<PictureType, readonly [format: string, codec: string]>> = {
  'image/jpeg': ['jpeg_pipe', 'mjpeg'],
  'image/png': ['png_pipe', 'png'],
  'image/webp': ['webp_pipe', 'webp'],
  'image/gif': ['gif', 'gif'],
};

const answer = z.object({
  frames: z.array(z.object({ width: z.int().positive(), height: z.int().positive() })).default([]),
});

/** What an honest coder needs at least for pixels that are not all the same. */
const PIXELS_A_BYTE = 64;

type Size = Pick<PictureFacts, 'width' | 'height'>;
type Shape = Pick<PictureFacts, 'width' | 'height' | 'orientation' | 'frames'>;

/** What was written of another picture, from which this one may have been cut. */
const SAID_ELSEWHERE = /^(EXIF|XMP|MakerNotes|Composite)\b/;

/** As the header says, before anything is decoded; 0 where it says nothing. */
function pixelsSaid(fields: readonly Field[]): number {
  const own = fields.filter(({ group }) => !SAID_ELSEWHERE.test(group));
  const largest = (name: string): number =>
    Math.max(0, ...own.filter((field) => field.name === name).map(({ value }) => Number(value) || 0));
  return largest('ImageWidth') * largest('ImageHeight');
}

/** Reads what a photograph or screenshot says of itself, and decodes it. */
export class PictureProbe {
  constructor(
    private readonly sandbox: Sandbox,
    private readonly settings: MediaSettings,
  ) {}

  /** @throws SandboxUnavailable, ToolMissing, the signal's reason when cancelled */
  async read(path: string, mime: PhotographType, signal?: AbortSignal): Promise<PictureFacts | Undecodable> {
    const { size: bytes } = await stat(path);
    if (bytes > this.settings.pictureBytes) return undecodable('too-large');
    const watch = { signal, stallMs: this.settings.stallSeconds * 1_000 };
    const most = this.mostPixels(bytes);
    try {
      const fields = await readFields(this.sandbox, path, watch);
      if (pixelsSaid(fields) > most) return undecodable('too-large');
      const shape = isHeifType(mime)
        ? await this.heifShape(path, watch)
        : await this.shape(path, mime, { fields, most, watch });
      if ('kind' in shape) return shape;
      // A decoder of JPEG fills in what is missing, and says nothing that could be relied on.
      const cutShort = mime === 'image/jpeg' && (await endIsMissing(path));
      return {
        kind: 'picture',
        mime,
        bytes,
        ...shape,
        taken: takenOf(fields),
        ...(cutShort && { cutShort }),
      };
    } catch (error) {
      if (error instanceof NoHeifDecoder) return undecodable('picture-refused');
      return undecodable(reasonOf(error, 'picture-broken'));
    }
  }

  /** A small file that says to hold a huge picture costs its decoder seconds and gigabytes: such a claim is not followed. */
  private mostPixels(bytes: number): number {
    const { picturePixels, picturePlainPixels } = this.settings;
    return Math.min(picturePixels, Math.max(picturePlainPixels, bytes * PIXELS_A_BYTE));
  }

  private async shape(
    path: string,
    mime: PictureType,
    { fields, most, watch }: { fields: readonly Field[]; most: number; watch: WatchOptions },
  ): Promise<Shape | Undecodable> {
    const size = await this.size(path, mime, most, watch);
    if ('kind' in size) return size;
    return { ...size, orientation: orientationOf(fields), frames: framesOf(fields) };
  }

  /** The container says how it is turned, and the decoder has done it: what Exif says of that does not count. */
  private heifShape(path: string, watch: WatchOptions): Promise<Shape | Undecodable> {
    return withHeifDecoded(this.sandbox, path, watch, async (decoded) => {
      const size = await this.size(decoded.path, 'image/png', this.settings.picturePixels, watch);
      return 'kind' in size ? size : { ...size, orientation: 1, frames: decoded.count };
    });
  }

  /** Of the picture that came out of the decoder. */
  private async size(
    path: string,
    mime: PictureType,
    most: number,
    watch: WatchOptions,
  ): Promise<Size | Undecodable> {
    const [format, codec] = READ_AS[mime];
    const lines: string[] = [];
    const options = [
      ...['-v', 'error', '-threads', '1', '-protocol_whitelist', 'file'],
      ...['-format_whitelist', format, '-codec_whitelist', codec, '-f', format],
      ...['-max_pixels', String(most), '-max_streams', '1'],
      ...['-read_intervals', '%+#1', '-show_entries', 'frame=width,height', '-of', 'json'],
    ];
    const said = await ffprobe(this.sandbox, path, options, watch, (line) => lines.push(line));
    const [size] = answer.parse(JSON.parse(lines.join('\n'))).frames;
    return size ?? undecodable(complaint(said.lines) ?? 'picture-broken');
  }
}
