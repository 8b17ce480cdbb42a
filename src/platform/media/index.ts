import { stat } from 'node:fs/promises';
import type { FileFacts, MediaFacts, PictureFacts, Undecodable } from './facts';
import { FaceFinder } from './faces/face-finder';
import { FileReader } from './file-reader';
import { FilmMaker } from './film/film';
import { PictureCopier, type PictureCopy } from './picture-copy';
import { PictureViewer, type PictureViews } from './picture-view';
import type { PhotographType } from './photograph';
import { Probe } from './probe';
import type { RenditionOptions, Renditions } from './rendition';
import { Renderer } from './renditions';
import { SafeCopier, type SafeCopy } from './safe-copy';
import { Sandbox, type SandboxState, type ToolName } from './sandbox';
import type { MediaSettings } from './settings';
import type { SealReading } from '../seals';
import { SealReader } from './seal';
import { StillMaker, type Still } from './still';
import { toolVersion } from './version';
import { WaveformMaker, type Waveform } from './waveform';

export type { Accounted, UnshownStream } from './accounted';
export * from './facts';
export type { Progress } from './progress';
export type * from './rendition';
export { RenditionFailed, type RenditionCheck } from './rendition-check';
export { drawCard, faceSha256 } from './film/letters';
export { KINDS, type Box, type Kind } from './faces/boxes';
export { PEOPLE_EVERY } from './faces/people';
export type { Coding, Decoded, FilmFacts, FilmMaker, OnFrame, PutFrame } from './film/film';
export { shownSize } from './recipes/geometry';
export type { SoundShape } from './recipes/film';
export type { PictureCopy } from './picture-copy';
export type { PictureViews } from './picture-view';
export { isPhotograph, PHOTOGRAPH_TYPES, type PhotographType } from './photograph';
export { SafeCopyFailed, type SafeCopy } from './safe-copy';
export type { Speech, Waveform } from './waveform';
export { NoSuchFrame, type Still } from './still';
export { WordProgram, type Program } from './words/word-program';
export { ProgramFailed, SandboxUnavailable, ToolFailed, ToolMissing, type ProgramEnding } from './errors';
export { extensionOf } from './extensions';
export { sniff, sniffFile, SNIFF_BYTES, type Sniffed } from './sniff';
export type { SandboxState } from './sandbox';

/** Sentences are for the operator. Jobs run only when `problems` is empty; `warnings` are to be said loudly. */
export interface MediaCheck {
  readonly ffmpeg: string | null;
  readonly ffprobe: string | null;
  readonly exiftool: string | null;
  /** null where HEIC and AVIF pictures cannot be shown; that is no problem. */
  readonly heifDec: string | null;
  readonly sandbox: SandboxState;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** ffmpeg, ffprobe and exiftool, shut in: the only way to open a file that somebody sent. */
export class MediaTool {
  private readonly sandbox: Sandbox;
  private readonly prober: Probe;
  /** Of small files. */
  private readonly quickProber: Probe;
  private readonly renderer: Renderer;
  private readonly reader: FileReader;
  private readonly copier: SafeCopier;
  private readonly pictures: PictureCopier;
  private readonly views: PictureViewer;
  private readonly stills: StillMaker;
  private readonly waves: WaveformMaker;
  private readonly seals: SealReader;
  /** Recordings frame by frame: for copies in which something is covered. */
  readonly films: FilmMaker;
  /** Where faces and people are in a recording: nothing of it is loaded before it is asked. */
  readonly faces: FaceFinder;
  private known: Promise<string> | undefined;

  constructor(private readonly settings: MediaSettings) {
    this.sandbox = new Sandbox(settings);
    this.renderer = new Renderer(this.sandbox, settings, () => this.version());
    this.seals = new SealReader(settings);
    this.reader = new FileReader(settings);
    this.films = new FilmMaker(this.sandbox, settings);
    this.faces = new FaceFinder(this.sandbox, settings);
    const cpuSeconds = Math.min(settings.cpuSeconds, settings.checkCpuSeconds);
    this.prober = new Probe(new Sandbox({ ...settings, cpuSeconds }), settings);
    const few = Math.min(cpuSeconds, settings.smallCpuSeconds);
    this.quickProber = new Probe(new Sandbox({ ...settings, cpuSeconds: few }), settings);
    this.copier = new SafeCopier(this.sandbox, this.reader, settings, () => this.version());
    this.waves = new WaveformMaker(this.sandbox, this.reader, settings, () => this.version());
    this.pictures = new PictureCopier(this.sandbox, this.reader, settings, async () => [
      await this.version(),
      `exiftool ${await toolVersion(this.sandbox, 'exiftool')}`,
    ]);
    this.views = new PictureViewer(this.sandbox, settings, () => this.version());
    this.stills = new StillMaker(this.sandbox, settings, () => this.version());
  }

  /**
   * What a file says of itself, or why it cannot be decoded: both are answers.
   * @throws SandboxUnavailable; ToolMissing; the signal's reason when cancelled
   */
  async probe(path: string, signal?: AbortSignal): Promise<FileFacts> {
    const { size } = await stat(path);
    return (size < this.settings.smallBytes ? this.quickProber : this.prober).read(path, signal);
  }

  /**
   * Makes proxy, frame list, posters and contact sheet in one run, and measures the proxy against the source. The same
   * input, facts, limits and ffmpeg give the same bytes.
   * @param outputDir an empty folder of the caller's, which removes it afterwards
   * @throws RenditionFailed with what was measured; SandboxUnavailable; ToolMissing; the signal's reason
   */
  makeRenditions(
    inputPath: string,
    facts: MediaFacts,
    outputDir: string,
    options?: RenditionOptions,
  ): Promise<Renditions | Undecodable> {
    return this.renderer.make(inputPath, facts, outputDir, options);
  }

  /**
   * Codes a photograph or screenshot anew, upright: the picture to look at, and a smaller one to decide by.
   * @param outputDir an empty folder of the caller's, which removes it afterwards
   * @throws SandboxUnavailable; ToolMissing; the signal's reason
   */
  pictureViews(
    inputPath: string,
    facts: PictureFacts,
    outputDir: string,
    options?: RenditionOptions,
  ): Promise<PictureViews | Undecodable> {
    return this.views.make(inputPath, facts, outputDir, options);
  }

  /**
   * Copies picture and sound without anything else that the file tells: no tags, no places, no device, no other streams.
   * Every frame of the copy is compared with the source's.
   * @param outputDir an empty folder of the caller's, which removes it afterwards
   * @throws SafeCopyFailed; ToolFailed; SandboxUnavailable; ToolMissing; the signal's reason
   */
  safeCopy(
    inputPath: string,
    facts: MediaFacts,
    outputDir: string,
    options?: RenditionOptions,
  ): Promise<SafeCopy> {
    return this.copier.make(inputPath, facts, outputDir, options);
  }

  /**
   * Copies a picture as it is coded, with its colours and its orientation, and nothing else that its file tells. The
   * pixels of the copy are compared with the source's.
   * @param outputDir an empty folder of the caller's, which removes it afterwards
   * @throws SafeCopyFailed; ToolFailed; SandboxUnavailable; ToolMissing; the signal's reason
   */
  pictureCopy(
    inputPath: string,
    type: PhotographType,
    outputDir: string,
    options?: RenditionOptions,
  ): Promise<PictureCopy> {
    return this.pictures.make(inputPath, type, outputDir, options);
  }

  /**
   * One frame of a master as a PNG, and the same picture in other bytes.
   * @param frame counted from 1, in the order in which the decoder gives them
   * @param outputDir an empty folder of the caller's, which removes it afterwards
   * @throws NoSuchFrame; ToolFailed; SandboxUnavailable; ToolMissing; the signal's reason
   */
  still(
    inputPath: string,
    facts: MediaFacts,
    frame: number,
    outputDir: string,
    options?: RenditionOptions,
  ): Promise<Still> {
    return this.stills.make(inputPath, facts, frame, outputDir, options);
  }

  /**
   * A picture of how loud the sound is; `null` when there is no sound that may be decoded.
   * @param outputDir an empty folder of the caller's, which removes it afterwards
   * @throws ToolFailed; SandboxUnavailable; ToolMissing; the signal's reason
   */
  waveform(
    inputPath: string,
    facts: MediaFacts,
    outputDir: string,
    options?: RenditionOptions,
  ): Promise<Waveform | null> {
    return this.waves.make(inputPath, facts, outputDir, options);
  }

  /**
   * What the seal of a file's maker says (C2PA), and whether it holds; `null` where there is none. A seal that cannot be checked
   * is an answer.
   * @param now judges certificates that no trusted time stamp vouches for
   * @throws SandboxUnavailable; the signal's reason when cancelled
   */
  seal(path: string, now: Date, signal?: AbortSignal): Promise<SealReading | null> {
    return this.seals.read(path, now, signal);
  }

  /** First line of `ffmpeg -version`. @throws ToolMissing; SandboxUnavailable */
  version(): Promise<string> {
    this.known ??= toolVersion(this.sandbox, 'ffmpeg');
    this.known.catch(() => (this.known = undefined));
    return this.known;
  }

  /** What is installed, and whether the decoders are shut in. Never throws. */
  async check(): Promise<MediaCheck> {
    const sandbox = await this.sandbox.state();
    const refused = sandbox.kind === 'none' && !sandbox.allowed;
    const problems = [
      ...(refused ? [sandbox.sentence] : []),
      ...(await this.reader.problems()),
      ...(await this.seals.problems()),
    ];
    const ask = (tool: ToolName): Promise<string | null> =>
      (tool === 'ffmpeg' ? this.version() : toolVersion(this.sandbox, tool)).catch((error: unknown) => {
        if (!refused) problems.push(error instanceof Error ? error.message : `${tool} does not run.`);
        return null;
      });
    const [ffmpeg, ffprobe, exiftool] = [await ask('ffmpeg'), await ask('ffprobe'), await ask('exiftool')];
    const open = sandbox.kind === 'none' && sandbox.allowed;
    const warnings = open
      ? [`WARNING: video decoders run WITHOUT a sandbox on hostile files. ${sandbox.sentence}`]
      : [];
    const heifDec = await toolVersion(this.sandbox, 'heif-dec').catch(() => null);
    return { ffmpeg, ffprobe, exiftool, heifDec, sandbox, problems, warnings };
  }
}
