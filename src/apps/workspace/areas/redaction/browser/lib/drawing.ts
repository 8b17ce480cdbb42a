/** As `edits` of the API has it. Frames count from 1, pixels are of the shown picture. */
export interface KeyFrame {
  readonly frame: number;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}
export type Place = Omit<KeyFrame, 'frame'>;
export interface Mask {
  readonly shape: 'rectangle' | 'ellipse';
  readonly kind: 'solid' | 'pixelate' | 'blur';
  readonly reason: string;
  readonly from: number;
  readonly to: number;
  readonly keys: readonly KeyFrame[];
  /** Known to the page alone: frames over which it was not followed, and of which nobody has decided yet. */
  readonly loose?: readonly Stretch[];
  /** Of which an officer has said that it stays as it is there. In the order of frames; never empty in a recipe. */
  readonly left?: readonly Stretch[];
}
/** Both frames are part of it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}
export interface Span {
  readonly kind: 'mute' | 'tone';
  readonly reason: string;
  readonly fromMs: number;
  readonly toMs: number;
}
export interface Edits {
  readonly masks: readonly Mask[];
  readonly sound: readonly Span[];
  readonly trim: { readonly from: number; readonly to: number } | null;
}

/** Where a mask stands at a frame, also beyond its own frames; in pixels, not yet widened to even ones. */
export function placeAt({ keys }: Pick<Mask, 'keys'>, frame: number): Place {
  const after = keys.find((key) => key.frame >= frame) ?? keys.at(-1);
  const before = keys.findLast((key) => key.frame <= frame) ?? keys[0];
  if (before === undefined || after === undefined) return { x: 0, y: 0, w: 0, h: 0 };
  const share = after.frame === before.frame ? 0 : (frame - before.frame) / (after.frame - before.frame);
  const at = (name: keyof Place): number => Math.round(before[name] + (after[name] - before[name]) * share);
  return { x: at('x'), y: at('y'), w: at('w'), h: at('h') };
}

/** The same mask standing elsewhere at a frame, which becomes a key frame; its frames reach as far as its keys. */
export function placed(mask: Mask, frame: number, place: Place): Mask {
  const others = mask.keys.filter((key) => key.frame !== frame);
  const keys = [...others, { frame, ...place }].sort((one, other) => one.frame - other.frame);
  // Somebody says where it stands here: up to here it is theirs.
  const after = (one: Stretch): Stretch[] => [within(one, frame) ? { ...one, from: frame + 1 } : one];
  const [from, to] = [Math.min(mask.from, frame), Math.max(mask.to, frame)];
  return { ...mask, keys, from, to, ...openOf(mask, after) };
}

/** Both kinds of stretches in which nothing follows, each of them changed in the same way. */
export const openOf = (
  { loose = [], left = [] }: Mask,
  change: (one: Stretch) => readonly Stretch[],
): Required<Pick<Mask, 'loose' | 'left'>> => ({
  loose: loose.flatMap(change).filter(isSome),
  left: left.flatMap(change).filter(isSome),
});

const within = ({ from, to }: Stretch, frame: number): boolean => from <= frame && frame <= to;
const isSome = ({ from, to }: Stretch): boolean => from <= to;

/** The same mask for other frames: keys beyond them give way to where it stood at the ends. */
export function lasting(mask: Mask, from: number, to: number): Mask {
  const inside = mask.keys.filter((key) => key.frame >= from && key.frame <= to);
  const ends = [from, to].filter((frame) =>
    mask.keys.some((key) => (frame === from ? key.frame < from : key.frame > to)),
  );
  const cut = ends.reduce<Mask>(
    (made, frame) =>
      made.keys.some((key) => key.frame === frame) ? made : placed(made, frame, placeAt(mask, frame)),
    { ...mask, from, to, keys: inside.length > 0 ? inside : [{ frame: from, ...placeAt(mask, from) }] },
  );
  return {
    ...cut,
    ...openOf(mask, (one) => [{ from: Math.max(one.from, from), to: Math.min(one.to, to) }]),
  };
}

/** The same as two masks: one until before the frame, one from it on. Nothing where it does not reach from before the frame to it. */
export function split(mask: Mask, frame: number): readonly [Mask, Mask] | undefined {
  if (frame <= mask.from || frame > mask.to) return undefined;
  return [lasting(mask, mask.from, frame - 1), lasting(mask, frame, mask.to)];
}

/** A mask moves at most so often: more would be refused when it is saved. */
export const KEYS_MAX = 5_000;
/** Of so many key frames in a row one stays, so that each is looked at against few. */
const SINCE_MAX = 250;

/**
 * Key frames one after the other. Those that an even movement between their neighbours gives anyway, to a pixel, are left out at
 * once: what is followed through a long clip takes no more room than it has bends.
 */
export class Trail {
  private readonly kept: KeyFrame[] = [];
  private since: KeyFrame[] = [];

  push(key: KeyFrame): void {
    const before = this.kept.at(-1);
    if (before === undefined) {
      this.kept.push(key);
      return;
    }
    const line = { keys: [before, key] };
    const last = this.since.at(-1);
    if (
      last !== undefined &&
      (this.since.length >= SINCE_MAX || !this.since.every((each) => near(placeAt(line, each.frame), each)))
    ) {
      this.kept.push(last);
      this.since = [];
    }
    this.since.push(key);
  }

  get keys(): readonly KeyFrame[] {
    return [...this.kept, ...this.since.slice(-1)];
  }
}

const near = (one: Place, other: Place): boolean =>
  (['x', 'y', 'w', 'h'] as const).every((name) => Math.abs(one[name] - other[name]) <= 1);

/** What is drawn, one step after another; each can be taken back. */
export class Drawing {
  private readonly earlier: Edits[] = [];

  constructor(
    private now: Edits,
    private readonly changed: () => void,
  ) {}

  get edits(): Edits {
    return this.now;
  }

  get canUndo(): boolean {
    return this.earlier.length > 0;
  }

  change(next: Edits): void {
    this.earlier.push(this.now);
    this.now = next;
    this.changed();
  }

  /** Of one mask; a step of its own unless it goes on from the step before, as a drag does. */
  changeMask(index: number, change: (mask: Mask) => Mask, goesOn = false): void {
    const masks = this.now.masks.map((mask, place) => (place === index ? change(mask) : mask));
    if (goesOn) {
      this.now = { ...this.now, masks };
      this.changed();
    } else this.change({ ...this.now, masks });
  }

  undo(): void {
    const before = this.earlier.pop();
    if (before === undefined) return;
    this.now = before;
    this.changed();
  }
}
