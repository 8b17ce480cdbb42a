import { Frontier, type Node } from '../../src/custody/pure/frontier';
import { foldNodes, inclusionRanges, leafHash, rangeNodes } from '../../src/custody/pure/merkle';
import type { Layout } from '../../src/custody/pure/places';
import { formatProof, parseProof } from '../../src/custody/pure/tlog-proof';
import { grow } from '../../src/custody/sequencer';

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const MOST_SENSITIVE = 3;
/** What happens with an item before anybody seals: received, verified, locked, looked at, decided. */
const LIFE = 5;
const DAY_MS = 86_400_000;
const TICK_MS = 250;

/** What one bundle tells of the log: when each of its events was stated, and the proof of each. */
export interface Seen {
  readonly events: readonly { readonly at: number; readonly proof: string; readonly ofRun: boolean }[];
}

interface Stated {
  readonly at: number;
  readonly own: boolean;
  readonly ofRun: boolean;
  readonly text: string;
}

/** One investigation with so many items and so many sensitive ones, from the first event to a sealing that reads all of them. */
function statements(random: () => number, items: number, sensitive: number): Stated[] {
  const all = Array.from({ length: items + sensitive }, (_, item) => item);
  const end = 5 * DAY_MS;
  const life = all.flatMap((item) =>
    Array.from({ length: LIFE }, (_, step) => ({
      at: Math.floor(random() * end),
      own: item < items,
      ofRun: false,
      text: `${item}/${step}/${random()}`,
    })),
  );
  const run = all
    .map((item) => ({
      at: end,
      own: item < items,
      ofRun: true,
      text: `${item}/run/${random()}`,
      key: random(),
    }))
    .sort((one, other) => one.key - other.key);
  return [...life, ...run].sort((one, other) => one.at - other.at);
}

/** The log as the sequencer makes it: whatever was stated since its last turn in one batch. */
export function sealing(layout: Layout, random: () => number, items: number, sensitive: number): Seen {
  const below = (limit: number): number => Math.floor(random() * limit);
  const said = statements(random, items, sensitive);
  const nodes = new Map<string, Buffer>();
  const keep = (made: readonly Node[]): void =>
    made.forEach(({ level, index, hash }) => nodes.set(`${level}/${index}`, hash));
  const frontier = Frontier.empty();
  const placed: (Stated & { readonly place: number })[] = [];
  let since: { readonly from: number; readonly size: number } | undefined;
  let done = 0;
  while (done < said.length) {
    const turn = Math.ceil(((said[done]?.at ?? 0) + 1) / TICK_MS) * TICK_MS;
    const batch = said.slice(done).filter(({ at }) => at < turn);
    done += batch.length;
    const moment = { size: frontier.size, since: since && { ms: turn - since.from, size: since.size } };
    const { places, until } = layout(batch.length, moment, below);
    const seed = Buffer.from(Array.from({ length: 32 }, () => below(256)));
    const leaves = batch.map((one, place) => ({ ...one, place: places[place] ?? 0 }));
    placed.push(...leaves);
    const inOrder = leaves
      .map(({ place, text }) => ({ place, hash: leafHash(text) }))
      .sort((a, b) => a.place - b.place);
    keep(grow(frontier, inOrder, { until, seed }));
    since ??= { from: turn, size: frontier.size };
  }
  const checkpoint = `log\n${frontier.size}\n${frontier.root().toString('base64')}\n`;
  const hashOf = (range: { from: number; to: number }): Buffer =>
    foldNodes(rangeNodes(range).map(({ level, index }) => nodes.get(`${level}/${index}`) ?? Buffer.alloc(0)));
  return {
    events: placed
      .filter(({ own }) => own)
      .map(({ at, ofRun, place }) => {
        const hashes = inclusionRanges(place, frontier.size).map(hashOf);
        return { at, ofRun, proof: formatProof({ index: place, hashes, checkpoint }) };
      }),
  };
}

/** All that a proof tells of its neighbours, as numbers: holes in the whole, holes in the run, and how places follow the time. */
export function features({ events }: Seen): number[] {
  const told = events.map(({ at, ofRun, proof }) => {
    const { index = 0, hashes = [], checkpoint = '' } = parseProof(proof) ?? {};
    return { at, ofRun, index, depth: hashes.length, size: Number(checkpoint.split('\n')[1]) };
  });
  const inOrder = told.sort((one, other) => one.index - other.index);
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  if (first === undefined || last === undefined) return [];
  const run = inOrder.filter(({ ofRun }) => ofRun);
  const before = inOrder.filter(({ ofRun }) => !ofRun);
  const span = (part: typeof inOrder): number =>
    part.length === 0 ? 0 : (part.at(-1)?.index ?? 0) - (part[0]?.index ?? 0) + 1 - part.length;
  const rate = (last.index - first.index) / Math.max(1, last.at - first.at);
  const off = before.map(({ index, at }) => Math.abs(index - first.index - rate * (at - first.at)));
  return [
    span(inOrder),
    span(run),
    span(before),
    last.size - inOrder.length,
    last.size - last.index,
    (run[0]?.index ?? 0) - (before.at(-1)?.index ?? 0),
    off.reduce((sum, one) => sum + one, 0) / Math.max(1, off.length),
    rate,
  ];
}

export interface Lesson {
  readonly items: number;
  readonly sensitive: number;
  readonly features: readonly number[];
}

const NEIGHBOURS = 9;

/**
 * A recipient who has made many logs of the same kind and remembers what each showed: guesses what the most alike of them held, by
 * each feature alone and by all.
 */
export class Recipient {
  readonly #scale: readonly number[];

  constructor(private readonly lessons: readonly Lesson[]) {
    const count = lessons[0]?.features.length ?? 0;
    this.#scale = Array.from({ length: count }, (_, place) => {
      const values = lessons.map(({ features: all }) => all[place] ?? 0);
      const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
      const spread = Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length);
      return spread || 1;
    });
  }

  /** One guess for each way of looking. */
  guesses(items: number, seen: readonly number[]): number[] {
    const alike = this.lessons.filter((lesson) => lesson.items === items);
    const ways = [...seen.map((_, place) => [place]), seen.map((_, place) => place)];
    return ways.map((places) => this.#guess(alike, seen, places));
  }

  #guess(alike: readonly Lesson[], seen: readonly number[], places: readonly number[]): number {
    const far = ({ features: known }: Lesson): number =>
      places.reduce(
        (sum, place) => sum + (((known[place] ?? 0) - (seen[place] ?? 0)) / (this.#scale[place] ?? 1)) ** 2,
        0,
      );
    const nearest = alike
      .map((lesson) => ({ lesson, distance: far(lesson) }))
      .sort((one, other) => one.distance - other.distance)
      .slice(0, NEIGHBOURS);
    const votes = Array.from({ length: MOST_SENSITIVE + 1 }, (_, sensitive) => ({
      sensitive,
      votes: nearest.filter(({ lesson }) => lesson.sensitive === sensitive).length,
    }));
    return votes.sort((one, other) => other.votes - one.votes)[0]?.sensitive ?? 0;
  }
}

/** The chance of `hits` or more of `tries` by guessing one of four. */
export function byChance(hits: number, tries: number): number {
  const p = 1 / (MOST_SENSITIVE + 1);
  let term = (1 - p) ** tries;
  let below = 0;
  for (let count = 0; count < hits; count += 1) {
    below += term;
    term *= ((tries - count) / (count + 1)) * (p / (1 - p));
  }
  return Math.max(0, 1 - below);
}
