import { createReadStream } from 'node:fs';
import { lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { remarkBoxes } from './boxes';
import type { MediaFacts } from './facts';
import { runFfmpeg } from './ffmpeg-adapter';
import { hasUserDataInHeader } from './headers';
import {
  COPY_FRAMES,
  copyFramesRecipe,
  safeContainer,
  safeCopyRecipe,
  videoTreatment,
  type SafeTreatment,
} from './recipes/safe-copy';
import type { RecipeRecord, RenditionOptions } from './rendition';
import type { Sandbox } from './sandbox';
import type { MediaSettings } from './settings';
import { listed } from './listed';
import { readTags, type Tag, type Tags } from './tags';
import type { WatchOptions } from './watchdog';

/** The recording with every frame and sound as it came, and without whatever else the file told. */
export interface SafeCopy {
  readonly path: string;
  readonly mime: string;
  readonly bytes: number;
  readonly recipe: Omit<RecipeRecord, 'video' | 'audio'> & {
    readonly video: SafeTreatment | null;
    readonly audio: 'copy' | null;
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

export class SafeCopier {
  constructor(
    private readonly sandbox: Sandbox,
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
    const again = join(outputDir, 'again');
    await mkdir(again);
    const treatment = await this.treatment(input, facts, watch);
    const recipe = safeCopyRecipe(facts, treatment, this.settings);
    const run = await runFfmpeg(this.sandbox, recipe, { input, output: outputDir, onProgress, ...watch });
    const { file, mime } = safeContainer(facts);
    const path = join(outputDir, file);
    const stats = await lstat(path).catch(() => null);
    if (stats?.isFile() !== true || stats.size === 0) throw new SafeCopyFailed('no copy came out');
    let frames = 0;
    if (facts.video !== null) {
      const second = copyFramesRecipe(facts.video, this.settings);
      await runFfmpeg(this.sandbox, second, { input: path, output: again, onProgress, ...watch });
      frames = await sameFrames(join(outputDir, COPY_FRAMES), join(again, COPY_FRAMES));
    }
    const after = await readTags(this.sandbox, path, this.settings, watch);
    if (isLeft(after) || (await remarksLeft(path)) || (await holdsAny(path, before.tags)))
      throw new SafeCopyFailed('something was left');
    return {
      path,
      mime,
      bytes: stats.size,
      recipe: {
        tool: 'ffmpeg',
        version: await this.version(),
        arguments: run.arguments,
        video: facts.video === null ? null : treatment,
        audio: facts.audio === null ? null : 'copy',
      },
      removed: removedNames(before, boxes, facts),
      frames,
    };
  }

  private async treatment(path: string, { video }: MediaFacts, watch: WatchOptions): Promise<SafeTreatment> {
    if (video === null) return 'copy';
    const inHeader = await hasUserDataInHeader(this.sandbox, path, video, this.settings, watch);
    return videoTreatment(video, inHeader);
  }
}

/** ffmpeg writes an empty list of tags into every MP4. */
const remarksLeft = async (path: string): Promise<boolean> =>
  (await remarkBoxes(path)).some((name) => name !== 'moov/udta/meta');

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
export async function holdsAny(path: string, tags: readonly Pick<Tag, 'name' | 'value'>[]): Promise<boolean> {
  const values = [...new Set(tags.filter(({ name }) => !OF_THE_FORMAT.test(name)).map(({ value }) => value))]
    .filter((value) => value.length >= SHORTEST)
    .flatMap((value) => [Buffer.from(value), Buffer.from(value, 'utf16le')]);
  const overlap = Math.max(0, ...values.map((value) => value.length));
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 ** 2 })) {
    const window = Buffer.concat([rest, chunk as Buffer]);
    if (values.some((value) => window.includes(value))) return true;
    rest = Buffer.from(window.subarray(Math.max(0, window.length - overlap)));
  }
  return false;
}

/** What the copy lacks, by name. */
function removedNames({ tags, streams }: Tags, boxes: readonly string[], facts: MediaFacts): string[] {
  const kept = new Set([facts.video?.index, facts.audio?.index]);
  const names = [
    ...streams.filter(({ index }) => !kept.has(index)).map(({ where }) => where),
    ...tags.filter(({ name }) => !OF_THE_FORMAT.test(name)).map(({ where, name }) => `${where}: ${name}`),
    ...boxes.map((box) => `box ${box}`),
    'user data within the video stream, if any',
  ];
  return listed(names);
}
