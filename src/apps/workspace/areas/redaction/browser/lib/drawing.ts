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
export function placeAt({ keys }: Mask, frame: number): Place {
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
  return { ...mask, keys, from: Math.min(mask.from, frame), to: Math.max(mask.to, frame) };
}

/** The same mask for other frames: keys beyond them give way to where it stood at the ends. */
export function lasting(mask: Mask, from: number, to: number): Mask {
  const inside = mask.keys.filter((key) => key.frame >= from && key.frame <= to);
  const ends = [from, to].filter((frame) =>
    mask.keys.some((key) => (frame === from ? key.frame < from : key.frame > to)),
  );
  return ends.reduce<Mask>(
    (made, frame) =>
      made.keys.some((key) => key.frame === frame) ? made : placed(made, frame, placeAt(mask, frame)),
    { ...mask, from, to, keys: inside.length > 0 ? inside : [{ frame: from, ...placeAt(mask, from) }] },
  );
}

/** Key frames that an even movement between their neighbours gives anyway, to a pixel, are left out. */
export function thinned(mask: Mask): Mask {
  const kept: KeyFrame[] = [];
  mask.keys.forEach((key, place) => {
    const [before, next] = [kept.at(-1), mask.keys[place + 1]];
    if (before !== undefined && next !== undefined) {
      const line = placeAt({ ...mask, keys: [before, next] }, key.frame);
      // Every key since the last that was kept lies on the line to the next.
      const since = mask.keys.filter(({ frame }) => frame > before.frame && frame < next.frame);
      const flat = since.every((each) => near(placeAt({ ...mask, keys: [before, next] }, each.frame), each));
      if (flat && near(line, key)) return;
    }
    kept.push(key);
  });
  return { ...mask, keys: kept };
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
