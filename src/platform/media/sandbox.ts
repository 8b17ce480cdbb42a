import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { SandboxUnavailable, ToolMissing } from './errors';
import {
  CLIP,
  launchScript,
  OUT,
  sandboxed,
  TRANSCRIBE,
  unsandboxed,
  type Job,
  type Tools,
} from './sandbox-arguments';
import { isLightened, StandIns, writeStandIns, type StandIn } from './libraries/left-out';
import { seccompFilter } from './seccomp/filter';
import type { MediaSettings } from './settings';

const run = promisify(execFile);

/** `sentence` is for the operator: why there is no sandbox. */
export type SandboxState =
  | { readonly kind: 'bubblewrap'; /** Whether system calls are filtered, too. */ readonly filtered: boolean }
  | { readonly kind: 'none'; readonly allowed: boolean; readonly sentence: string };

export type ToolName = 'ffmpeg' | 'ffprobe' | 'exiftool' | 'heif-dec' | 'node';

export interface SandboxJob {
  readonly tool: ToolName | typeof TRANSCRIBE;
  /** Of `transcribe`: the operator's folder that it lies in, of which it sees everything. */
  readonly folder?: string;
  readonly input?: string;
  readonly output?: string;
  /** Files that the tool may read besides, by the name that it finds them under. */
  readonly files?: Readonly<Record<string, string>>;
  /** Gives way to checks, as ffmpeg always does. */
  readonly yields?: boolean;
  /** With every library that it is linked with: to be asked what it is. */
  readonly entire?: true;
}

/** Of what is asked at a start. Long: a machine on which everything runs at once must not keep a worker from starting. */
export const ANSWERS_WITHIN_MS = 60_000;

/** Shuts the tools in: each job gets a folder of its own with a `launch` program in it. */
export class Sandbox {
  private readonly found = new Map<string, Promise<string>>();
  private readonly standIns = new StandIns((path, standIns) => this.start(path, ['-version'], standIns));
  private known: Promise<SandboxState> | undefined;
  private readonly filter = seccompFilter();

  constructor(private readonly settings: MediaSettings) {}

  /** Tried once, by running a program in it. */
  state(): Promise<SandboxState> {
    this.known ??= this.check();
    return this.known;
  }

  /**
   * Gives `use` a private folder holding `launch`; run it there (`cwd`), with the tool's arguments. The tool sees the
   * input as `clip` and the output folder as `out`, in the sandbox and without. The folder is gone afterwards.
   * @throws SandboxUnavailable when the tool could only run in the open and may not; ToolMissing.
   */
  async enter<T>(job: SandboxJob, use: (folder: string) => Promise<T>): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), 'lintel-media-'));
    try {
      await this.writeLaunch(folder, await this.command(job, folder));
      if (job.input !== undefined) await symlink(resolve(job.input), join(folder, CLIP));
      if (job.output !== undefined) await symlink(resolve(job.output), join(folder, OUT));
      for (const [name, path] of Object.entries(job.files ?? {}))
        await symlink(resolve(path), join(folder, name));
      return await use(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Absolute real path of the configured tool. @throws ToolMissing */
  toolPath(tool: ToolName): Promise<string> {
    const { ffmpegPath: ffmpeg, ffprobePath: ffprobe, exiftoolPath: exiftool, heifDecPath } = this.settings;
    const paths = { ffmpeg, ffprobe, exiftool, 'heif-dec': heifDecPath, node: process.execPath };
    return this.locate(paths[tool]);
  }

  private async command(job: SandboxJob, folder: string): Promise<string[]> {
    const state = await this.state();
    // A program that is not ours never runs in the open.
    if (state.kind === 'none' && (!state.allowed || job.tool === TRANSCRIBE))
      throw new SandboxUnavailable(state.sentence);
    const operators =
      job.folder === undefined
        ? undefined
        : { folder: await realpath(job.folder), shell: await this.locate('sh') };
    const lighter = state.kind === 'bubblewrap' && job.entire !== true;
    const tool =
      job.tool === TRANSCRIBE ? join(operators?.folder ?? '', TRANSCRIBE) : await this.toolPath(job.tool);
    const standIns = lighter && isLightened(job.tool) ? await this.standIns.of(job.tool, tool) : [];
    const wanted: Job = {
      tool,
      operators,
      perl: job.tool === 'exiftool' ? await this.locate('perl') : undefined,
      input: job.input === undefined ? undefined : await realpath(job.input),
      output: job.output === undefined ? undefined : await realpath(job.output),
      libraries: await writeStandIns(standIns, folder),
      files: await realPaths(job.files ?? {}),
      filtered: this.filter !== undefined,
      yields: job.tool === 'ffmpeg' || job.yields === true,
    };
    const build = state.kind === 'none' ? unsandboxed : sandboxed;
    return build(await this.tools(state.kind === 'none'), this.settings, wanted);
  }

  /** Gives the path of the program that becomes the command; a filter lies beside it for bubblewrap to take. */
  private async writeLaunch(folder: string, command: readonly string[]): Promise<string> {
    const launch = join(folder, 'launch');
    const filter = command.includes('--seccomp') ? join(folder, 'filter') : undefined;
    if (filter !== undefined && this.filter !== undefined) await writeFile(filter, this.filter);
    // In one go: while it is open for writing, a program that is started meanwhile takes it along for a moment, and then the system
    // refuses to run it (ETXTBSY).
    writeFileSync(launch, launchScript(command, filter), { mode: 0o700 });
    return launch;
  }

  /** Runs a program in the sandbox that needs no file. @throws when it cannot, or fails */
  private async start(tool: string, options: readonly string[], standIns: readonly StandIn[]): Promise<void> {
    const tools = await this.tools(false);
    const folder = await mkdtemp(join(tmpdir(), 'lintel-media-'));
    try {
      const libraries = await writeStandIns(standIns, folder);
      const command = sandboxed(tools, this.settings, {
        tool,
        libraries,
        filtered: this.filter !== undefined,
      });
      await run(await this.writeLaunch(folder, command), options, { timeout: ANSWERS_WITHIN_MS });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async check(): Promise<SandboxState> {
    try {
      await this.start((await this.tools(false)).env, [], []);
      return { kind: 'bubblewrap', filtered: this.filter !== undefined };
    } catch (error) {
      return { kind: 'none', allowed: this.settings.allowUnsandboxed, sentence: refusal(error) };
    }
  }

  private async tools(withoutBwrap: boolean): Promise<Tools> {
    const names = ['env', 'setsid', 'setpriv', 'prlimit', 'nice'] as const;
    const [env = '', setsid = '', setpriv = '', prlimit = '', nice = ''] = await Promise.all(
      names.map((name) => this.locate(name)),
    );
    const bwrap = withoutBwrap ? '' : await this.locate(this.settings.bwrapPath);
    return { env, setsid, setpriv, prlimit, nice, bwrap };
  }

  private locate(name: string): Promise<string> {
    const known = this.found.get(name);
    if (known !== undefined) return known;
    const search = run('/bin/sh', ['-c', 'command -v -- "$1"', 'sh', name]).then(
      ({ stdout }) => realpath(stdout.trim()),
      (cause: unknown) => Promise.reject(Object.assign(new ToolMissing(name), { cause })),
    );
    this.found.set(name, search);
    search.catch(() => this.found.delete(name));
    return search;
  }
}

async function realPaths(files: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const found = Object.entries(files).map(async ([name, path]) => [name, await realpath(path)] as const);
  return Object.fromEntries(await Promise.all(found));
}

function refusal(error: unknown): string {
  if (error instanceof ToolMissing) return `There is no sandbox for the video decoders: ${error.message}`;
  const said = (error as { stderr?: unknown }).stderr;
  const reason = typeof said === 'string' ? (said.trim().split('\n')[0] ?? '') : '';
  return (
    `There is no sandbox for the video decoders: bubblewrap was refused by this machine (${reason || 'no reason given'}); ` +
    'allow unprivileged user namespaces for the worker.'
  );
}
