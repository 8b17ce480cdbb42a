/** The decoders cannot be shut in and may not run in the open. The message is for the operator. */
export class SandboxUnavailable extends Error {
  override readonly name = 'SandboxUnavailable';
}

/** A tool is not installed or does not start. The message is for the operator. */
export class ToolMissing extends Error {
  override readonly name = 'ToolMissing';
  constructor(readonly tool: string) {
    super(
      `The program "${tool}" was not found: install it (Debian: apt-get install ffmpeg bubblewrap util-linux libimage-exiftool-perl libheif-examples).`,
    );
  }
}

/** How an operator's program did not do what it is there for. */
export type ProgramEnding = 'missing' | 'crowded' | 'crashed' | 'hung' | 'flooded' | 'nameless' | 'no-text';

/** Says nothing that the program itself has said: that may be what was heard. */
export class ProgramFailed extends Error {
  override readonly name = 'ProgramFailed';
  constructor(
    readonly ending: ProgramEnding,
    options?: ErrorOptions,
  ) {
    super(`the program that proposes words: ${ending}`, options);
  }
}

/** Why a tool ended badly: `stalled` = no progress before the deadline, else how it exited. */
export type ToolEnding = 'stalled' | 'failed' | 'killed';

/** `stderr` holds only the last lines. Paths in it are those inside the sandbox: no name of the victim's is among them. */
export class ToolFailed extends Error {
  override readonly name = 'ToolFailed';
  constructor(
    readonly tool: string,
    readonly ending: ToolEnding,
    readonly stderr: readonly string[],
    options?: ErrorOptions,
  ) {
    super(`${tool} ${ending === 'stalled' ? 'made no progress and was stopped' : ending}`, options);
  }
}

/** The scratch disk was full while a tool wrote to it: no fault of the file. */
export class NoScratchSpace extends Error {
  override readonly name = 'NoScratchSpace';
  readonly code = 'ENOSPC';
}

const NO_SPACE = /No space left on device|Disk quota exceeded/i;

/** What the launcher, the sandbox or the loader say when the tool itself never ran. */
const NEVER_RAN =
  /^(bwrap|prlimit|setsid|setpriv|env|\S*sh): |error while loading shared libraries|^Can't locate \S+ in @INC/;

/** A tool that ended badly, told apart from one that never ran: that is no fault of the file. */
export function toolFailure(
  tool: string,
  ending: ToolEnding,
  stderr: readonly string[],
  cause?: unknown,
): ToolFailed | SandboxUnavailable | NoScratchSpace {
  if (ending !== 'stalled' && stderr.some((line) => NO_SPACE.test(line)))
    return new NoScratchSpace(`${tool} had no room to write`, { cause });
  const excuse = stderr.find((line) => NEVER_RAN.test(line));
  if (ending !== 'stalled' && excuse !== undefined) {
    return new SandboxUnavailable(`${tool} does not start in its sandbox: ${excuse}`, { cause });
  }
  return new ToolFailed(tool, ending, stderr, { cause });
}
