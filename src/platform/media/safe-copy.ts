import { createReadStream } from 'node:fs';
import { lstat, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { remarkBoxes } from './boxes';
import { ToolFailed } from './errors';
import type { MediaFacts } from './facts';
import { runFfmpeg, type FfmpegOptions, type FfmpegRun } from './ffmpeg-adapter';
import type { FileReader } from './file-reader';
import { hasUserDataInHeader } from './headers';
import { holdsBytes } from './holds-any';
import { readIndex } from './media-index';
import {
  COPY_FRAMES,
  copyFramesRecipe,
  safeContainer,
  safeCopyRecipe,
  videoTreatment,
  type SafePlan,
  type SafeTreatment,
} from './recipes/safe-copy';
import type { RecipeRecord, RenditionOptions } from './rendition';
import type { Sandbox } from './sandbox';
import type { MediaSettings } from './settings';
import { listed } from './listed';
import { readTags, type Tag, type Tags } from './tags';
import { patience, type WatchOptions } from './watchdog';

/** The recording with every frame and sound as it came, and without whatever else the file told. */
export interface SafeCopy {
  readonly path: string;
  readonly mime: string;
  readonly bytes: number;
  readonly recipe: Omit<RecipeRecord, 'video' | 'audio'> & {
    readonly video: SafeTreatment | null;
    readonly audio: SafeTreatment | null;
  };
  /** Names of the fields, streams and boxes that are not in the copy. Never a value. */
  readonly removed: readonly string[];
  /** Frames that were compared, pixel for pixel. */
  readonly frames: number;
}

/** The copy is not what it must be; it must not be given away. */
export class SafeCopyFailed extends Error {
  override readonly name = 'SafeCopyFailed';
  constructor(
    readonly problem:
      | 'frames differ'
      | 'no frame came out'
      | 'something was left'
      | 'no copy came out'
      | 'too large'
      | 'the same bytes',
  ) {
    super(`the copy without metadata failed its check: ${problem}`);
  }
}

/** What our own tool writes into every file, and what a format cannot do without. */
const OF_THE_FORMAT =
  /^(major_brand|minor_version|compatible_brands|encoder|language|handler_name|vendor_id|duration)$/i;
/** Shorter values may occur by chance. */
const SHORTEST = 5;

/** Packets that coders of sound put before the first that is heard: AAC at most 2112 samples, which is three. */
const PRIMING = 3;

/** Codings of sound whose header has a place for remarks of any kind and length (Vorbis I section 5), which goes wherever their packets go. */
const REMARKS_IN_HEADER: readonly string[] = ['vorbis'];

interface CopyPlan extends SafePlan {
  /** Frames that the index hides. */
  readonly hidden: number;
  /** The index hides some of the sound. */
  readonly soundHidden: boolean;
}

interface Attempt {
  readonly path: string;
  readonly bytes: number;
  readonly run: FfmpegRun;
  readonly picture: SafeTreatment;
  readonly frames: number;
}

export class SafeCopier {
  constructor(
    private readonly sandbox: Sandbox,
    private readonly reader: FileReader,
    private readonly settings: MediaSettings,
    private readonly version: () => Promise<string>,
  ) {}

  /** @throws SafeCopyFailed; ToolFailed; SandboxUnavailable; ToolMissing; the signal's reason */
  async make(
    input: string,
    facts: MediaFacts,
    outputDir: string,
    { signal, onProgress }: RenditionOptions = {},
  ): Promise<SafeCopy> {
    const stallMs = this.settings.stallSeconds * 1_000;
    const watch = { signal, stallMs };
    const [before, boxes] = [
      await readTags(this.sandbox, input, this.settings, watch),
      await remarkBoxes(input),
    ];
    const plan = await this.plan(input, facts, watch);
    const job = { input, output: outputDir, onProgress, signal, stallMs: patience(stallMs, plan.hidden) };
    const { path, bytes, frames, run, picture } = await this.attempt(facts, plan, job);
    const after = await readTags(this.sandbox, path, this.settings, watch);
    if (!isBare(after, await remarkBoxes(path)) || (await holdsAny(path, before.tags)))
      throw new SafeCopyFailed('something was left');
    return {
      path,
      mime: safeContainer(facts).mime,
      bytes,
      recipe: {
        tool: 'ffmpeg',
        version: await this.version(),
        arguments: run.arguments,
        video: facts.video === null ? null : picture,
        audio: facts.audio === null ? null : plan.sound,
      },
      removed: removedNames(before, boxes, facts, plan.hidden > 0 || plan.soundHidden),
      frames,
    };
  }

  /**
   * What the index hides is not in the copy: whoever decides about it has not seen it. Packets depend on hidden ones, so
   * picture or sound is then made again without loss.
   */
  private async plan(path: string, facts: MediaFacts, watch: WatchOptions): Promise<CopyPlan> {
    const { video, audio } = facts;
    const { scan } = await readIndex(this.sandbox, path, facts, this.settings, watch);
    const hidden = video === null ? 0 : (scan.streams.get(video.index)?.frames.hidden ?? 0);
    const { before = 0, between = 0, after = 0 } = (audio && scan.streams.get(audio.index)) ?? {};
    const soundHidden = before > PRIMING || between + after > 0;
    const sound = soundHidden || REMARKS_IN_HEADER.includes(audio?.codec ?? '') ? 'lossless' : 'copy';
    if (video === null) return { picture: 'copy', sound, hidden, soundHidden };
    const inHeader =
      hidden === 0 &&
      (await hasUserDataInHeader(this.sandbox, this.reader, path, video, this.settings, watch));
    return { picture: videoTreatment(video, hidden > 0 || inHeader), sound, hidden, soundHidden };
  }

  /** Copies the packets of the picture; where they do not make the same frames in another container, their pixels. */
  private async attempt(facts: MediaFacts, plan: CopyPlan, job: FfmpegOptions): Promise<Attempt> {
    try {
      return await this.once(facts, plan, job);
    } catch (error) {
      const again =
        (error instanceof SafeCopyFailed && error.problem === 'frames differ') ||
        (error instanceof ToolFailed && error.ending === 'failed');
      if (!again || facts.video === null || plan.picture === 'lossless') throw error;
    }
    return this.once(facts, { ...plan, picture: 'lossless' }, job);
  }

  private async once(facts: MediaFacts, plan: CopyPlan, job: FfmpegOptions): Promise<Attempt> {
    const path = join(job.output, safeContainer(facts).file);
    const again = join(job.output, 'again');
    await Promise.all([path, again].map((each) => rm(each, { recursive: true, force: true })));
    await mkdir(again);
    const run = await runFfmpeg(this.sandbox, safeCopyRecipe(facts, plan, this.settings), job);
    const stats = await lstat(path).catch(() => null);
    if (stats?.isFile() !== true || stats.size === 0) throw new SafeCopyFailed('no copy came out');
    const made = { path, bytes: stats.size, run, picture: plan.picture };
    if (facts.video === null) return { ...made, frames: 0 };
    const second = copyFramesRecipe(facts.video, this.settings);
    await runFfmpeg(this.sandbox, second, { ...job, input: path, output: again });
    return { ...made, frames: await sameFrames(join(job.output, COPY_FRAMES), join(again, COPY_FRAMES)) };
  }
}

/** ffmpeg writes an empty list of tags into every MP4. */
const remarksLeft = (boxes: readonly string[]): boolean => boxes.some((name) => name !== 'moov/udta/meta');

/** Whether a file that was made has no tag, stream or box but those of its format. */
export const isBare = (tags: Tags, boxes: readonly string[]): boolean => !isLeft(tags) && !remarksLeft(boxes);

const isLeft = ({ tags, streams }: Tags): boolean =>
  streams.length > 2 || tags.some(({ name }) => !OF_THE_FORMAT.test(name));

/** The pixel hash of every frame, in the order of showing. */
async function* hashes(path: string): AsyncGenerator<string> {
  for await (const line of createInterface(createReadStream(path)))
    if (!line.startsWith('#')) yield line.split(',').at(-1)?.trim() ?? '';
}

/** @returns how many there are @throws SafeCopyFailed unless both lists have the same frames */
export async function sameFrames(source: string, copy: string): Promise<number> {
  const copied = hashes(copy);
  let count = 0;
  for await (const hash of hashes(source)) {
    if ((await copied.next()).value !== hash) throw new SafeCopyFailed('frames differ');
    count += 1;
  }
  if ((await copied.next()).done !== true) throw new SafeCopyFailed('frames differ');
  if (count === 0) throw new SafeCopyFailed('no frame came out');
  return count;
}

/** Whether a value that the source's tags held occurs anywhere in the bytes of the copy, as UTF-8 or UTF-16. */
export function holdsAny(path: string, tags: readonly Pick<Tag, 'name' | 'value'>[]): Promise<boolean> {
  const values = [...new Set(tags.filter(({ name }) => !OF_THE_FORMAT.test(name)).map(({ value }) => value))]
    .filter((value) => value.length >= SHORTEST)
    .flatMap((value) => [Buffer.from(value), Buffer.from(value, 'utf16le')]);
  return holdsBytes(path, values);
}

/** What the copy lacks, by name. */
function removedNames(
  { tags, streams }: Tags,
  boxes: readonly string[],
  facts: MediaFacts,
  hides: boolean,
): string[] {
  const kept = new Set([facts.video?.index, facts.audio?.index]);
  const names = [
    ...streams.filter(({ index }) => !kept.has(index)).map(({ where }) => where),
    ...tags.filter(({ name }) => !OF_THE_FORMAT.test(name)).map(({ where, name }) => `${where}: ${name}`),
    ...boxes.map((box) => `box ${box}`),
    ...(hides ? ['frames and sound that the index hides'] : []),
    ...(facts.video === null ? [] : ['user data within the video stream, if any']),
  ];
  return listed(names);
}
