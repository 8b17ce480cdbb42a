import { KEYS_MAX, Trail, type KeyFrame, type Place } from './drawing';
import { Follower, type Grey } from './follow';

/** Why following came to its end. */
export type Ended = 'end' | 'stopped' | 'lost' | 'left' | 'missing' | 'full';

export interface Tracking {
  /** Frame at which it is known where it stands. */
  readonly from: number;
  /** Last frame of the clip. */
  readonly last: number;
  readonly place: Place;
  /** Pixels of the small pictures for one of the film. */
  readonly scale: number;
  /** A frame small and grey; `undefined` where it cannot be had. */
  readonly pictureOf: (frame: number) => Promise<Grey | undefined>;
  readonly signal: AbortSignal;
  /** How many key frames the mask has besides. */
  readonly others: number;
  /** All key frames so far, after each frame in which it was found. */
  readonly found: (keys: readonly KeyFrame[], frame: number) => void;
}

/**
 * Follows what stands at a place frame by frame, to the end of the clip or to where it can be followed no further; one picture
 * is held at a time. @returns the last frame at which it was found
 */
export async function track(way: Tracking): Promise<{ readonly last: number; readonly why: Ended }> {
  const { from, last, place, scale, signal } = way;
  const trail = new Trail();
  trail.push({ frame: from, ...place });
  const first = await way.pictureOf(from);
  if (first === undefined) return { last: from, why: signal.aborted ? 'stopped' : 'missing' };
  const small = (value: number): number => Math.max(2, Math.round(value * scale));
  const follower = new Follower(first, {
    ...{ x: place.x * scale, y: place.y * scale },
    ...{ w: small(place.w), h: small(place.h) },
  });
  for (let frame = from + 1; frame <= last; frame += 1) {
    const picture = signal.aborted ? undefined : await way.pictureOf(frame);
    if (signal.aborted) return { last: frame - 1, why: 'stopped' };
    if (picture === undefined) return { last: frame - 1, why: 'missing' };
    const found = follower.find(picture);
    if (typeof found === 'string') return { last: frame - 1, why: found };
    if (trail.keys.length + way.others >= KEYS_MAX) return { last: frame - 1, why: 'full' };
    trail.push({ ...place, frame, x: Math.round(found.x / scale), y: Math.round(found.y / scale) });
    way.found(trail.keys, frame);
  }
  return { last, why: 'end' };
}

const WHY: Readonly<Record<Exclude<Ended, 'end'>, string>> = {
  stopped: 'Following was stopped.',
  lost: 'What the mask covered was lost: nothing nearby looks enough like it.',
  left: 'What the mask covered has left the picture, for the most part.',
  missing: 'The next frame could not be had, so following stopped.',
  full: 'The mask has as many key frames as it may have, so following stopped.',
};

/** What is said when following has ended. @param at a frame and its time in words */
export const wordsOf = (
  mask: string,
  { last, why }: { readonly last: number; readonly why: Ended },
  open: boolean,
  at: (frame: number) => string,
): string => {
  if (why === 'end')
    return `Followed to ${at(last)}, the end of the clip. Go back and look whether ${mask} stayed on what it covers.`;
  const rest = open ? ` From ${at(last + 1)} on nothing follows. Decide below what ${mask} does there.` : '';
  return `${WHY[why]} Followed to ${at(last)}.${rest}`;
};
