import type { MediaFacts } from '../../../platform/media';

/** What the container says of who wrote it. */
export interface ContainerClue {
  /** A program for editing or converting wrote it. */
  readonly editor: boolean;
  /** ffmpeg's own muxer wrote it: so do many converters, and some cameras and clouds. */
  readonly lavf: boolean;
  /** An Apple device encoded it: its own camera, its photo library, or Safari on the way here. */
  readonly apple: boolean;
  /** Apple's own words on when it was made, with their offset. */
  readonly appleCreated: string | null;
  /** An Android phone's camera or recorder wrote it. */
  readonly android: boolean;
  /** As tall as a phone's screen: nearly twice as high as wide, or more. */
  readonly screenShaped: boolean;
}

const EDITORS =
  /handbrake|capcut|imovie|final cut|premiere|adobe|filmora|davinci|blackmagic|inshot|kinemaster|clipchamp|vegas|movavi|shotcut|kdenlive|openshot|quicktime player|photos \d/i;

const tagValue = (facts: MediaFacts, name: string): string | null =>
  Object.entries(facts.timeTags).find(([key]) => key.endsWith(`: ${name}`))?.[1] ?? null;

/** How nearly every phone's screen is shaped, and no doorbell's picture known so far. */
const TALL = 1.9;

function screenShaped({ video }: MediaFacts): boolean {
  if (video === null || video.width === 0 || video.height === 0) return false;
  const turned = video.rotation === 90 || video.rotation === 270;
  const ratio = turned ? video.width / video.height : video.height / video.width;
  return ratio >= TALL;
}

export function containerClue(facts: MediaFacts): ContainerClue {
  const entries = Object.entries(facts.timeTags);
  const values = entries.map(([, value]) => value).join('\n');
  return {
    editor: EDITORS.test(values),
    lavf: /\bLavf/.test(values),
    apple:
      /Core Media (Video|Audio|Data)/.test(values) ||
      entries.some(([key]) => key.includes('com.apple.quicktime.')),
    appleCreated: tagValue(facts, 'com.apple.quicktime.creationdate'),
    android: entries.some(([key]) => key.includes('com.android.')),
    screenShaped: screenShaped(facts),
  };
}
