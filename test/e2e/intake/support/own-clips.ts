import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const film = async (path: string, input: string, ...codec: string[]): Promise<string> => {
  const args = ['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', input, ...codec, path];
  await run('ffmpeg', args);
  return path;
};
const colour = (name: string, size: string, seconds: number): string =>
  `color=${name}:s=${size}:r=10:d=${seconds}`;
const VP9 = ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8'];

/** Files that a victim may have, by what a browser can make of them. */
export interface OwnClips {
  /** Black for its first half second, then red. */
  readonly red: string;
  /** Upright, of half a second. */
  readonly green: string;
  readonly photo: string;
  /** Without a picture: of a kind that this browser cannot decode, sound, words, and what is no film at all. */
  readonly without: readonly string[];
}

export async function ownClips(folder: string): Promise<OwnClips> {
  const at = (name: string): string => join(folder, name);
  const [red, green, photo, hevc, sound] = await Promise.all([
    film(
      at('red.webm'),
      `${colour('black', '640x360', 0.5)}[a];${colour('red', '640x360', 2.5)}[b];[a][b]concat`,
      ...VP9,
    ),
    film(at('green.webm'), colour('green', '360x640', 0.5), ...VP9),
    film(at('blue.png'), colour('blue', '1200x900', 1), '-frames:v', '1'),
    film(at('hevc.mp4'), colour('red', '320x180', 1), '-c:v', 'libx265', '-x265-params', 'log-level=none'),
    film(at('sound.wav'), 'sine=d=1'),
  ]);
  const [words, noise] = [at('words.txt'), at('noise.mp4')];
  await writeFile(words, 'words');
  await writeFile(noise, randomBytes(20_000));
  return { red, green, photo, without: [hevc, sound, words, noise] };
}

/** Within a page: counts the addresses of files that it makes (`made`), and keeps those that it has not taken back (`open`). */
export const COUNTING = `
  window.made = 0;
  window.whenMade = () => undefined;
  window.open = new Set();
  const [make, takeBack] = [URL.createObjectURL, URL.revokeObjectURL];
  URL.createObjectURL = (file) => {
    const address = make.call(URL, file);
    made += 1;
    open.add(address);
    if (made === 1) setTimeout(whenMade);
    return address;
  };
  URL.revokeObjectURL = (address) => {
    open.delete(address);
    takeBack.call(URL, address);
  };`;

/** Draws nothing of a film the first time, as Chromium does while its decoder is late, and says nothing of it. */
export const LATE = `(() => {
  const { drawImage } = CanvasRenderingContext2D.prototype;
  const seen = new WeakSet();
  CanvasRenderingContext2D.prototype.drawImage = function (source, ...rest) {
    if (!(source instanceof HTMLVideoElement) || seen.has(source)) return drawImage.call(this, source, ...rest);
    seen.add(source);
  };
})()`;
