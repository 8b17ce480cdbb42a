import type { Accounted } from './accounted';
import type { MediaFacts } from './facts';
import { geometry } from './recipes/geometry';
import type { Treatment } from './recipes/proxy';
import type { Progress } from './progress';
import type { RenditionCheck } from './rendition-check';

/** A file that was made. Its hash is the caller's to take. */
export interface RenditionFile {
  readonly name: 'proxy' | 'frames' | 'poster' | 'thumbnail' | 'contact-sheet';
  readonly path: string;
  readonly mime: string;
  readonly bytes: number;
  /** Pixels, as shown; null for sound and lists. */
  readonly width: number | null;
  readonly height: number | null;
}

/** How the renditions were made: enough to make the same bytes again from the same input. Plain JSON. */
export interface RecipeRecord {
  readonly tool: 'ffmpeg';
  /** First line of `ffmpeg -version`. */
  readonly version: string;
  /** The exact arguments; `clip` stands for the input file, `out/` for the output folder. */
  readonly arguments: readonly string[];
  readonly video: Treatment | null;
  readonly audio: Treatment | null;
}

/** What a viewer must be told: the proxy differs from the master in these ways. */
export type Label =
  | 'tone-mapped'
  | 'rotated'
  | 'square-pixels'
  | 'reduced'
  | 'first-picture'
  | 'one-size'
  | 'moved-on'
  | 'other-streams-left-out'
  | 'sound-left-out';

/** Part of the source could not be decoded; the proxy shows what could. */
export interface Damage {
  readonly declaredFrames: number;
  readonly decodedFrames: number;
  readonly sentence: string;
}

export interface Renditions {
  readonly kind: 'renditions';
  readonly proxy: RenditionFile;
  /** Empty without a picture, as are the next two. */
  readonly posters: readonly RenditionFile[];
  readonly contactSheet: RenditionFile | null;
  /** Time and pixel hash of each source frame (ffmpeg's framehash format). */
  readonly frames: RenditionFile | null;
  readonly recipe: RecipeRecord;
  readonly check: RenditionCheck;
  /** Where every packet of the source has gone. */
  readonly accounted: Accounted;
  readonly damaged: Damage | null;
  /** Lines of errors that ffmpeg wrote although it finished; more than 0 hints at broken parts that were papered over. */
  readonly complaints: number;
  readonly labels: readonly Label[];
}

export interface RenditionOptions {
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Frames that are to be shown and cannot be; what the file itself hides is no damage. */
export function damageOf({ shown, undecodable, missing }: Accounted): Damage | null {
  if (undecodable + missing === 0) return null;
  const declaredFrames = shown + undecodable + missing;
  return {
    declaredFrames,
    decodedFrames: shown,
    sentence: `The recording is damaged: ${shown} of its ${declaredFrames} frames can be shown.`,
  };
}

export function labelsOf({ video, streams }: MediaFacts): Label[] {
  const shown = streams.filter(({ kind }) => kind === 'video' || kind === 'audio').length;
  const several =
    shown > new Set(streams.map(({ kind }) => kind).filter((kind) => /^(video|audio)$/.test(kind))).size;
  return [
    ...(video !== null && video.hdr !== null ? ['tone-mapped' as const] : []),
    ...(video !== null && (video.rotation !== 0 || video.mirrored === true) ? ['rotated' as const] : []),
    ...(video !== null && video.sar.num !== video.sar.den ? ['square-pixels' as const] : []),
    ...(video !== null && geometry(video).reduced ? ['reduced' as const] : []),
    ...(several ? ['other-streams-left-out' as const] : []),
  ];
}
