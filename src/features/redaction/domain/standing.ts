import type { Mask } from './recipe';

const isStill = ({ keys }: Mask): boolean =>
  keys.every(({ x, y, w, h }) => {
    const [first] = keys;
    return first !== undefined && x === first.x && y === first.y && w === first.w && h === first.h;
  });

/** The same mask over all frames of a clip that has `frames` of them. */
const over = ({ keys, shape, kind, reason }: Mask, frames: number): Mask => ({
  ...{ shape, kind, reason },
  from: 1,
  to: frames,
  keys: keys.slice(0, 1).map((key) => ({ ...key, frame: 1 })),
});

const placeOf = ({ shape, kind, reason, keys }: Mask): string => JSON.stringify([shape, kind, reason, keys]);

/** Masks that stand still over a whole clip: what a camera that is screwed to a wall shows in each of its clips. */
export const standingOf = (masks: readonly Mask[], frames: number): Mask[] =>
  masks
    .filter((mask) => mask.from === 1 && mask.to >= frames && isStill(mask))
    .map((mask) => over(mask, frames));

/** Those of them that do not stand over this clip yet, as long as it is. */
export function lacking(standing: readonly Mask[], has: readonly Mask[], frames: number): Mask[] {
  const there = new Set(standingOf(has, frames).map(placeOf));
  return standing.map((mask) => over(mask, frames)).filter((mask) => !there.has(placeOf(mask)));
}
