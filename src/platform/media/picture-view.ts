import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { undecodable, type PictureFacts, type Undecodable } from './facts';
import { runFfmpeg, type FfmpegOptions } from './ffmpeg-adapter';
import { isHeifType, NoHeifDecoder, withHeifDecoded, type HeifRecipe } from './heif';
import type { PictureType } from './pictures';
import { reasonOf } from './probe-reasons';
import { isReduced, pictureViewRecipe, plannedViews } from './recipes/picture-view';
import type { Label, RecipeRecord, RenditionFile, RenditionOptions } from './rendition';
import type { Sandbox } from './sandbox';
import type { MediaSettings } from './settings';

/** A picture coded anew, so that it can be looked at. */
export interface PictureViews {
  readonly kind: 'picture-views';
  readonly proxy: RenditionFile;
  readonly contactSheet: RenditionFile;
  readonly recipe: Omit<RecipeRecord, 'video' | 'audio'> & {
    /** What made the PNG that ffmpeg read, where ffmpeg does not read the file itself. */
    readonly decodedBy?: HeifRecipe;
  };
  readonly labels: readonly Label[];
}

export class PictureViewer {
  constructor(
    private readonly sandbox: Sandbox,
    private readonly settings: MediaSettings,
    private readonly version: () => Promise<string>,
  ) {}

  /** @throws SandboxUnavailable; ToolMissing; the signal's reason */
  async make(
    input: string,
    facts: PictureFacts,
    output: string,
    { signal, onProgress }: RenditionOptions = {},
  ): Promise<PictureViews | Undecodable> {
    const watch = { signal, onProgress, stallMs: this.settings.stallSeconds * 1_000 };
    try {
      if (!isHeifType(facts.mime)) return await this.code(input, facts.mime, facts, { output, ...watch });
      return await withHeifDecoded(this.sandbox, input, watch, ({ path, recipe }) =>
        this.code(path, 'image/png', facts, { output, ...watch }, recipe),
      );
    } catch (error) {
      if (error instanceof NoHeifDecoder) return undecodable('picture-refused');
      return undecodable(reasonOf(error, 'picture-broken'));
    }
  }

  private async code(
    input: string,
    readAs: PictureType,
    facts: PictureFacts,
    options: Omit<FfmpegOptions, 'input'>,
    decodedBy?: HeifRecipe,
  ): Promise<PictureViews | Undecodable> {
    const recipe = pictureViewRecipe(facts, readAs, this.settings);
    const run = await runFfmpeg(this.sandbox, recipe, { ...options, input });
    const files = plannedViews(facts).map((view) => fileOf(view, options.output));
    const [proxy, contactSheet] = await Promise.all(files);
    if (!proxy || !contactSheet) return undecodable('picture-broken');
    return {
      ...{ kind: 'picture-views', proxy, contactSheet, labels: labelsOf(facts) },
      recipe: {
        ...{ tool: 'ffmpeg', version: await this.version(), arguments: run.arguments },
        ...(decodedBy && { decodedBy }),
      },
    };
  }
}

const labelsOf = (facts: PictureFacts): Label[] => [
  ...(facts.orientation === 1 ? [] : (['rotated'] as const)),
  ...(isReduced(facts) ? (['reduced'] as const) : []),
  ...(facts.frames > 1 ? (['first-picture'] as const) : []),
];

/** Only regular files are taken: a decoder that was taken over could leave a link to anywhere. */
async function fileOf(
  { name, file, mime, size }: ReturnType<typeof plannedViews>[number],
  folder: string,
): Promise<RenditionFile | undefined> {
  const path = join(folder, file);
  const stats = await lstat(path).catch(() => null);
  if (stats?.isFile() !== true || stats.size === 0) return undefined;
  return { name, path, mime, bytes: stats.size, ...size };
}
