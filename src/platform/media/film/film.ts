import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { spreading, ticksApart } from '../../../kernel/film/apart';
import { mayDecode } from '../allow-lists';
import { remarkBoxes } from '../boxes';
import { ToolFailed } from '../errors';
import type { AudioFacts, MediaFacts, VideoFacts } from '../facts';
import {
  decodeArguments,
  encodeArguments,
  encodeSoundArguments,
  FILM_CODED_SOUND,
  FILM_FILE,
  FILM_PICTURE,
  FILM_SOUND,
  joinArguments,
  soundShape,
  stripsOf,
  type SoundShape,
} from '../recipes/film';
import { FRAMES_FILE } from '../recipes/frames';
import { geometry, isLarge, type Size } from '../recipes/geometry';
import type { RenditionOptions } from '../rendition';
import { holdsAny, isBare } from '../safe-copy';
import type { Sandbox } from '../sandbox';
import type { MediaSettings } from '../settings';
import { readTags } from '../tags';
import { coloursOf } from './colours';
import { frameBytes, ivfFrameHeader, ivfHeader } from './ivf';
import { finished, piecesOf, runPiped, written } from './piped';
import { runsOf } from './strips';
import { Leave } from './written';

/** A recording with a picture. */
export type FilmFacts = MediaFacts & { readonly video: VideoFacts };

/** What came out of a decoder. */
export interface Decoded {
  readonly frames: number;
  /** Path of ffmpeg's list of the frames as the decoder gave them, with time and pixel hash of each (`timesOnly`: no hash that proves anything). */
  readonly list: string;
  /** Signed 16-bit samples from the clock's zero on; `null` without sound. */
  readonly sound: (SoundShape & { readonly path: string }) | null;
  readonly arguments: readonly string[];
}

export interface Coding {
  readonly size: Size;
  /** Seconds of one tick. */
  readonly timeBase: { readonly num: number; readonly den: number };
  /** x264's constant rate factor: lower is closer to what was given. */
  readonly crf: number;
}

/** Takes one picture and when it is shown, in ticks from the first; where that is when the one before it is shown, a little later. Comes back when its bytes may be used again. */
export type PutFrame = (ticks: number, bytes: Buffer) => Promise<void>;

export interface DecodeOptions extends RenditionOptions {
  /** Nobody will compare the list's hashes: it is asked for the times alone. */
  readonly timesOnly?: boolean;
  /** The first and the last frame that are handed on, counted from 1: the others are decoded and listed. */
  readonly only?: { readonly from: number; readonly to: number };
}

/** Changes or compares one picture: `number` counts from 1. Whoever is given `bytes` may change them. */
export type OnFrame = (bytes: Buffer, number: number) => Promise<void> | void;

/** Pictures on their way at once. Of large ones one, and the decoder rests until it has gone its way. */
const FLYING = 2;
const buffers = (size: Size): number => (isLarge(size) ? 1 : FLYING + 1);

/** Bytes of pictures that wait within a coder: left to itself ffmpeg takes some thirty, which are 400 MB of 4K. */
const WAITING = 96 * 1024 ** 2;
/** Of large pictures: two more than the coder keeps back. */
const LARGE_WAITING = 3;
const framesWaiting = (size: Size): number =>
  isLarge(size) ? LARGE_WAITING : Math.floor(WAITING / frameBytes(size));

/** Opens a recording frame by frame, and makes one of frames. Every decoder and coder runs in the sandbox. */
export class FilmMaker {
  constructor(
    private readonly sandbox: Sandbox,
    private readonly settings: MediaSettings,
  ) {}

  /** Pixels of the shown picture. */
  size({ video }: Pick<FilmFacts, 'video'>): Size {
    return geometry(video).size;
  }

  /** The sound that will be decoded; `null` when there is none that may be. */
  soundOf({ audio }: Pick<MediaFacts, 'audio'>): AudioFacts | null {
    return audio !== null && mayDecode(audio.codec) ? audio : null;
  }

  /**
   * Hands on every frame, or those that are asked for, as it is shown: upright, square pixels, 4:2:0, eight bits.
   * @param folder an empty folder
   * @throws ToolFailed; SandboxUnavailable; whatever `onFrame` throws; the signal's reason
   */
  async decode(
    input: string,
    facts: FilmFacts,
    folder: string,
    onFrame: OnFrame,
    options: DecodeOptions = {},
  ): Promise<Decoded> {
    const audio = this.soundOf(facts);
    const hash = options.timesOnly === true ? 'adler32' : 'SHA512/256';
    const tool = decodeArguments(facts.video, audio, this.settings, hash);
    const size = this.size(facts);
    const { from, to } = options.only ?? { from: 1, to: Infinity };
    const { result: frames } = await runPiped(
      this.sandbox,
      { input, output: folder },
      tool,
      this.watch(options),
      async ({ stdin, stdout, hold, unwatched }, moved) => {
        stdin.end();
        const flying: Promise<void>[] = [];
        let number = 0;
        for await (const bytes of piecesOf(stdout, runsOf(size, stripsOf(size)), buffers(size))) {
          moved();
          number += 1;
          if (number < from || number > to) {
            // Its buffer comes round again for the frames that are passed over, too: none may still be on its way.
            await unwatched(() => Promise.all(flying.splice(0)));
            continue;
          }
          if (isLarge(size)) {
            await hold(() => onFrame(bytes, number));
            continue;
          }
          const handed = Promise.resolve(onFrame(bytes, number));
          handed.catch(() => undefined);
          flying.push(handed);
          if (flying.length >= FLYING) await unwatched(() => flying.shift());
        }
        await unwatched(() => Promise.all(flying));
        return number;
      },
    );
    const sound = audio === null ? null : join(folder, FILM_SOUND);
    return {
      frames,
      list: join(folder, FRAMES_FILE),
      sound:
        sound === null || !(await isFile(sound)) ? null : { path: sound, ...soundShape(audio as AudioFacts) },
      arguments: tool,
    };
  }

  /** Codes the pictures that `feed` puts in. @returns the exact arguments, and what `feed` gave */
  async encode<T>(
    facts: FilmFacts,
    input: string,
    folder: string,
    { size, timeBase, crf }: Coding,
    feed: (put: PutFrame) => Promise<T>,
    options: RenditionOptions = {},
  ): Promise<{ readonly arguments: readonly string[]; readonly result: T }> {
    const watch = this.watch(options);
    const colours = await coloursOf(this.sandbox, input, facts.video, this.settings, watch);
    const tool = encodeArguments(size, crf, colours, timeBase);
    const { result } = await runPiped(
      this.sandbox,
      { output: folder },
      tool,
      watch,
      async ({ stdin, stdout, written: done, unwatched, watched }) => {
        stdout.resume();
        await written(stdin, ivfHeader({ ...size, timeBase }));
        // Two pictures may be put at once: each waits for the one before it, so that they stay in order.
        const leave = new Leave(done, framesWaiting(size));
        const shown = spreading(ticksApart(timeBase));
        const put: PutFrame = async (ticks, bytes) => {
          await leave.next();
          stdin.write(ivfFrameHeader(bytes.length, shown(ticks)));
          await written(stdin, bytes);
        };
        // It is given nothing for as long as the frames outside of what stays are decoded.
        const given = await unwatched(() => feed((ticks, bytes) => watched(() => put(ticks, bytes))));
        await finished(stdin);
        return given;
      },
    );
    return { arguments: tool, result };
  }

  /** Codes the samples that `feed` puts in. @returns the exact arguments */
  async encodeSound<T>(
    folder: string,
    shape: SoundShape,
    feed: (put: (bytes: Buffer) => Promise<void>) => Promise<T>,
    options: RenditionOptions = {},
  ): Promise<{ readonly arguments: readonly string[]; readonly result: T }> {
    const tool = encodeSoundArguments(shape);
    const { result } = await runPiped(
      this.sandbox,
      { output: folder },
      tool,
      this.watch(options),
      async ({ stdin, stdout }, moved) => {
        stdout.resume();
        const given = await feed(async (bytes) => {
          moved();
          await written(stdin, bytes);
        });
        await finished(stdin);
        return given;
      },
    );
    return { arguments: tool, result };
  }

  /** Picture and, if it was coded, sound in one file with its index in front. @returns its path and the exact arguments */
  async join(
    folder: string,
    withSound: boolean,
    timeBase: Coding['timeBase'],
    options: RenditionOptions = {},
  ): Promise<{ readonly path: string; readonly arguments: readonly string[] }> {
    const tool = joinArguments(withSound, timeBase, this.settings);
    const job = {
      input: join(folder, FILM_PICTURE),
      output: folder,
      ...(withSound && { files: { sound: join(folder, FILM_CODED_SOUND) } }),
    };
    await runPiped(this.sandbox, job, tool, this.watch(options), async ({ stdin, stdout }) => {
      stdin.end();
      stdout.resume();
      return Promise.resolve();
    });
    const path = join(folder, FILM_FILE);
    if (!(await isFile(path))) throw new ToolFailed('ffmpeg', 'failed', ['no film came out']);
    return { path, arguments: tool };
  }

  /**
   * Whether a film that was made tells nothing but its picture and sound: no tag, no box, no other stream, no word of its sources'.
   * It is read once, however many sources it has.
   */
  async tellsNothing(
    path: string,
    sources: readonly string[],
    { signal }: RenditionOptions = {},
  ): Promise<boolean> {
    const watch = this.watch({ signal });
    const after = await readTags(this.sandbox, path, this.settings, watch);
    if (!isBare(after, await remarkBoxes(path))) return false;
    for (const source of new Set(sources)) {
      const before = await readTags(this.sandbox, source, this.settings, watch);
      if (await holdsAny(path, before.tags)) return false;
    }
    return true;
  }

  private watch({ signal }: RenditionOptions): { signal: AbortSignal | undefined; stallMs: number } {
    return { signal, stallMs: this.settings.stallSeconds * 1_000 };
  }
}

/** Only regular files are taken: a decoder that was taken over could leave a link to anywhere. */
async function isFile(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null))?.isFile() === true;
}
