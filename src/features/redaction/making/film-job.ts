import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sha256Hex } from '../../../kernel/ids';
import type { FilmFacts, FilmMaker, RenditionOptions } from '../../../platform/media';
import { parseFrameList, type FrameLines } from '../../evidence';
import { soundPlace, staying, zeroOf } from '../domain/clock';
import { cover } from '../domain/draw';
import type { Recipe } from '../domain/recipe';
import { silence, spansIn } from '../domain/sound';
import { bytesOf, seconds } from './samples';

/** A master and what is to be covered in it. */
export interface FilmJob {
  readonly films: FilmMaker;
  /** Path of the master. */
  readonly input: string;
  readonly facts: FilmFacts;
  /** Its frames, as they are listed beside its viewing copy. */
  readonly kept: FrameLines;
  readonly recipe: Recipe;
  readonly options: RenditionOptions;
}

/** What was given to the coders, and what they made. */
export interface Rendered {
  readonly path: string;
  readonly frames: number;
  readonly picturesSha256: Sha256Hex;
  readonly soundSha256: Sha256Hex | null;
  /** Exact arguments of each run of ffmpeg. */
  readonly arguments: Readonly<Record<'decode' | 'encode' | 'sound' | 'join', readonly string[]>>;
}

/** More frames came out of the decoder than are listed. */
export class UnlistedFrames extends Error {
  override readonly name = 'UnlistedFrames';
}

/** SHA-256 over the SHA-256 of each picture, in lines. */
export class PictureHashes {
  private readonly all = createHash('sha256');
  add(bytes: Buffer): void {
    this.all.update(`${createHash('sha256').update(bytes).digest('hex')}\n`);
  }
  digest(): Sha256Hex {
    return this.all.digest('hex') as Sha256Hex;
  }
}

export const listAt = async (path: string): Promise<FrameLines> =>
  parseFrameList(await readFile(path, 'utf8'));

/**
 * Makes the copy: every frame decoded from the master in the order of showing, covered, and coded with its own time. The coders
 * are given nothing else of the master.
 * @param folder an empty folder
 * @throws UnlistedFrames; ToolFailed; SandboxUnavailable; the signal's reason
 */
export async function render(job: FilmJob, folder: string, crf: number): Promise<Rendered> {
  const { films, input, facts, kept, recipe, options } = job;
  const size = films.size(facts);
  const [source, made] = [join(folder, 'source'), join(folder, 'made')];
  await Promise.all([mkdir(source), mkdir(made)]);
  const stay = staying(recipe, kept.frames.length);
  const hasSound = films.soundOf(facts) !== null;
  const zero = zeroOf(kept, recipe.trim, hasSound);
  const hashes = new PictureHashes();
  let frames = 0;
  const coded = await films.encode(
    facts,
    input,
    made,
    { size, timeBase: kept.timeBase, crf },
    (put) =>
      films.decode(
        input,
        facts,
        source,
        (bytes, number) => {
          const line = kept.frames[number - 1];
          if (line === undefined) throw new UnlistedFrames();
          cover(bytes, size, recipe.masks, number);
          hashes.add(bytes);
          frames += 1;
          return put(line.pts - zero, bytes);
        },
        // The proof decodes it again, and holds the hashes of that list against those that are kept.
        { ...options, only: stay, timesOnly: true },
      ),
    options,
  );
  const sound = await renderSound(job, coded.result, made);
  const { path, arguments: joined } = await films.join(made, sound !== null, kept.timeBase, options);
  return {
    path,
    frames,
    picturesSha256: hashes.digest(),
    soundSha256: sound?.sha256 ?? null,
    arguments: {
      decode: coded.result.arguments,
      encode: coded.arguments,
      sound: sound?.arguments ?? [],
      join: joined,
    },
  };
}

type DecodedFilm = Awaited<ReturnType<FilmMaker['decode']>>;

async function renderSound(
  { films, kept, recipe, options }: FilmJob,
  { list, sound }: DecodedFilm,
  made: string,
) {
  if (sound === null) return null;
  const place = soundPlace(kept, await listAt(list), recipe.trim, sound.rate);
  const spans = spansIn(recipe.sound, sound.rate, place.fromPicture);
  const digest = createHash('sha256');
  const coded = await films.encodeSound(
    made,
    sound,
    async (put) => {
      let first = 0;
      for await (const samples of seconds(sound, place.first, place.count)) {
        silence(samples, sound, spans, first);
        digest.update(bytesOf(samples));
        await put(bytesOf(samples));
        first += samples.length / sound.channels;
      }
    },
    options,
  );
  return { sha256: digest.digest('hex') as Sha256Hex, arguments: coded.arguments };
}
