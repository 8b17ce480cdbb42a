import type { AudioFacts, VideoFacts } from '../facts';
import { haveSameTimes, type FrameList } from '../frame-list';

const PLAYABLE_PROFILES = new Set(['Constrained Baseline', 'Baseline', 'Main', 'High']);
/** Seconds between key frames up to which seeking is still quick. */
const MAX_KEY_GAP = 4;
const MAX_SIDE = 4096;

/**
 * Whether the picture can be kept bit for bit: browsers play it, it is upright and not mirrored, nothing in its index cuts or
 * reorders frames (B-frames need an edit list, on which players differ), and no two frames have one time.
 */
export function videoFits(video: VideoFacts, frames: FrameList): boolean {
  return (
    video.codec === 'h264' &&
    PLAYABLE_PROFILES.has(video.profile ?? '') &&
    video.pixFmt === 'yuv420p' &&
    video.hdr === null &&
    video.rotation === 0 &&
    video.mirrored === undefined &&
    video.sar.num === video.sar.den &&
    Math.max(video.width, video.height) <= MAX_SIDE &&
    !video.hasBFrames &&
    frames.hidden === 0 &&
    frames.startsWithKey &&
    frames.longestKeyGap <= MAX_KEY_GAP &&
    !haveSameTimes(frames)
  );
}

export function audioFits(audio: AudioFacts): boolean {
  return audio.codec === 'aac' && audio.profile === 'LC' && audio.channels <= 2 && audio.sampleRate >= 8_000;
}
