import type { PhotographType } from './photograph';
import type { Orientation } from './pictures/rebuild';

/** Exact ratio, as the container states it. */
export interface Ratio {
  readonly num: number;
  readonly den: number;
}

export interface StreamFacts {
  readonly index: number;
  /** `video`, `audio`, `subtitle`, `data`, `attachment`; a cover picture is `picture`. */
  readonly kind: string;
  readonly codec: string | null;
}

export interface VideoFacts {
  readonly index: number;
  readonly codec: string;
  readonly profile: string | null;
  /** Codec tag, such as `avc1`, `hvc1`, `hev1`. */
  readonly tag: string | null;
  /** As coded: before rotation and pixel shape. */
  readonly width: number;
  readonly height: number;
  /** Degrees clockwise that the picture must be turned for display. */
  readonly rotation: 0 | 90 | 180 | 270;
  /** Beside its turn the picture must be mirrored for display, as from a camera that is a mirror; left out where not. */
  readonly mirrored?: true;
  /** Shape of a pixel; 1:1 is square. */
  readonly sar: Ratio;
  readonly pixFmt: string | null;
  readonly fullRange: boolean;
  readonly hdr: 'pq' | 'hlg' | null;
  /** As the index states it; null where the container has none. */
  readonly frameCount: number | null;
  /** Frames a second; null when unknown. `nominalRate` misleads where the rate varies. */
  readonly averageRate: Ratio | null;
  readonly nominalRate: Ratio | null;
  readonly timeBase: Ratio;
  /** Seconds. */
  readonly startTime: number | null;
  readonly hasBFrames: boolean;
}

export interface AudioFacts {
  readonly index: number;
  readonly codec: string;
  readonly profile: string | null;
  readonly sampleRate: number;
  readonly channels: number;
  readonly startTime: number | null;
}

/** What the file says of itself. Plain JSON. */
export interface MediaFacts {
  readonly kind: 'media';
  /** Names of the demuxer, such as `mov,mp4,m4a,3gp,3g2,mj2`. */
  readonly container: string;
  readonly bytes: number;
  readonly streams: readonly StreamFacts[];
  readonly video: VideoFacts | null;
  readonly audio: AudioFacts | null;
  /** Seconds; null when the container does not say. */
  readonly duration: number | null;
  /**
   * As ffprobe prints it. The `Z` at its end means nothing: the field has no zone, many devices write local time, and
   * it may be the time of encoding or download.
   */
  readonly creationTimeRaw: string | null;
  /** Tags that bear on time and origin, `format:` or `stream N:` before the name. Never a place. */
  readonly timeTags: Readonly<Record<string, string>>;
  /** The file ends before what it says of its own length: what follows is not there. */
  readonly cutShort?: true;
  /** A first frame (or, without video, a first sound) came out of the decoder. */
  readonly decodable: true;
}

/** What the camera wrote of when a photograph was taken (Exif 2.32, section 4.6.5 F). Never a place. */
export interface Taken {
  /** `2026-07-14T21:03:05`, without a zone. */
  readonly wall: string;
  /** `+01:00`; null where the camera does not say. */
  readonly offset: string | null;
}

/** What a photograph or a screenshot says of itself. Plain JSON. */
export interface PictureFacts {
  readonly kind: 'picture';
  readonly mime: PhotographType;
  readonly bytes: number;
  /** Pixels, as the decoder gives them: before it is turned. */
  readonly width: number;
  readonly height: number;
  readonly orientation: Orientation;
  /** More than one in an animation, or where a file holds several. */
  readonly frames: number;
  readonly taken: Taken | null;
  /** The file ends before its picture does: what is missing was filled in. */
  readonly cutShort?: true;
}

/** Why there is no picture. */
export type UndecodableCode =
  | 'empty'
  | 'not-media'
  | 'no-moov'
  | 'format-refused'
  | 'codec-refused'
  | 'no-streams'
  | 'no-picture'
  | 'all-hidden'
  | 'picture-refused'
  | 'picture-broken'
  | 'too-many-streams'
  | 'too-large'
  | 'too-long'
  | 'too-costly'
  | 'too-much-memory'
  | 'stalled';

/** A normal answer: the file is still evidence. `sentence` may be shown to anyone. */
export interface Undecodable {
  readonly kind: 'undecodable';
  readonly code: UndecodableCode;
  readonly sentence: string;
}

/** What is kept of a file: both a picture and the reason why there is none are answers. */
export type FileFacts = MediaFacts | PictureFacts | Undecodable;

const SENTENCES: Readonly<Record<UndecodableCode, string>> = {
  empty: 'The file is empty: it holds 0 bytes.',
  'not-media': 'The file is no recording and no picture that can be recognised.',
  'no-moov':
    'The index of the recording (the "moov" part) is missing, so it cannot be played: the file was probably cut short.',
  'format-refused': 'The file is of a kind that is not opened, because such files can point at other files.',
  'codec-refused': 'The recording uses a coding that is not opened here.',
  'no-streams': 'The file holds no picture and no sound.',
  'no-picture': 'No frame of the recording could be decoded: it is damaged or encrypted.',
  'all-hidden': 'The file’s own index hides every frame of the recording, so there is none to show.',
  'picture-refused': 'Pictures of this kind are kept as they came and are not opened here.',
  'picture-broken': 'The picture is damaged: it could not be decoded.',
  'too-many-streams': 'The file holds more streams than are allowed.',
  'too-large': 'The picture is larger than is allowed.',
  'too-long': 'The recording is longer than is allowed.',
  'too-costly': 'The recording needs more memory or computing time than is allowed.',
  'too-much-memory': 'To decode a picture of this size takes more memory than is allowed.',
  stalled: 'The recording could not be read in the time allowed.',
};

export const undecodable = (code: UndecodableCode): Undecodable => ({
  kind: 'undecodable',
  code,
  sentence: SENTENCES[code],
});
