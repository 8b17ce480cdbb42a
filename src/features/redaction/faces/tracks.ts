import { z } from 'zod';
import { KINDS, PEOPLE_EVERY, type Box, type Kind } from '../../../platform/media';
import { KEYS_MAX } from '../domain/recipe';

/** A person takes or leaves each: more are of no help. */
export const PROPOSALS_MAX = 60;

const whole = z.int().min(0).max(100_000_000);
const key = z.strictObject({ frame: whole, x: whole, y: whole, w: whole, h: whole });

/** Where a machine says that a face or a person is: frames count from 1, pixels are those of the shown picture. */
export const proposal = z.strictObject({
  kind: z.enum(KINDS),
  /** Of a hundred, on average over the frames in which it was seen: the machine's own number, and no probability. */
  score: z.int().min(0).max(100),
  from: whole,
  to: whole,
  keys: z.array(key).min(1).max(KEYS_MAX),
});
export const proposals = z.array(proposal).max(PROPOSALS_MAX);
export type Proposal = z.infer<typeof proposal>;
type Key = z.infer<typeof key>;

export interface Found {
  readonly proposals: readonly Proposal[];
  /** There were more of them than are told. */
  readonly more: boolean;
}

interface Seen {
  readonly frame: number;
  readonly box: Box;
}

interface Film {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
}

interface Rule {
  /** Of the frames that were looked at: every how many was looked at for it. */
  readonly looks: number;
  /** So sure it has to be once; seen in one frame only, surer. */
  readonly sure: number;
  readonly once: number;
  /** A mask takes in hair and ears, and what moves between two looks: so much more on each side, of the box's size. */
  readonly wider: number;
}
const RULES: Readonly<Record<Kind, Rule>> = {
  face: { looks: 1, sure: 0.6, once: 0.7, wider: 0.25 },
  // The box reaches beyond hands and feet already.
  person: { looks: PEOPLE_EVERY, sure: 0.45, once: 0.5, wider: 0.1 },
};
/** Looks in which a face may be missed without another one beginning. */
const GAP = 4;

/** A person who walks grows and shrinks in width alone. */
const sizeOf = ({ w, h }: Box): number => Math.sqrt(w * h);

const middle = ({ x, y, w, h }: Box): readonly [number, number] => [x + w / 2, y + h / 2];

/** How far two boxes are apart, in their own sizes; `undefined` of what cannot be the same face or person. */
function apart(last: Seen, box: Box, steps: number): number | undefined {
  const [before, now] = [sizeOf(last.box), sizeOf(box)];
  const size = (before + now) / 2;
  const ratio = now / before;
  if (last.box.kind !== box.kind || ratio < 0.55 || ratio > 1.8) return undefined;
  const [x, y] = middle(last.box);
  const [toX, toY] = middle(box);
  const distance = Math.hypot(toX - x, toY - y) / size;
  return distance <= 1.2 * steps ? distance / steps : undefined;
}

/** Joins what was seen frame by frame to faces and people that go through the picture. Nothing is known of who they are. */
export class Tracks {
  private readonly all: Seen[][] = [];
  /** Those that may go on: however many there were, few are compared with what is seen next. */
  private open: Seen[][] = [];

  /** @param every frames from one look to the next */
  constructor(private readonly every: number) {}

  add(frame: number, boxes: readonly Box[]): void {
    this.open = this.open.filter((track) => {
      const last = track.at(-1);
      return last !== undefined && (frame - last.frame) / this.step(last.box.kind) < GAP;
    });
    const pairs = this.open.flatMap((track) => {
      const last = track.at(-1);
      if (last === undefined) return [];
      const steps = (frame - last.frame) / this.step(last.box.kind);
      return boxes.flatMap((box) => {
        const distance = apart(last, box, steps);
        return distance === undefined ? [] : [{ track, box, distance }];
      });
    });
    const [taken, gone] = [new Set<Seen[]>(), new Set<Box>()];
    for (const { track, box } of pairs.sort((one, other) => one.distance - other.distance)) {
      if (taken.has(track) || gone.has(box)) continue;
      taken.add(track);
      gone.add(box);
      track.push({ frame, box });
    }
    const begun = boxes.filter((box) => !gone.has(box)).map((box) => [{ frame, box }]);
    this.all.push(...begun);
    this.open.push(...begun);
  }

  /** In the order of time; of too many those that were seen longest. */
  found(film: Film): Found {
    const all = this.all
      .filter(isSure)
      .sort((one, other) => this.length(other) - this.length(one))
      .flatMap((track) => proposalOf(track, film, this.step(kindOf(track))));
    return {
      proposals: all.slice(0, PROPOSALS_MAX).sort((one, other) => one.from - other.from),
      more: all.length > PROPOSALS_MAX,
    };
  }

  /** Frames from one look for it to the next. */
  private step(kind: Kind): number {
    return this.every * RULES[kind].looks;
  }

  private length(track: readonly Seen[]): number {
    return track.length * this.step(kindOf(track));
  }
}

const kindOf = (track: readonly Seen[]): Kind => track[0]?.box.kind ?? 'face';

function isSure(track: readonly Seen[]): boolean {
  const { sure, once } = RULES[kindOf(track)];
  return Math.max(...track.map(({ box }) => box.score)) >= (track.length > 1 ? sure : once);
}

function proposalOf(track: readonly Seen[], film: Film, step: number): Proposal[] {
  const [first, last] = [track[0], track.at(-1)];
  if (first === undefined || last === undefined) return [];
  // It came before it was seen first, and went after it was seen last.
  const [from, to] = [Math.max(1, first.frame - step), Math.min(film.frames, last.frame + step)];
  const seen = [goneOn(first, track[1], from), ...track, goneOn(last, track.at(-2), to)];
  const keys = thinned(
    seen.flatMap((one) => (one === undefined ? [] : keyOf(one.frame, one.box, film))),
    [first.frame, last.frame],
  );
  if (keys.length === 0) return [];
  const sum = track.reduce((total, { box }) => total + box.score, 0);
  return piecesOf({
    kind: kindOf(track),
    score: Math.min(100, Math.round((100 * sum) / track.length)),
    from,
    to,
    keys,
  });
}

/** What has more key frames than a mask may have goes on in another one, from the frame after. */
function piecesOf(proposal: Proposal): Proposal[] {
  const [last, next] = [proposal.keys[KEYS_MAX - 1], proposal.keys[KEYS_MAX]];
  if (last === undefined || next === undefined) return [proposal];
  const from = last.frame + 1;
  const at = onTheWay(last, next, from);
  const begins = {
    frame: from,
    x: Math.round(at.x),
    y: Math.round(at.y),
    w: Math.round(at.w),
    h: Math.round(at.h),
  };
  const keys = [begins, ...proposal.keys.slice(KEYS_MAX).filter(({ frame }) => frame > from)];
  return [
    { ...proposal, to: last.frame, keys: proposal.keys.slice(0, KEYS_MAX) },
    ...piecesOf({ ...proposal, from, keys }),
  ];
}

/**
 * Where it may be at a frame beyond those in which it was seen: from where it was seen `near` to where it is if it went on as it went
 * between that and `other`. `undefined` when it was seen once, or then already.
 */
function goneOn(near: Seen, other: Seen | undefined, frame: number): Seen | undefined {
  if (other === undefined || frame === near.frame) return undefined;
  const share = (frame - near.frame) / (near.frame - other.frame);
  const [x, y] = [
    near.box.x + (near.box.x - other.box.x) * share,
    near.box.y + (near.box.y - other.box.y) * share,
  ];
  const { w, h } = near.box;
  const box = { x: Math.min(x, near.box.x), y: Math.min(y, near.box.y) };
  return {
    frame,
    box: { ...near.box, ...box, w: w + Math.abs(x - near.box.x), h: h + Math.abs(y - near.box.y) },
  };
}

/** Wider, and within the picture; none of what stands outside of it. */
function keyOf(frame: number, { kind, x, y, w, h }: Box, { width, height, frames }: Film): Key[] {
  const { wider } = RULES[kind];
  const cut = (value: number, most: number): number => Math.round(Math.min(most, Math.max(0, value)));
  const [left, right] = [cut(x - w * wider, width), cut(x + w * (1 + wider), width)];
  const [top, bottom] = [cut(y - h * wider, height), cut(y + h * (1 + wider), height)];
  if (right - left < 2 || bottom - top < 2 || frame > frames) return [];
  return [{ frame, x: left, y: top, w: right - left, h: bottom - top }];
}

/** Key frames that an even movement gives anyway, to a twentieth of its width, are left out, but for those at `fixed` frames. */
function thinned(keys: readonly Key[], fixed: readonly number[]): Key[] {
  const kept: Key[] = [];
  let skipped: Key[] = [];
  keys.forEach((at, place) => {
    const [before, next] = [kept.at(-1), keys[place + 1]];
    if (
      before !== undefined &&
      next !== undefined &&
      !fixed.includes(at.frame) &&
      [...skipped, at].every((one) => onLine(before, one, next))
    ) {
      skipped.push(at);
      return;
    }
    kept.push(at);
    skipped = [];
  });
  return kept;
}

function onLine(before: Key, at: Key, next: Key): boolean {
  const even = onTheWay(before, next, at.frame);
  return (['x', 'y', 'w', 'h'] as const).every(
    (name) => Math.abs(even[name] - at[name]) <= Math.max(1, at.w / 20),
  );
}

/** Where an even movement is at a frame; not rounded. */
function onTheWay(before: Key, next: Key, frame: number): Key {
  const share = (frame - before.frame) / (next.frame - before.frame);
  const at = (name: 'x' | 'y' | 'w' | 'h'): number => before[name] + (next[name] - before[name]) * share;
  return { frame, x: at('x'), y: at('y'), w: at('w'), h: at('h') };
}
