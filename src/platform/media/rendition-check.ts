import { apart } from '../../kernel/film/apart';
import { spanOf, type FrameList, type Span } from './frame-list';

/** What was measured after making a proxy. Times in seconds; errors are absolute. */
export interface RenditionCheck {
  /** Frames that the source's index promises. */
  readonly declaredFrames: number;
  /** Frames that the decoder gave. */
  readonly sourceFrames: number;
  readonly proxyFrames: number;
  /** Largest difference between when a source frame is to be shown and when its copy is, both counted from the first frame. */
  readonly maxTimeError: number;
  readonly durationError: number;
  /** null without sound. */
  readonly audioLengthError: number | null;
  /** The source has sound and the proxy has none. */
  readonly audioLost: boolean;
  /** How far the sound has moved against the picture; null without either. */
  readonly audioOffsetError: number | null;
}

export interface Measured {
  readonly declaredFrames: number;
  /** null: no picture. */
  readonly source: FrameList | null;
  /** Start of the first frame on the clock that `sourceAudio` uses; the decoder's list may begin at 0. */
  readonly sourceStart: number | null;
  /** Seconds between frames of the proxy that have one time in the source. */
  readonly step: number;
  readonly proxy: FrameList | null;
  readonly sourceAudio: Span | null;
  readonly proxyAudio: Span | null;
}

const length = ({ start, end }: Span): number => end - start;

function timeError(source: FrameList, proxy: FrameList): number {
  const [from = 0] = source.times;
  const [to = 0] = proxy.times;
  return source.times.reduce((worst, time, index) => {
    const copy = proxy.times[index];
    return copy === undefined ? worst : Math.max(worst, Math.abs(copy - to - (time - from)));
  }, 0);
}

export function measure(of: Measured): RenditionCheck {
  const { proxy, sourceAudio, proxyAudio } = of;
  // As it is to be shown.
  const source = of.source && { ...of.source, times: apart(of.source.times, of.step) };
  const [from, to] = [source && spanOf(source), proxy && spanOf(proxy)];
  return {
    declaredFrames: of.declaredFrames,
    sourceFrames: source?.times.length ?? 0,
    proxyFrames: proxy?.times.length ?? 0,
    maxTimeError: source && proxy ? timeError(source, proxy) : 0,
    durationError: from && to ? Math.abs(length(to) - length(from)) : 0,
    audioLengthError: sourceAudio && proxyAudio ? Math.abs(length(proxyAudio) - length(sourceAudio)) : null,
    audioLost: sourceAudio !== null && proxyAudio === null,
    audioOffsetError:
      of.sourceStart !== null && to && sourceAudio && proxyAudio
        ? Math.abs(proxyAudio.start - to.start - (sourceAudio.start - of.sourceStart))
        : null,
  };
}

/** Seconds below which two times are the same: floating point, not clock ticks. */
const SAME = 1e-6;

/**
 * What is wrong, in words with numbers; empty when all holds.
 * @param oneFrame seconds: the longest that duration and sound may differ
 * @param damaged a source that breaks off may lose sound with its picture
 */
export function faults(check: RenditionCheck, oneFrame: number, damaged: boolean): string[] {
  const beyond = (what: string, error: number | null, limit: number): string[] =>
    error !== null && error > limit
      ? [`${what} differs by ${error.toFixed(6)} s, more than ${limit.toFixed(6)} s`]
      : [];
  return [
    ...(check.proxyFrames === check.sourceFrames
      ? []
      : [`the proxy has ${check.proxyFrames} frames and the source ${check.sourceFrames}`]),
    ...beyond('a time stamp', check.maxTimeError, SAME),
    ...beyond('the duration', check.durationError, oneFrame + SAME),
    ...(damaged
      ? []
      : [
          ...(check.audioLost ? ['the proxy has no sound and the source has'] : []),
          ...beyond('the length of the sound', check.audioLengthError, oneFrame + SAME),
          ...beyond('the start of the sound', check.audioOffsetError, oneFrame + SAME),
        ]),
  ];
}

/** The proxy does not show what the source shows. `check` holds what was measured, `problems` what is wrong. */
export class RenditionFailed extends Error {
  override readonly name = 'RenditionFailed';
  constructor(
    readonly problems: readonly string[],
    readonly check: RenditionCheck | null,
    readonly stderr: readonly string[],
    options?: ErrorOptions,
  ) {
    super(`The rendition failed its check: ${problems.join('; ')}.`, options);
  }
}

/** The picture is as the source's, and the sound is not. */
export class SoundFailed extends RenditionFailed {}
