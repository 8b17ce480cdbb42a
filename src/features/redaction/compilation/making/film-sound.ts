import type { Decoded } from '../../../../platform/media';
import { soundPlace } from '../../domain/clock';
import { silence, spansIn, type Span } from '../../domain/sound';
import { listAt } from '../../making/film-job';
import { seconds } from '../../making/samples';
import { resampled, silenceOf } from '../domain/resample';
import { sampleAt, SOUND, type Place } from '../domain/timeline';
import { placesOf, type CompilationJob, type Source, type Unseen } from './film-parts';

/** What is heard of a part before and after the recipe silences something in it. */
export type Heard = (
  source: Int16Array,
  given: Int16Array,
  channels: number,
  spans: readonly Span[],
  first: number,
) => void;

/** Where nothing is to be heard: under the cards, and over parts without sound. Over an unseen part nothing is compared, as over a tone. */
export function silentSpans(places: readonly Place[], decoded: readonly (Decoded | null)[]): Span[] {
  return places.flatMap(({ card, start, end }, part) => {
    const given = decoded[part];
    const [from, to] = [sampleAt(card[0] ?? 0), sampleAt(given?.sound === null ? end : start)];
    const unseen: Span[] = given === null ? [{ kind: 'tone', from: to, to: sampleAt(end) }] : [];
    return [{ kind: 'mute' as const, from, to }, ...unseen];
  });
}

/** The whole sound of the film, piece by piece; each part begins at the sample of its first frame. */
export async function* filmSound(
  job: CompilationJob<Source | Unseen>,
  decoded: readonly (Decoded | null)[],
  heard?: Heard,
): AsyncGenerator<Int16Array> {
  const places = placesOf(job);
  for (const [part, { card, start, end }] of places.entries()) {
    const [begin, first, last] = [sampleAt(card[0] ?? 0), sampleAt(start), sampleAt(end)];
    yield* silenceOf(first - begin);
    const given = decoded[part];
    if (given?.sound == null) yield* silenceOf(last - first);
    else {
      const { sound, list } = given;
      yield* resampled(silenced(job, part, { sound, list }, heard), sound, last - first);
    }
  }
}

async function* silenced(
  { recipe, sources }: CompilationJob<Source | Unseen>,
  part: number,
  { sound, list }: { readonly sound: NonNullable<Decoded['sound']>; readonly list: string },
  heard?: Heard,
): AsyncGenerator<Int16Array> {
  const wanted = recipe.parts[part];
  const kept = sources[part]?.kept;
  if (wanted === undefined || kept === undefined) return;
  const place = soundPlace(kept, await listAt(list), wanted.trim, sound.rate);
  const spans = spansIn(wanted.sound, sound.rate, place.fromPicture);
  let first = 0;
  for await (const samples of seconds(sound, place.first, place.count)) {
    const before = heard && samples.slice();
    silence(samples, sound, spans, first);
    if (before !== undefined) heard?.(before, samples, sound.channels, spans, first);
    yield samples;
    first += samples.length / sound.channels;
  }
}

/** Pieces of some length as pieces of whole seconds. */
export async function* inSeconds(pieces: AsyncIterable<Int16Array>): AsyncGenerator<Int16Array> {
  const length = SOUND.rate * SOUND.channels;
  let held = new Int16Array(length);
  let filled = 0;
  for await (const piece of pieces)
    for (let at = 0; at < piece.length;) {
      const taken = piece.subarray(at, at + length - filled);
      held.set(taken, filled);
      [at, filled] = [at + taken.length, filled + taken.length];
      if (filled < length) continue;
      yield held;
      [held, filled] = [new Int16Array(length), 0];
    }
  if (filled > 0) yield held.subarray(0, filled);
}
