import type { PictureType } from '../pictures';
import { FRAMES_FILE } from './frames';
import type { Recipe } from './recipe';

/** The demuxer that reads a file of that type as one picture, or all pictures of an animation; and the decoder. */
const READ_AS: Readonly<Record<PictureType, readonly [format: string, codec: string]>> = {
  'image/jpeg': ['image2', 'mjpeg'],
  'image/png': ['image2', 'png'],
  'image/webp': ['image2', 'webp'],
  'image/gif': ['gif', 'gif'],
};

interface Limits {
  readonly picturePixels: number;
}

/** What goes before a picture: it is read as nothing else, and not turned. */
export function pictureInput(type: PictureType, limits: Limits): string[] {
  const [format, codec] = READ_AS[type];
  return [
    ...[
      '-nostdin',
      '-nostats',
      '-loglevel',
      'error',
      '-progress',
      'pipe:2',
      '-threads',
      '2',
      '-noautorotate',
    ],
    ...['-protocol_whitelist', 'file', '-format_whitelist', format, '-codec_whitelist', codec],
    ...['-max_pixels', String(limits.picturePixels), '-max_streams', '1'],
    // The whole file is one picture, whatever its name looks like.
    ...['-f', format, ...(format === 'image2' ? ['-pattern_type', 'none'] : []), '-c:v', codec],
  ];
}

/** The hash of the pixels of a picture, as the decoder gives them: neither turned nor with other colours. */
export function pixelsRecipe(type: PictureType, limits: Limits): Recipe {
  return {
    input: pictureInput(type, limits),
    outputs: [
      {
        file: FRAMES_FILE,
        options: [
          ...['-map', '0:v:0', '-c:v', 'rawvideo', '-fps_mode', 'passthrough'],
          ...['-fflags', '+bitexact', '-f', 'framehash', '-hash', 'SHA512/256'],
        ],
      },
    ],
  };
}
