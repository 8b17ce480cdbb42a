import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { mayDecode } from './allow-lists';
import { ToolFailed } from './errors';
import type { MediaFacts } from './facts';
import { runFfmpeg } from './ffmpeg-adapter';
import { WAVEFORM_FILE, WAVEFORM_SIZE, waveformRecipe } from './recipes/waveform';
import type { RecipeRecord, RenditionOptions } from './rendition';
import type { Sandbox } from './sandbox';
import type { MediaSettings } from './settings';

/** A picture of how loud the sound is. */
export interface Waveform {
  readonly path: string;
  readonly mime: 'image/png';
  readonly width: number;
  readonly height: number;
  /** Length of the clip that its width stands for. */
  readonly seconds: number;
  readonly recipe: Omit<RecipeRecord, 'video' | 'audio'>;
}

export class WaveformMaker {
  constructor(
    private readonly sandbox: Sandbox,
    private readonly settings: MediaSettings,
    private readonly version: () => Promise<string>,
  ) {}

  /**
   * `null` when there is no sound, or none that may be decoded.
   * @throws ToolFailed; SandboxUnavailable; ToolMissing; the signal's reason
   */
  async make(
    input: string,
    facts: MediaFacts,
    output: string,
    { signal, onProgress }: RenditionOptions = {},
  ): Promise<Waveform | null> {
    const { audio, duration: seconds } = facts;
    if (audio === null || seconds === null || seconds <= 0 || !mayDecode(audio.codec)) return null;
    const stallMs = this.settings.stallSeconds * 1_000;
    const recipe = waveformRecipe(audio, seconds, this.settings);
    const run = await runFfmpeg(this.sandbox, recipe, { input, output, onProgress, signal, stallMs });
    const path = join(output, WAVEFORM_FILE);
    const stats = await lstat(path).catch(() => null);
    if (stats?.isFile() !== true || stats.size === 0)
      throw new ToolFailed('ffmpeg', 'failed', run.complaints.lines);
    return {
      path,
      mime: 'image/png',
      ...WAVEFORM_SIZE,
      seconds,
      recipe: { tool: 'ffmpeg', version: await this.version(), arguments: run.arguments },
    };
  }
}
