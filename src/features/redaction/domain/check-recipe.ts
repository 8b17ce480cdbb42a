import { boxAt, type Picture } from './place';
import {
  MASKS_MAX,
  SPANS_MAX,
  WEAK_KINDS_ALLOWED_FOR,
  type Edits,
  type Mask,
  type SoundSpan,
} from './recipe';

/** What the master is, as far as a recipe must fit it. */
export interface Film extends Picture {
  readonly frames: number;
  readonly hasSound: boolean;
  /** Milliseconds from the first frame to the end of what is shown or heard, rounded up. */
  readonly lengthMs: number;
}

const name = (index: number): string => `Mask ${index + 1}`;

function maskProblems(mask: Mask, index: number, film: Film): string[] {
  const { from, to, keys } = mask;
  const who = name(index);
  const problems: string[] = [];
  if (to < from) problems.push(`${who} ends at frame ${to}, before it begins at frame ${from}.`);
  if (to > film.frames) problems.push(`${who} ends at frame ${to}: the clip has ${film.frames} frames.`);
  if (keys.some(({ frame }, at) => at > 0 && frame <= (keys[at - 1]?.frame ?? 0)))
    problems.push(`${who} has key frames out of order, or two at one frame.`);
  if (keys.some(({ frame }) => frame < from || frame > to))
    problems.push(`${who} has a key frame outside its own frames ${from} to ${to}.`);
  const open = mask.left ?? [];
  if (open.some((one, at) => one.to < one.from || one.from <= (open[at - 1]?.to ?? 0)))
    problems.push(`${who} was left as it is in stretches that are empty, overlap or stand out of order.`);
  if (open.some((one) => one.from < from || one.to > to))
    problems.push(`${who} was left as it is in a stretch outside its own frames ${from} to ${to}.`);
  for (const { frame, x, y, w, h } of keys) {
    if (w < 1 || h < 1)
      problems.push(`${who} covers nothing at frame ${frame}: give it a width and a height.`);
    else if (x + w <= 0 || y + h <= 0 || x >= film.width || y >= film.height)
      problems.push(
        `${who} stands outside the picture at frame ${frame}: the picture is ${film.width} by ${film.height} pixels.`,
      );
  }
  if (mask.kind !== 'solid' && !WEAK_KINDS_ALLOWED_FOR.has(mask.reason))
    problems.push(`${who} must be solid: blocks and blurs keep something of what they cover.`);
  return problems;
}

/**
 * Where two masks that let something through meet, the result would depend on which comes first. Solid ones are drawn last and
 * may cover anything.
 */
function meetings(masks: readonly Mask[], film: Film): string[] {
  const weak = masks.flatMap((mask, index) => (mask.kind === 'solid' ? [] : [{ mask, index }]));
  return weak.flatMap((one, place) =>
    weak.slice(place + 1).flatMap((other) => {
      const at = meetingFrame(one.mask, other.mask, film);
      return at === undefined
        ? []
        : [`${name(one.index)} and ${name(other.index)} overlap at frame ${at}: make one of them solid.`];
    }),
  );
}

function meetingFrame(one: Mask, other: Mask, film: Film): number | undefined {
  const last = Math.min(one.to, other.to, film.frames);
  for (let frame = Math.max(one.from, other.from); frame <= last; frame += 1) {
    const [a, b] = [boxAt(one, frame, film), boxAt(other, frame, film)];
    if (a && b && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) return frame;
  }
  return undefined;
}

function soundProblems(spans: readonly SoundSpan[], film: Film): string[] {
  const problems = spans.length > 0 && !film.hasSound ? ['The clip has no sound to silence.'] : [];
  spans.forEach(({ fromMs, toMs }, index) => {
    const who = `Sound span ${index + 1}`;
    if (toMs <= fromMs) problems.push(`${who} is empty: it must end after it begins.`);
    if (fromMs >= film.lengthMs) problems.push(`${who} begins after the end of the clip.`);
    const before = spans[index - 1];
    if (before !== undefined && fromMs < before.toMs)
      problems.push(`${who} overlaps the one before it, or is out of order.`);
  });
  return problems;
}

/** More would be saved and could never be read again. */
const tooMany = (what: string, all: readonly unknown[], most: number): string[] =>
  all.length > most ? [`One version has at most ${most} ${what}, and this would have ${all.length}.`] : [];

/** What is wrong with what was drawn, in sentences for the officer; empty when it can be made. */
export function problemsOf({ masks, sound, trim }: Edits, film: Film): string[] {
  const each = masks.flatMap((mask, index) => maskProblems(mask, index, film));
  return [
    ...(masks.length === 0 && sound.length === 0 && trim === null
      ? ['Nothing is covered, silenced or left out.']
      : []),
    ...tooMany('masks', masks, MASKS_MAX),
    ...tooMany('silenced stretches', sound, SPANS_MAX),
    ...each,
    ...(each.length > 0 ? [] : meetings(masks, film)),
    ...soundProblems(sound, film),
    ...(trim !== null && (trim.to < trim.from || trim.to > film.frames)
      ? [`The part that stays must lie within frames 1 to ${film.frames}.`]
      : []),
  ];
}
