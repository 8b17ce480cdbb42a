import type { Sandbox } from './sandbox';
import type { Tail } from './tail';
import { runTool } from './tool-run';
import type { WatchOptions } from './watchdog';

/**
 * Runs ffprobe in the sandbox on one file and hands each line it writes to `onLine` (fluent-ffmpeg's own ffprobe can
 * neither be cancelled nor streamed, so this one is spawned).
 * @returns the last lines of stderr and how many there were
 * @throws ToolFailed with the same; SandboxUnavailable; the signal's reason when cancelled
 */
export const ffprobe = (
  sandbox: Sandbox,
  input: string,
  options: readonly string[],
  watch: WatchOptions,
  onLine: (line: string) => void,
): Promise<Tail> => runTool(sandbox, { tool: 'ffprobe', input }, [...options, '-i', 'clip'], watch, onLine);
