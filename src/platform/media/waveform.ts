import { lstat, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { mayDecode } from './allow-lists';
import { ToolFailed } from './errors';
import type { MediaFacts } from './facts';
import { runFfmpeg } from './ffmpeg-adapter';
import type { FileReader } from './file-reader';
import { SAMPLES_FILE, WAVEFORM_FILE, WAVEFORM_SIZE, waveformRecipe } from './recipes/waveform';
import type { RecipeRecord, RenditionOptions } from './rendition';
import type { Sandbox } from './sandbox';
import type { MediaSettings } from './settings';
import type { WatchOptions } from './watchdog';

/** What a detector took for speech: an aid to find it, no finding. */
export interface Speech {
  readonly detector: string;
  /** From and to, in milliseconds of the sound. */
  readonly spans: readonly (readonly [number, number])[];
}

/** The package whose program it is, and how strict it is (0 to 3). */
const DETECTOR = '@echogarden/fvad-wasm 0.2.0, mode 3';

/** A picture of how loud the sound is. */
export interface Waveform {
  readonly path: string;
  readonly mime: 'image/png';
  readonly width: number;
  readonly height: number;
  /** Length of the clip that its width stands for. */
  readonly seconds: number;
  /** Where somebody may speak; null where that could not be looked for. */
  readonly speech: Speech | null;
  readonly recipe: Omit<RecipeRecord, 'video' | 'audio'>;
}

export class WaveformMaker {
  constructor(
    private readonly sandbox: Sandbox,
    private readonly reader: FileReader,
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
    const { audio, video, duration: seconds } = facts;
    if (audio === null || seconds === null || seconds <= 0 || !mayDecode(audio.codec)) return null;
    const stallMs = this.settings.stallSeconds * 1_000;
    const recipe = waveformRecipe({ audio, video }, seconds, this.settings);
    const run = await runFfmpeg(this.sandbox, recipe, { input, output, onProgress, signal, stallMs });
    const path = join(output, WAVEFORM_FILE);
    const stats = await lstat(path).catch(() => null);
    if (stats?.isFile() !== true || stats.size === 0)
      throw new ToolFailed('ffmpeg', 'failed', run.complaints.lines);
    const watch = { signal, stallMs };
    return {
      path,
      mime: 'image/png',
      ...WAVEFORM_SIZE,
      seconds,
      speech: await this.speech(join(output, SAMPLES_FILE), watch),
      recipe: { tool: 'ffmpeg', version: await this.version(), arguments: run.arguments },
    };
  }

  /** Nothing else waits for it. */
  private async speech(samples: string, watch: WatchOptions): Promise<Speech | null> {
    try {
      return { detector: DETECTOR, spans: await this.reader.speechIn(samples, watch) };
    } catch (error) {
      if (error instanceof ToolFailed) return null;
      throw error;
    } finally {
      await rm(samples, { force: true });
    }
  }
}
