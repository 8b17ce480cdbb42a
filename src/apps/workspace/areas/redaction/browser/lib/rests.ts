import { lasting, openOf, type Edits, type Mask, type Stretch } from './drawing';

/** Frames of a mask in which nothing follows what it covers. */
export interface Rest extends Stretch {
  readonly mask: number;
  /** An officer has said that it may be so, or has drawn it so. */
  readonly decided: boolean;
  /** It stands there; else it moves evenly between key frames on both sides. */
  readonly stands: boolean;
}

/** What following left open, and where a mask that moves stands still to its end. */
function restsOfMask(mask: Mask, index: number): Rest[] {
  const last = mask.keys.at(-1)?.frame ?? mask.from;
  const open = (mask.loose ?? []).map((one) => ({
    ...{ ...one, mask: index },
    ...{ decided: false, stands: last < one.from },
  }));
  const from = Math.max(last, ...open.map(({ to }) => to)) + 1;
  const stands = mask.keys.length > 1 && from <= mask.to;
  return [...open, ...(stands ? [{ mask: index, from, to: mask.to, decided: true, stands }] : [])];
}

export const restsOf = (masks: readonly Mask[]): Rest[] => masks.flatMap(restsOfMask);

/** Whether nothing follows there, and nobody has decided about it. */
export const isLoose = ({ loose }: Mask, frame: number): boolean =>
  (loose ?? []).some(({ from, to }) => from <= frame && frame <= to);

/**
 * The same mask, followed from one frame to another: what lies open there does so no more.
 * @param keys of those frames; @param open nothing follows from there to its end
 */
export function followed(
  mask: Mask,
  { from, to, keys, open }: Stretch & { readonly keys: Mask['keys']; readonly open: boolean },
): Mask {
  const others = mask.keys.filter(({ frame }) => frame < from || frame > to);
  const made = { from: Math.min(mask.from, from), to: Math.max(mask.to, to) };
  const { loose, left } = openOf(mask, (one) =>
    [
      { from: one.from, to: Math.min(one.to, from - 1) },
      { from: Math.max(one.from, to + 1), to: one.to },
    ].filter((part) => !(open && part.from > to)),
  );
  const rest = open && to < made.to ? [{ from: to + 1, to: made.to }] : [];
  return {
    ...{ ...mask, ...made, left, loose: [...loose, ...rest] },
    keys: [...others, ...keys].sort((one, other) => one.frame - other.frame),
  };
}

/** It stays as it is there, which the recipe says. */
export const keptThere = (mask: Mask, { from }: Stretch): Mask => {
  const [loose, taken] = [mask.loose ?? [], mask.loose?.find((one) => one.from === from)];
  const left = [...(mask.left ?? []), ...(taken === undefined ? [] : [taken])];
  return {
    ...mask,
    loose: loose.filter((one) => one !== taken),
    left: left.sort((one, other) => one.from - other.from),
  };
};

/** It covers nothing from there on. */
export const endedBefore = (mask: Mask, { from }: Stretch): Mask =>
  lasting(mask, mask.from, Math.max(mask.from, from - 1));

/** As it is sent: what only the page knows stays here. */
export const sent = (edits: Edits): string =>
  JSON.stringify({
    ...edits,
    masks: edits.masks.map((mask) => ({
      ...{ ...mask, loose: undefined },
      left: mask.left === undefined || mask.left.length === 0 ? undefined : mask.left,
    })),
  });
