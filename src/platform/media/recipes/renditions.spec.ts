import { SHAPES_FILE } from './frames';
import type { AudioFacts, MediaFacts, VideoFacts } from '../facts';
import type { FrameList } from '../frame-list';
import { contactSheet, sheetTimes } from './contact-sheet';
import { posterTime } from './poster';
import { sampleRate } from './proxy';
import { audioFits, videoFits } from './remux';
import { renditionFiles, renditionRecipe, type Plan } from './renditions';

const limits = { maxPixels: 1_000_000, maxStreams: 16 };

const video: VideoFacts = {
  index: 0,
  codec: 'h264',
  profile: 'Main',
  tag: 'avc1',
  width: 640,
  height: 360,
  rotation: 0,
  sar: { num: 1, den: 1 },
  pixFmt: 'yuv420p',
  fullRange: false,
  hdr: null,
  frameCount: 60,
  averageRate: { num: 15, den: 1 },
  nominalRate: { num: 15, den: 1 },
  timeBase: { num: 1, den: 90_000 },
  startTime: 0,
  hasBFrames: false,
};
const audio: AudioFacts = {
  index: 1,
  codec: 'aac',
  profile: 'LC',
  sampleRate: 48_000,
  channels: 1,
  startTime: 0,
};
const facts: MediaFacts = {
  kind: 'media',
  container: 'mov',
  bytes: 1,
  streams: [],
  video,
  audio,
  duration: 4,
  creationTimeRaw: null,
  timeTags: {},
  decodable: true,
};
const plan: Plan = {
  facts,
  videoTreatment: 'reencode',
  audioTreatment: 'reencode',
  sheetFrom: [0, 1, 2],
  posterAt: 0.4,
};
const frames: FrameList = { times: [0], lastDuration: 1, hidden: 0, startsWithKey: true, longestKeyGap: 2 };

const after = (options: readonly string[], name: string): string | undefined =>
  options[options.indexOf(name) + 1];

describe('the one run that makes every rendition', () => {
  const recipe = renditionRecipe(plan, limits);
  const proxy = recipe.outputs[0]?.options ?? [];

  it('opens the input behind both allow-lists', () => {
    expect(after(recipe.input, '-protocol_whitelist')).toBe('file');
    expect(after(recipe.input, '-format_whitelist')?.split(',')).not.toContain('concat');
    expect(after(recipe.input, '-format_whitelist')?.split(',')).not.toContain('hls');
    expect(recipe.input).toContain('-nostdin');
  });

  it("keeps each frame's own time on the source's clock", () => {
    expect(after(proxy, '-fps_mode')).toBe('passthrough');
    expect(after(proxy, '-enc_time_base')).toBe('demux');
    expect(after(proxy, '-video_track_timescale')).toBe('90000');
  });

  it('encodes H.264 High, 8 bits, without B-frames, with closed groups of a second', () => {
    expect(after(proxy, '-profile:v')).toBe('high');
    expect(after(proxy, '-vf')).toContain('format=yuv420p');
    expect(after(proxy, '-bf')).toBe('0');
    expect(after(proxy, '-x264-params')).toContain('open-gop=0');
    expect(after(proxy, '-force_key_frames')).toBe('expr:gte(t,n_forced*1)');
  });

  it('copies no tags and nothing that differs from run to run', () => {
    expect(after(proxy, '-map_metadata')).toBe('-1');
    expect(after(proxy, '-fflags')).toBe('+bitexact');
    expect(after(proxy, '-threads:v')).toBe('2');
  });

  it('names every file that it makes and that is kept', () => {
    const kept = renditionFiles(plan).map(({ file }) => file);
    expect(recipe.outputs.map(({ file }) => file)).toEqual([...kept, SHAPES_FILE]);
  });

  it('makes only sound where there is only sound', () => {
    const sound = renditionRecipe({ ...plan, facts: { ...facts, video: null } }, limits);
    expect(sound.outputs.map(({ file }) => file)).toEqual(['proxy.m4a']);
  });

  it('tone-maps high dynamic range and labels the result BT.709', () => {
    const hdr = renditionRecipe({ ...plan, facts: { ...facts, video: { ...video, hdr: 'pq' } } }, limits);
    const options = hdr.outputs[0]?.options ?? [];
    expect(after(options, '-vf')).toContain('tonemap');
    expect(after(options, '-color_trc')).toBe('bt709');
  });
});

describe('copying without encoding', () => {
  it('is right for plain H.264 with frequent key frames', () => {
    expect(videoFits(video, frames)).toBe(true);
    expect(audioFits(audio)).toBe(true);
  });

  it.each<[string, Partial<VideoFacts>]>([
    ['HEVC', { codec: 'hevc' }],
    ['10 bits', { pixFmt: 'yuv420p10le' }],
    ['a turned picture', { rotation: 90 }],
    ['oblong pixels', { sar: { num: 4, den: 3 } }],
    ['B-frames', { hasBFrames: true }],
    ['high dynamic range', { hdr: 'hlg' }],
  ])('is refused for %s', (_what, part) => {
    expect(videoFits({ ...video, ...part }, frames)).toBe(false);
  });

  it('is refused where the index hides frames or key frames are rare', () => {
    expect(videoFits(video, { ...frames, hidden: 3 })).toBe(false);
    expect(videoFits(video, { ...frames, longestKeyGap: 10 })).toBe(false);
    expect(videoFits(video, { ...frames, startsWithKey: false })).toBe(false);
  });

  it('is refused for sound that MP4 players may not know', () => {
    expect(audioFits({ ...audio, codec: 'pcm_mulaw' })).toBe(false);
    expect(audioFits({ ...audio, profile: 'HE-AAC' })).toBe(false);
  });
});

describe('stills', () => {
  it('shows as many pictures as there are frames, up to sixteen', () => {
    expect(contactSheet({ width: 640, height: 360 }, [0])).toMatchObject({ columns: 1, rows: 1 });
    expect(contactSheet({ width: 640, height: 360 }, [0, 1, 2, 3, 4, 5])).toMatchObject({
      columns: 4,
      rows: 2,
    });
    expect(
      contactSheet({ width: 640, height: 360 }, sheetTimes(Array.from({ length: 900 }, (_, n) => n / 15))),
    ).toMatchObject({ columns: 4, rows: 4 });
  });

  it('takes them at equal steps, each frame once, also where frames are not evenly spaced', () => {
    expect(sheetTimes([5, 6, 7])).toEqual([0, 0.5, 1.5]);
    const uneven = [...Array.from({ length: 30 }, (_, n) => n / 100), 9, 10];
    const from = sheetTimes(uneven);
    const chosen = from.map((at) => uneven.findIndex((time) => time >= at));
    expect(new Set(chosen).size).toBe(16);
    expect(chosen[0]).toBe(0);
    expect(sheetTimes([])).toEqual([0]);
  });

  it('takes the poster a tenth in, at most two seconds', () => {
    expect(posterTime(5)).toBe(0.5);
    expect(posterTime(900)).toBe(2);
  });

  it('keeps a sample rate that AAC knows', () => {
    expect([8_000, 44_100, 96_000, 11_000].map(sampleRate)).toEqual([8_000, 44_100, 48_000, 11_025]);
  });
});
