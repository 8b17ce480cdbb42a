import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { both } from '../../../../kernel/both';
import type { Sha256Hex } from '../../../../kernel/ids';
import type { JsonObject } from '../../../../kernel/json';
import type { Decoded } from '../../../../platform/media';
import type { FrameLines } from '../../../evidence';
import { sameFilm, sameTimes } from '../../domain/clock';
import { coverage, decibels, likeness, sameOutside } from '../../domain/compare';
import type { Proof, SoundProof } from '../../domain/proof';
import { soundLikeness } from '../../domain/sound';
import { listAt, PictureHashes } from '../../making/film-job';
import { Pairs } from '../../making/pairs';
import { equalOutside, isOtherLength, rest, type Claim, type Copy } from '../../making/prove';
import { bytesOf, seconds } from '../../making/samples';
import { SOUND, TIME_BASE } from '../domain/timeline';
import { follow, placesOf, type CompilationJob, type Source, type Take, type Unseen } from './film-parts';
import { filmSound, inSeconds, silentSpans } from './film-sound';

/** How one part came out: its frames without its card. */
export interface PartProof {
  readonly frames: number;
  /** SHA-256 over the SHA-256 of each, in lines. */
  readonly picturesSha256: Sha256Hex;
  /** Decibels of its worst frame after coding, rounded down. */
  readonly decibels: number;
}

export type FilmProof = Proof & { readonly parts: readonly PartProof[] };

/** What the log says: how each part came out is for the investigation alone, because a chain goes to others. */
export const wholeOf = (proof: FilmProof): JsonObject =>
  Object.fromEntries(Object.entries(proof as unknown as JsonObject).filter(([name]) => name !== 'parts'));

/** The same as `compareFilm`, of a film whose originals are all at hand. */
export const proveFilm = async (
  job: CompilationJob,
  film: Copy,
  claim: Claim,
  folder: string,
): Promise<FilmProof> => (await compareFilm(job, film, claim, folder)).proof;

/** How a film came out, and what only whoever checks one asks. */
export interface Compared {
  /** Where a part is unseen, pictures and sound have not the hashes of the claim: `recipeEqual` says nothing then. */
  readonly proof: FilmProof;
  /** How far any point of a card is from what the recipe writes there, of 255. */
  readonly cardDifference: number;
}

/**
 * Decodes every master a second time and the film beside it, follows the recipe anew, and compares: each part with its master
 * outside its masks, the pictures with those that the coder is said to have been given, and with what the film shows.
 * @param folder an empty folder
 * @throws what `follow` throws
 */
export async function compareFilm(
  job: CompilationJob<Source | Unseen>,
  film: Copy,
  claim: Claim,
  folder: string,
): Promise<Compared> {
  const { films, recipe, sources, options } = job;
  const { width, height } = recipe;
  const [again, coded] = [join(folder, 'again'), join(folder, 'coded')];
  await Promise.all([mkdir(again), mkdir(coded)]);
  const bare = coverage(recipe, [], 1);
  const hashes = new PictureHashes();
  const parts = recipe.parts.map(() => ({ frames: 0, worst: 0, hashes: new PictureHashes() }));
  const found = { frames: 0, outsideEqual: true, worst: 0, worstBlock: 0, cards: 0 };
  const standing: Pick<Parameters<Take>[0], 'part' | 'kind'>[] = [];
  const pairs = new Pairs((given, shown) => {
    const { part, kind } = standing[found.frames] ?? { part: 0, kind: 'card' };
    found.frames += 1;
    if (kind === 'unseen') return;
    hashes.add(given);
    const like = likeness(given, shown, recipe, bare);
    found.worst = Math.max(found.worst, like.outside);
    found.worstBlock = Math.max(found.worstBlock, like.worstBlock);
    if (kind === 'card') found.cards = Math.max(found.cards, farthest(given, shown, width * height));
    const of = parts[part];
    if (kind === 'card' || of === undefined) return;
    of.frames += 1;
    of.worst = Math.max(of.worst, like.outside);
    of.hashes.add(given);
  });
  const size = films.size(film.facts);
  const sameSize = size.width === width && size.height === height;
  const [read, shown] = await both(
    follow(
      job,
      again,
      ({ bytes, part, kind }) => {
        if (!sameSize) return Promise.resolve();
        standing.push({ part, kind });
        return pairs.offer('source', bytes);
      },
      {
        seen: (source, covered, part, frame) => {
          const picture = films.size((sources[part] as Source).facts);
          const masks = recipe.parts[part]?.masks ?? [];
          found.outsideEqual &&= sameOutside(source, covered, picture, coverage(picture, masks, frame));
        },
      },
    ).finally(() => pairs.end('source')),
    films
      .decode(film.path, film.facts, coded, (bytes) => (sameSize ? pairs.offer('copy', bytes) : undefined), {
        ...options,
        timesOnly: true,
      })
      .finally(() => pairs.end('copy')),
  );
  const originals = sources.flatMap(({ path }) => (path === null ? [] : [path]));
  const tellsNothing = await films.tellsNothing(film.path, originals, options);
  const lists = await Promise.all(read.map(async (one) => one && listAt(one.list)));
  const sound = await proveSound(job, read, shown, claim.soundSha256);
  const proof = {
    frames: found.frames,
    sourceEqual: sources.every(({ path, kept }, part) => path === null || isOf(kept, lists[part])),
    timesEqual: sameSize && pairs.left === 0 && (await inTime(job, shown)),
    outsideEqual: found.outsideEqual && (sound?.outsideEqual ?? true),
    recipeEqual: hashes.digest() === claim.picturesSha256,
    picturesSha256: claim.picturesSha256,
    outsideDecibels: Math.floor(decibels(found.worst)),
    insideDecibels: 100,
    worstBlock: Math.ceil(found.worstBlock),
    sound,
    tellsNothing,
    parts: parts.map(({ frames, worst, hashes: own }) => ({
      ...{ frames, picturesSha256: own.digest(), decibels: Math.floor(decibels(worst)) },
    })),
  };
  return { proof, cardDifference: found.cards };
}

const isOf = (kept: FrameLines, read: FrameLines | null | undefined): boolean =>
  read != null && sameFilm(kept, read);

/** The largest difference of any point of the brightness: one letter of a card hides in every mean. */
function farthest(given: Buffer, shown: Buffer, points: number): number {
  let most = 0;
  for (let at = 0; at < points; at += 1) {
    const difference = Math.abs((given[at] as number) - (shown[at] as number));
    if (difference > most) most = difference;
  }
  return most;
}

/** Whether each picture of the film is shown when the recipe says. */
async function inTime(job: CompilationJob<Source | Unseen>, { list }: Decoded): Promise<boolean> {
  const ticks = placesOf(job).flatMap(({ card, frames }) => [...card, ...frames]);
  const frames = ticks.map((pts) => ({ pts, duration: 0, hash: '' }));
  const wanted = { timeBase: TIME_BASE, frames };
  return sameTimes(wanted, await listAt(list), { from: 1, to: ticks.length });
}

async function proveSound(
  job: CompilationJob<Source | Unseen>,
  read: readonly (Decoded | null)[],
  { sound: copied }: Decoded,
  claimed: Sha256Hex | null,
): Promise<SoundProof | null> {
  const isSilent = read.every((one) => one?.sound == null);
  if (isSilent && copied === null) return null;
  const nothing = { recipeEqual: false, outsideEqual: false, outsideDecibels: 0, loudestMuted: 32_768 };
  // What is heard may be that of a part which nobody has here.
  const isKnown = !read.includes(null);
  if ((isSilent && isKnown) || copied === null) return { ...nothing, sha256: claimed ?? ('' as Sha256Hex) };
  const spans = silentSpans(placesOf(job), read);
  const digest = createHash('sha256');
  const pieces = seconds(copied, 0, null);
  let [first, outsideEqual, worst, loudest, heard] = [0, true, 100, 0, 0];
  const given = filmSound(job, read, (source, after, channels, own, at) => {
    outsideEqual &&= equalOutside(source, after, channels, own, at);
  });
  for await (const samples of inSeconds(given)) {
    digest.update(bytesOf(samples));
    const next = await pieces.next();
    const shown = next.done === true ? new Int16Array(0) : next.value;
    heard += shown.length / SOUND.channels;
    const like = soundLikeness(samples, shown, SOUND, spans, first);
    [worst, loudest] = [Math.min(worst, like.worstDecibels), Math.max(loudest, like.loudestMuted)];
    first += samples.length / SOUND.channels;
  }
  // Where the last part is unseen nobody knows how long it is heard.
  heard = read.at(-1) === null ? Math.min(heard, first) : heard + (await rest(pieces, SOUND.channels));
  await pieces.return(undefined);
  const sha256 = digest.digest('hex') as Sha256Hex;
  return {
    recipeEqual: sha256 === claimed && copied.rate === SOUND.rate && copied.channels === SOUND.channels,
    outsideEqual,
    sha256: claimed ?? sha256,
    outsideDecibels: isOtherLength(heard, first) ? 0 : Math.floor(worst),
    loudestMuted: loudest,
  };
}
