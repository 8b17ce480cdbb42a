import type { ChildProcess } from 'node:child_process';
import ffmpeg from 'fluent-ffmpeg';
import { toolFailure, ToolFailed } from './errors';
import { readProgress, type Progress } from './progress';
import type { Recipe } from './recipes/recipe';
import type { Sandbox } from './sandbox';
import { CLIP, OUT } from './sandbox-arguments';
import { Tail } from './tail';
import { Watchdog, type WatchOptions } from './watchdog';

export interface FfmpegRun {
  /** The exact arguments. `clip` stands for the input, `out/` for the output folder. */
  readonly arguments: readonly string[];
  /** What ffmpeg complained of although it finished. */
  readonly complaints: Tail;
}

export interface FfmpegOptions extends WatchOptions {
  readonly input: string;
  readonly output: string;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** fluent-ffmpeg keeps the running process here; its types leave it out. */
type Running = ffmpeg.FfmpegCommand & { readonly ffmpegProc?: ChildProcess };

let capabilities: Promise<void> | undefined;

/**
 * fluent-ffmpeg asks ffmpeg once what it can do and keeps the answer, then finds the program by one path for the whole
 * process. So: ask the real program (no input is read), then name `./launch`, which each job's own folder holds.
 */
function prepare(tool: string): Promise<void> {
  capabilities ??= new Promise<void>((resolve, reject) => {
    const command = ffmpeg().setFfmpegPath(tool);
    const fail = (cause: Error): void => reject(new ToolFailed('ffmpeg', 'failed', [], { cause }));
    command.availableFormats((formatError: Error | null) => {
      if (formatError) {
        fail(formatError);
        return;
      }
      command.availableEncoders((encoderError: Error | null) => {
        if (encoderError) {
          fail(encoderError);
          return;
        }
        command.setFfmpegPath('./launch');
        resolve();
      });
    });
  });
  capabilities.catch(() => (capabilities = undefined));
  return capabilities;
}

function build(recipe: Recipe, folder: string): Running {
  const command = ffmpeg(CLIP, { cwd: folder, stdoutLines: 1 }) as Running;
  command.inputOptions(...(recipe.input as [string, string, ...string[]]));
  for (const output of recipe.outputs) {
    command
      .output(`${OUT}/${output.file}`)
      .outputOptions(...(output.options as [string, string, ...string[]]));
  }
  return command;
}

/**
 * Runs one recipe in the sandbox. Everything of fluent-ffmpeg is in this file.
 * @throws ToolFailed; SandboxUnavailable; ToolMissing; the signal's reason when cancelled
 */
export async function runFfmpeg(
  sandbox: Sandbox,
  recipe: Recipe,
  options: FfmpegOptions,
): Promise<FfmpegRun> {
  await prepare(await sandbox.toolPath('ffmpeg'));
  return sandbox.enter({ tool: 'ffmpeg', input: options.input, output: options.output }, async (folder) => {
    options.signal?.throwIfAborted();
    const command = build(recipe, folder);
    const complaints = new Tail();
    let guard: Watchdog | undefined;
    let exact: readonly string[] = [];
    const progress = readProgress((step) => {
      guard?.progress();
      options.onProgress?.(step);
    });
    try {
      await new Promise<void>((resolve, reject) => {
        command
          .on('start', () => {
            if (command.ffmpegProc === undefined) return;
            exact = command.ffmpegProc.spawnargs.slice(1);
            guard = new Watchdog(command.ffmpegProc, options);
          })
          .on('stderr', (line: string) => {
            if (!progress(line)) complaints.add(line);
          })
          .on('end', () => resolve())
          .on('error', reject)
          .run();
      });
      return { arguments: exact, complaints };
    } catch (cause) {
      options.signal?.throwIfAborted();
      const killed = /signal|code 1(29|3\d|4\d|5\d)/.test(cause instanceof Error ? cause.message : '');
      const ending = guard?.stalled === true ? 'stalled' : killed ? 'killed' : 'failed';
      throw toolFailure('ffmpeg', ending, complaints.lines, cause);
    } finally {
      guard?.end();
    }
  });
}
