import { lstat, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { secondsApart } from '../../kernel/film/apart';
import { accountFor } from './accounted';
import { mayDecode } from './allow-lists';
import { ToolFailed } from './errors';
import { undecodable, type MediaFacts, type Undecodable } from './facts';
import { runFfmpeg, type FfmpegRun } from './ffmpeg-adapter';
import { haveSameTimes, readFrameHashes, spanOf, type FrameList } from './frame-list';
import { readIndex, type MediaIndex, type Streams } from './media-index';
import { complaint, reasonOf } from './probe-reasons';
import { damageOf, labelsOf, type RenditionFile, type RenditionOptions, type Renditions } from './rendition';
import { faults, measure, RenditionFailed, SoundFailed } from './rendition-check';
import { SHAPES_FILE } from './recipes/frames';
import { audioFits, videoFits } from './recipes/remux';
import { sheetTimes } from './recipes/contact-sheet';
import { posterTime } from './recipes/poster';
import { soundCheck } from './recipes/heard';
import type { SoundSpan } from './recipes/proxy';
import { renditionFiles, renditionRecipe, type Plan } from './recipes/renditions';
import type { Sandbox } from './sandbox';
import type { MediaSettings } from './settings';
import { patience } from './watchdog';

/** Makes the working copies of a master and measures them against it. */
export class Renderer {
  constructor(
    private readonly sandbox: Sandbox,
    private readonly settings: MediaSettings,
    private readonly version: () => Promise<string>,
  ) {}

  /**
   * @param outputDir an empty folder; what is made stays there, also when the check fails
   * @returns Undecodable when not one frame came out
   * @throws RenditionFailed with what was measured; SandboxUnavailable; ToolMissing; the signal's reason when cancelled
   */
  async make(
    input: string,
    facts: MediaFacts,
    outputDir: string,
    options: RenditionOptions = {},
  ): Promise<Renditions | Undecodable> {
    try {
      const silent = facts.video !== null && facts.audio !== null && !mayDecode(facts.audio.codec);
      const shown: MediaFacts = silent ? { ...facts, audio: null } : facts;
      const index = await this.index(input, shown, options);
      if (facts.video !== null && index.declared === 0) return undecodable(whyNone(index));
      const made = await this.attempt(input, this.plan(shown, index), index, outputDir, options);
      return silent ? withoutSound(made) : made;
    } catch (error) {
      if (!(error instanceof ToolFailed)) throw error;
      if (error.tool === 'ffprobe' || error.ending !== 'failed')
        return undecodable(reasonOf(error, 'no-picture'));
      if (complaint(error.stderr) === 'too-much-memory') return undecodable('too-much-memory');
      throw new RenditionFailed(['ffmpeg ended with an error'], null, error.stderr, { cause: error });
    }
  }

  /**
   * Copies what fits. What does not hold up against the source is made again by encoding, with the first frame as
   * poster (a broken clip may have no other), and at last without a sound that cannot be decoded.
   */
  private async attempt(
    input: string,
    plan: Plan,
    index: MediaIndex,
    outputDir: string,
    options: RenditionOptions,
  ): Promise<Renditions | Undecodable> {
    const sound: Plan = { ...plan, audioTreatment: 'reencode', soundSpan: soundSpanOf(index) };
    const careful: Plan = { ...sound, videoTreatment: 'reencode', posterAt: 0 };
    let soundBreaks = false;
    try {
      const made = await this.once(input, plan, index, outputDir, options);
      const broken = made.kind === 'renditions' && made.complaints > 0 && plan.videoTreatment === 'copy';
      soundBreaks = !broken && (await this.stopsBrowsers(made, plan, outputDir, options));
      if (!broken && !soundBreaks) return made;
    } catch (error) {
      if (!(error instanceof RenditionFailed) && !hasFailed(error)) throw error;
    }
    await clear(plan, outputDir);
    if (soundBreaks) return this.attempt(input, sound, index, outputDir, options);
    try {
      return await this.once(input, careful, index, outputDir, options);
    } catch (error) {
      const mayBeSound = hasFailed(error) || error instanceof SoundFailed;
      if (!mayBeSound || plan.facts.video === null || plan.facts.audio === null) throw error;
    }
    await clear(plan, outputDir);
    const silent: Plan = { ...careful, facts: { ...plan.facts, audio: null } };
    return withoutSound(await this.once(input, silent, { ...index, audio: null }, outputDir, options));
  }

  private async once(
    input: string,
    plan: Plan,
    index: MediaIndex,
    outputDir: string,
    options: RenditionOptions,
  ): Promise<Renditions | Undecodable> {
    const { facts } = plan;
    const run = await this.run(input, plan, index, outputDir, options);
    const files = await collect(plan, outputDir);
    const file = (name: RenditionFile['name']): RenditionFile | null =>
      files.find((each) => each.name === name) ?? null;
    const frames = file('frames');
    const source = frames === null ? null : await readFrameHashes(frames.path);
    if (facts.video !== null && (source?.times.length ?? 0) === 0) return undecodable('no-picture');
    const proxy = file('proxy');
    if (proxy === null) throw new RenditionFailed(['no proxy came out'], null, run.complaints.lines);
    const copy = await this.index(proxy.path, proxyFacts(facts), options);
    const check = measure({
      declaredFrames: index.declared,
      source,
      sourceStart: index.video?.times[0] ?? null,
      step: facts.video === null ? 0 : secondsApart(facts.video.timeBase),
      proxy: copy.video,
      sourceAudio: index.audio,
      proxyAudio: copy.audio,
    });
    const accounted = accountFor({
      ...{ facts, source, scan: index.scan, declared: index.declared },
      complained: run.complaints.count > 0,
    });
    const damaged = damageOf(accounted);
    const changing = await changes(outputDir);
    const limit = oneFrame(source, facts);
    const sizes = changing && plan.videoTreatment === 'copy' ? [SIZES_CHANGE] : [];
    const problems = [...faults(check, limit, damaged !== null), ...sizes];
    const pictureHolds = faults(check, limit, true).length + sizes.length === 0;
    // Frames that were lost for want of memory are no damage of the file's.
    const short = complaint(run.complaints.lines) === 'too-much-memory';
    if (short && (damaged !== null || problems.length > 0)) return undecodable('too-much-memory');
    if (problems.length > 0)
      throw new (pictureHolds ? SoundFailed : RenditionFailed)(problems, check, run.complaints.lines);
    return {
      kind: 'renditions',
      proxy,
      posters: files.filter(({ name }) => name === 'poster' || name === 'thumbnail'),
      contactSheet: file('contact-sheet'),
      frames,
      recipe: {
        tool: 'ffmpeg',
        version: await this.version(),
        arguments: run.arguments,
        video: facts.video === null ? null : plan.videoTreatment,
        audio: facts.audio === null ? null : plan.audioTreatment,
      },
      check,
      accounted,
      damaged,
      complaints: run.complaints.count,
      labels: [
        ...labelsOf(facts),
        ...(changing ? (['one-size'] as const) : []),
        ...(plan.sameTimes === undefined ? [] : (['moved-on'] as const)),
      ],
    };
  }

  /** A browser that cannot decode a packet of copied sound plays nothing more, of the picture neither. */
  private async stopsBrowsers(
    made: Renditions | Undecodable,
    { facts, audioTreatment }: Plan,
    output: string,
    { signal }: RenditionOptions,
  ): Promise<boolean> {
    if (made.kind !== 'renditions' || facts.audio === null || audioTreatment !== 'copy') return false;
    const watch = { signal, stallMs: this.stallMs };
    const recipe = soundCheck(this.settings);
    const run = await runFfmpeg(this.sandbox, recipe, { input: made.proxy.path, output, ...watch });
    return run.complaints.count > 0;
  }

  private async run(
    input: string,
    plan: Plan,
    { video }: MediaIndex,
    output: string,
    { onProgress, signal }: RenditionOptions,
  ): Promise<FfmpegRun> {
    const recipe = renditionRecipe(plan, this.settings);
    const stallMs = patience(this.stallMs, video?.hidden ?? 0);
    return runFfmpeg(this.sandbox, recipe, { input, output, onProgress, signal, stallMs });
  }

  private index(path: string, streams: Streams, { signal }: RenditionOptions): Promise<MediaIndex> {
    return readIndex(this.sandbox, path, streams, this.settings, { signal, stallMs: this.stallMs });
  }

  private plan(facts: MediaFacts, index: MediaIndex): Plan {
    const times = index.video?.times ?? [];
    const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
    const { video, audio } = facts;
    const whole = index.declared === times.length;
    const copyVideo = whole && video !== null && index.video !== null && videoFits(video, index.video);
    return {
      facts,
      videoTreatment: copyVideo ? 'copy' : 'reencode',
      sameTimes:
        index.video !== null && haveSameTimes(index.video)
          ? { lastSeconds: index.video.lastDuration }
          : undefined,
      audioTreatment: whole && audio !== null && audioFits(audio) ? 'copy' : 'reencode',
      sheetFrom: sheetTimes(times),
      posterAt: posterTime(span),
    };
  }

  private get stallMs(): number {
    return this.settings.stallSeconds * 1_000;
  }
}

/** A picture whose packets are all hidden is whole; the file itself says that none is to be shown. */
const whyNone = ({ video }: MediaIndex): 'all-hidden' | 'no-picture' =>
  (video?.hidden ?? 0) > 0 ? 'all-hidden' : 'no-picture';

/** What ffmpeg reads of a film begins at 0. */
function soundSpanOf({ audio, video }: MediaIndex): SoundSpan | undefined {
  if (audio === null) return undefined;
  const first = Math.min(audio.start, video?.times[0] ?? audio.start);
  return { start: audio.start - first, seconds: audio.end - audio.start };
}

const hasFailed = (error: unknown): boolean => error instanceof ToolFailed && error.ending === 'failed';

const withoutSound = (made: Renditions | Undecodable): Renditions | Undecodable =>
  made.kind === 'renditions' ? { ...made, labels: [...made.labels, 'sound-left-out'] } : made;

async function clear(plan: Plan, outputDir: string): Promise<void> {
  await Promise.all(renditionFiles(plan).map(({ file }) => rm(join(outputDir, file), { force: true })));
}

/** The streams of a proxy: picture first, then sound. */
function proxyFacts({ video, audio }: MediaFacts): Streams {
  return {
    container: 'mov,mp4',
    video: video === null ? null : { index: 0, frameCount: null },
    audio: audio === null ? null : { index: video === null ? 0 : 1 },
  };
}

/** Seconds that one frame is shown, of the picture or of the sound (1024 samples of AAC), the longer. */
function oneFrame(source: FrameList | null, { audio }: MediaFacts): number {
  const span = source === null ? null : spanOf(source);
  const picture = span === null || source === null ? 0 : (span.end - span.start) / source.times.length;
  return Math.max(picture, audio === null ? 0 : 1024 / Math.max(8_000, audio.sampleRate));
}

/**
 * A copy of packets whose picture changes its size in its midst is shown by a browser in each of its sizes. All that covers, counts and
 * cuts has one: what is drawn over the one would stand elsewhere in the other.
 */
const SIZES_CHANGE = 'the picture changes its size or format in its midst';

async function changes(outputDir: string): Promise<boolean> {
  const path = join(outputDir, SHAPES_FILE);
  const shapes = (await lstat(path).catch(() => null))?.isFile() === true ? await readFile(path, 'utf8') : '';
  await rm(path, { force: true });
  return shapes.split('\n').filter((line) => /^\d/.test(line)).length > 1;
}

/** Only regular files are taken: a decoder that was taken over could leave a link to anywhere. */
async function collect(plan: Plan, outputDir: string): Promise<RenditionFile[]> {
  const found = await Promise.all(
    renditionFiles(plan).map(async ({ file, ...rest }): Promise<RenditionFile[]> => {
      const path = join(outputDir, file);
      const stats = await lstat(path).catch(() => null);
      return stats?.isFile() === true && stats.size > 0 ? [{ ...rest, path, bytes: stats.size }] : [];
    }),
  );
  return found.flat();
}
