import type { ExhibitRef } from '../../../kernel/ids';
import type { JsonObject, JsonValue } from '../../../kernel/json';
import type { FrameLines } from '../domain/frame-lines';

/** `AB/1/1`: the reference of what was taken from `AB/1`, and a number of its own. */
export const stillRef = (of: ExhibitRef, number: number): ExhibitRef => `${of}/${number}` as ExhibitRef;

/** `AB/1/1` has been taken from something; nothing is taken from it in turn. */
export const isDerived = (ref: ExhibitRef): boolean => ref.split('/').length > 2;

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** How many frames the decoder gave, by the facts of the proxy; `undefined` when there is no picture. */
export function frameCountOf(proxyFacts: JsonObject | undefined): number | undefined {
  const check = proxyFacts?.['check'];
  const count = isObject(check) ? check['sourceFrames'] : undefined;
  return typeof count === 'number' && count > 0 ? count : undefined;
}

/** What is known of the frame that a still shows. */
export interface FrameFacts {
  readonly frame: number;
  readonly pts: number;
  readonly timeBase: FrameLines['timeBase'];
  /** Seconds from the first frame. */
  readonly seconds: number;
  /** SHA-512/256 of its pixels, as the list of frames has it. */
  readonly pixels: string;
}

/**
 * The frame that was made, if it is the one that the list kept beside the proxy has under this number: as long after the
 * first, and each pixel the same. `undefined` otherwise. A transport stream has no zero of its own: its clock begins with
 * the earliest of the streams that are read, so the first frame may stand at another time when the sound is not read.
 * @param made the frames up to it, as the decoder gave them when the still was made, and the one frame of which the picture was made: a
 * list that ends with the right frame says nothing of the picture
 */
export function provenFrame(
  kept: FrameLines,
  made: { readonly list: FrameLines; readonly picked: FrameLines },
  frame: number,
): FrameFacts | undefined {
  const { list, picked } = made;
  const [wanted, found] = [kept.frames[frame - 1], list.frames[frame - 1]];
  const [first, madeFirst] = [kept.frames[0], list.frames[0]];
  if (!wanted || !found || !first || !madeFirst) return undefined;
  const sameTime = wanted.pts - first.pts === found.pts - madeFirst.pts;
  const [pick] = picked.frames;
  // Where others have its time, only its pixels tell which it is.
  const isAlone = kept.frames.every(({ pts }, index) => pts !== wanted.pts || index === frame - 1);
  const only = picked.frames.length === 1 && pick?.pts === found.pts && (isAlone || pick.hash === found.hash);
  if (!only || list.frames.length !== frame || wanted.hash !== found.hash || !sameTime) return undefined;
  const { timeBase } = kept;
  const seconds = ((wanted.pts - first.pts) * timeBase.num) / timeBase.den;
  return { frame, pts: wanted.pts, timeBase, seconds, pixels: wanted.hash };
}

/** So many frames from the first to the last, both among them, in steps as even as frames allow. Those there are, where fewer are. */
export function seriesFrames(from: number, to: number, count: number): number[] {
  const step = (to - from) / Math.max(1, count - 1);
  return [...new Set(Array.from({ length: count }, (_, n) => from + Math.round(n * step)))];
}
