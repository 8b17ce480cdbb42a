import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import type { FrameTimes } from '../../../src/kernel/film/frames';

const run = promisify(execFile);

/** Of a hundred pictures, those that stay: they are not evenly apart, as with doorbells. */
const STAY = 'not(eq(mod(n\\,5)\\,3))*not(between(n\\,20\\,31))';
const RATE = 25;

export interface NumberedFilm {
  readonly bytes: Buffer;
  readonly frames: FrameTimes;
  /** Brightness of each frame, 0 to 255. */
  readonly shades: readonly number[];
  /** JPEG of its first frame. */
  still(): Promise<Buffer>;
}

/** Far from those of its neighbours; near that of one 27 pictures away. */
const shadeOf = (n: number): number => (((n * 37) % 100) * 2.19 * 255) / 219;

/** A film of which each frame has a shade of its own, on a ground of a colour. @param red share of red, 128 is none */
export async function numberedFilm(folder: string, name: string, red = 128): Promise<NumberedFilm> {
  const path = join(folder, name);
  const source = `color=c=black:s=320x180:r=${RATE}:d=4,format=yuv420p,geq=lum='16+mod(N*37\\,100)*2.19':cb=128:cr=${red},select='${STAY}'`;
  const args = ['-y', '-v', 'error', '-f', 'lavfi', '-i', source, '-fps_mode', 'passthrough'];
  // As viewing copies are: without B-frames, beside which a browser cannot seek to every frame.
  const coder = ['-c:v', 'libx264', '-qp', '4', '-g', '30', '-bf', '0', '-movflags', '+faststart'];
  await run('ffmpeg', [...args, ...coder, path]);
  const show = [
    '-v',
    'error',
    '-select_streams',
    'v',
    '-show_entries',
    'stream=time_base:frame=pts,duration',
  ];
  const { stdout } = await run('ffprobe', [...show, '-of', 'json', path]);
  const { frames, streams } = JSON.parse(stdout) as {
    frames: { pts: number; duration: number }[];
    streams: { time_base: string }[];
  };
  const [num = 1, den = 1] = (streams[0]?.time_base ?? '').split('/').map(Number);
  const pts = frames.map((frame) => frame.pts);
  const ticks = den / num / RATE;
  const [first = 0] = pts;
  return {
    bytes: await readFile(path),
    frames: { timeBase: { num, den }, pts, lastDuration: frames.at(-1)?.duration ?? 0 },
    still: async () => {
      const still = `${path}.jpg`;
      await run('ffmpeg', ['-y', '-v', 'error', '-i', path, '-frames:v', '1', still]);
      return readFile(still);
    },
    shades: pts.map((at) => shadeOf(Math.round((at - first) / ticks))),
  };
}

/** Mean red, green and blue of the middle of a part of the page, as it is on the screen. */
export async function colourOf(page: Page, selector: string): Promise<[number, number, number]> {
  const box = await page.locator(selector).boundingBox();
  if (box === null) throw new Error(`${selector} is not on the screen`);
  const { x, y, width, height } = box;
  const clip = { x: x + width / 2 - 4, y: y + height / 2 - 4, width: 8, height: 8 };
  const png = await page.screenshot({ clip });
  const ffmpeg = run(
    'ffmpeg',
    ['-v', 'error', '-i', '-', '-vf', 'scale=1:1', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
    {
      encoding: 'buffer',
    },
  );
  ffmpeg.child.stdin?.end(png);
  const [red = 0, green = 0, blue = 0] = (await ffmpeg).stdout;
  return [red, green, blue];
}
