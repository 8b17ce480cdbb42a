import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { both } from '../../../kernel/both';
import type { Sha256Hex } from '../../../kernel/ids';
import type { Decoded, FilmFacts } from '../../../platform/media';
import { sameFilm, sameTimes, soundPlace, staying } from '../domain/clock';
import { coverage, decibels, likeness, sameOutside } from '../domain/compare';
import { cover } from '../domain/draw';
import type { Proof, SoundProof } from '../domain/proof';
import { silence, soundLikeness, spansIn } from '../domain/sound';
import { listAt, PictureHashes, type FilmJob } from './film-job';
import { Pairs } from './pairs';
import { bytesOf, seconds } from './samples';

/** What is said to have been given to the coders. */
export interface Claim {
  readonly picturesSha256: Sha256Hex;
  readonly soundSha256: Sha256Hex | null;
}

export interface Copy {
  readonly path: string;
  readonly facts: FilmFacts;
}

/**
 * Decodes the master a second time and the copy beside it, follows the recipe anew, and compares: what the recipe gives with the
 * master outside the masks, with what the coder is said to have been given, and with what the copy shows.
 * @param folder an empty folder
 * @throws ToolFailed; SandboxUnavailable; the signal's reason
 */
export async function prove(job: FilmJob, copy: Copy, claim: Claim, folder: string): Promise<Proof> {
  const { films, input, facts, kept, recipe, options } = job;
  const size = films.size(facts);
  const [again, coded] = [join(folder, 'again'), join(folder, 'coded')];
  await Promise.all([mkdir(again), mkdir(coded)]);
  const stay = staying(recipe, kept.frames.length);
  const given = Buffer.alloc((size.width * size.height * 3) / 2);
  const hashes = new PictureHashes();
  const found = { frames: 0, outsideEqual: true, outside: 0, inside: 0, worstBlock: 0 };
  const pairs = new Pairs((source, shown) => {
    const frame = stay.from + found.frames;
    source.copy(given);
    cover(given, size, recipe.masks, frame);
    hashes.add(given);
    const covered = coverage(size, recipe.masks, frame);
    found.outsideEqual &&= sameOutside(source, given, size, covered);
    const like = likeness(given, shown, size, covered);
    found.frames += 1;
    found.outside = Math.max(found.outside, like.outside);
    found.inside = Math.max(found.inside, like.inside);
    found.worstBlock = Math.max(found.worstBlock, like.worstBlock);
  });
  const sameSize =
    films.size(copy.facts).width === size.width && films.size(copy.facts).height === size.height;
  const [read, shown] = await both(
    films
      .decode(input, facts, again, (bytes) => (sameSize ? pairs.offer('source', bytes) : undefined), {
        ...options,
        only: stay,
      })
      .finally(() => pairs.end('source')),
    films
      .decode(copy.path, copy.facts, coded, (bytes) => (sameSize ? pairs.offer('copy', bytes) : undefined), {
        ...options,
        timesOnly: true,
      })
      .finally(() => pairs.end('copy')),
  );
  const [readList, shownList] = [await listAt(read.list), await listAt(shown.list)];
  return {
    frames: found.frames,
    sourceEqual: sameFilm(kept, readList),
    timesEqual: sameSize && pairs.left === 0 && sameTimes(kept, shownList, stay),
    outsideEqual: found.outsideEqual,
    recipeEqual: hashes.digest() === claim.picturesSha256,
    picturesSha256: claim.picturesSha256,
    outsideDecibels: Math.floor(decibels(found.outside)),
    insideDecibels: Math.floor(decibels(found.inside)),
    worstBlock: Math.ceil(found.worstBlock),
    sound: await proveSound(job, read, shown, claim.soundSha256),
    tellsNothing: await films.tellsNothing(copy.path, [input], options),
  };
}

/** AAC fills its last packet: so many samples may be more. */
const PACKET = 1_024;
/** Whether samples are missing at the end, or whole packets come after it. */
export const isOtherLength = (heard: number, given: number): boolean =>
  heard < given - PACKET || heard > given + 2 * PACKET;

/** Samples of each channel that are left. */
export async function rest(pieces: AsyncIterable<Int16Array>, channels: number): Promise<number> {
  let left = 0;
  for await (const piece of pieces) left += piece.length / channels;
  return left;
}

async function proveSound(
  { kept, recipe }: FilmJob,
  { list, sound }: Decoded,
  shown: Decoded,
  claimed: Sha256Hex | null,
): Promise<SoundProof | null> {
  if (sound === null && shown.sound === null) return null;
  const nothing = { recipeEqual: false, outsideEqual: false, outsideDecibels: 0, loudestMuted: 32_768 };
  if (sound === null || shown.sound === null) return { ...nothing, sha256: claimed ?? ('' as Sha256Hex) };
  const place = soundPlace(kept, await listAt(list), recipe.trim, sound.rate);
  const spans = spansIn(recipe.sound, sound.rate, place.fromPicture);
  const digest = createHash('sha256');
  const copied = seconds(shown.sound, 0, null);
  let [first, outsideEqual, worst, loudest, copiedSamples] = [0, true, 100, 0, 0];
  for await (const samples of seconds(sound, place.first, place.count)) {
    const given = samples.slice();
    silence(given, sound, spans, first);
    digest.update(bytesOf(given));
    const next = await copied.next();
    const heard = next.done === true ? new Int16Array(0) : next.value;
    copiedSamples += heard.length / sound.channels;
    const like = soundLikeness(given, heard, sound, spans, first);
    outsideEqual &&= equalOutside(samples, given, sound.channels, spans, first);
    [worst, loudest] = [Math.min(worst, like.worstDecibels), Math.max(loudest, like.loudestMuted)];
    first += samples.length / sound.channels;
  }
  copiedSamples += await rest(copied, sound.channels);
  const sha256 = digest.digest('hex') as Sha256Hex;
  return {
    recipeEqual:
      sha256 === claimed && shown.sound.rate === sound.rate && shown.sound.channels === sound.channels,
    outsideEqual,
    sha256: claimed ?? sha256,
    outsideDecibels: isOtherLength(copiedSamples, first) ? 0 : Math.floor(worst),
    loudestMuted: loudest,
  };
}

/** Asked of every sample by itself. */
export function equalOutside(
  source: Int16Array,
  given: Int16Array,
  channels: number,
  spans: readonly { readonly from: number; readonly to: number }[],
  first: number,
): boolean {
  return source.every((value, place) => {
    if (value === given[place]) return true;
    const sample = first + Math.floor(place / channels);
    return spans.some(({ from, to }) => sample >= from && sample < to);
  });
}
