import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, constants, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../../config';
import { mayDecode } from '../allow-lists';
import { ProgramFailed } from '../errors';
import type { MediaFacts } from '../facts';
import { runFfmpeg } from '../ffmpeg-adapter';
import { HEARD_FILE, heardRecipe } from '../recipes/heard';
import { ANSWERS_WITHIN_MS, Sandbox } from '../sandbox';
import { TRANSCRIBE } from '../sandbox-arguments';
import type { MediaSettings } from '../settings';
import { Watchdog } from '../watchdog';
import { folderSha256, TooManyFiles } from './folder-hash';

/** What one hour of speech takes is a tenth of it. */
const TEXT_BYTES = 1024 ** 2;
const NAME_BYTES = 1_024;
const NAME = /^[\p{L}\p{N}\p{P}\p{S}][\p{L}\p{N}\p{P}\p{S} ]{0,99}$/u;
const MINUTE_MS = 60_000;

/** Whose words they are. */
export interface Program {
  /** As it calls itself. */
  readonly name: string;
  /** Of all that lies in its folder: the program, its model and its libraries. */
  readonly sha256: string;
}

interface Run {
  readonly options: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  /** Bytes and milliseconds. */
  readonly most: number;
  readonly within: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * An operator's own program that turns speech into text. It runs shut in: no network, no file but its own folder and the one sound, and
 * nothing that it says is believed before it has been read word by word.
 */
export class WordProgram {
  private readonly decoders: Sandbox;
  private readonly programs: Sandbox;

  constructor(
    private readonly media: MediaSettings,
    private readonly settings: Config['words'],
  ) {
    const { memoryBytes, minutes } = settings;
    const cpuSeconds = Math.ceil(minutes * 60) * availableParallelism();
    this.decoders = new Sandbox(media);
    this.programs = new Sandbox({ ...media, memoryBytes, cpuSeconds });
  }

  /**
   * What it prints when it is given the sound of a recording; `null` where there is no sound that may be decoded.
   * @throws ProgramFailed; ToolFailed; SandboxUnavailable; ToolMissing; the signal's reason
   */
  async listen(
    input: string,
    { audio, video, duration: seconds }: MediaFacts,
    signal?: AbortSignal,
  ): Promise<{ readonly program: Program; readonly text: string } | null> {
    if (audio === null || seconds === null || seconds <= 0 || !mayDecode(audio.codec)) return null;
    const program = await this.program(signal);
    const output = await mkdtemp(join(tmpdir(), 'lintel-heard-'));
    try {
      const stallMs = this.media.stallSeconds * 1_000;
      await runFfmpeg(this.decoders, heardRecipe({ audio, video }, seconds, this.media), {
        ...{ input, output, signal, stallMs },
      });
      const text = await this.run({
        ...{ options: [HEARD_FILE], files: { [HEARD_FILE]: join(output, HEARD_FILE) } },
        ...{ most: TEXT_BYTES, within: this.settings.minutes * MINUTE_MS, signal },
      });
      return { program, text };
    } finally {
      await rm(output, { recursive: true, force: true });
    }
  }

  /** Which it is. @throws as `listen` */
  async program(signal?: AbortSignal): Promise<Program> {
    const sha256 = await this.sha256();
    const said = await this.run({
      ...{ options: ['--version'], most: NAME_BYTES, within: ANSWERS_WITHIN_MS, signal },
    });
    const name = (said.split('\n')[0] ?? '').trim();
    if (!NAME.test(name)) throw new ProgramFailed('nameless');
    return { name, sha256 };
  }

  private async sha256(): Promise<string> {
    const { folder } = this.settings;
    try {
      if (folder === undefined) throw new Error('no folder is named');
      await access(join(folder, TRANSCRIBE), constants.X_OK);
      return await folderSha256(folder);
    } catch (cause) {
      throw new ProgramFailed(cause instanceof TooManyFiles ? 'crowded' : 'missing', { cause });
    }
  }

  /** What it complains of is not listened to: it may be what it has heard. */
  private run({ options, files = {}, most, within, signal }: Run): Promise<string> {
    const { folder = '' } = this.settings;
    return this.programs.enter({ tool: TRANSCRIBE, folder, files, yields: true }, async (cwd) => {
      signal?.throwIfAborted();
      const flood = new AbortController();
      const child = spawn('./launch', options, { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
      const closed = once(child, 'close') as Promise<[number | null]>;
      // Nothing counts as progress: this is how long it may take in all.
      const guard = new Watchdog(child, {
        signal: signal === undefined ? flood.signal : AbortSignal.any([signal, flood.signal]),
        stallMs: within,
      });
      const pieces: Buffer[] = [];
      let bytes = 0;
      child.stdout.on('data', (piece: Buffer) => {
        bytes += piece.length;
        if (bytes > most) flood.abort();
        else pieces.push(piece);
      });
      try {
        const [code] = await closed;
        signal?.throwIfAborted();
        if (flood.signal.aborted) throw new ProgramFailed('flooded');
        if (code !== 0) throw new ProgramFailed(guard.stalled ? 'hung' : 'crashed');
        return textOf(Buffer.concat(pieces));
      } finally {
        guard.end();
      }
    });
  }
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new ProgramFailed('no-text', { cause });
  }
}
