import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Sandbox } from './sandbox';

/** First line of `-version`. @throws ToolMissing; SandboxUnavailable; an Error when the tool does not run */
export function toolVersion(sandbox: Sandbox, tool: 'ffmpeg' | 'ffprobe'): Promise<string> {
  return sandbox.enter({ tool }, async (folder) => {
    try {
      const { stdout } = await promisify(execFile)('./launch', ['-version'], {
        cwd: folder,
        timeout: 10_000,
      });
      return stdout.split('\n')[0]?.trim() ?? '';
    } catch (cause) {
      throw new Error(`The program "${tool}" is installed but does not run.`, { cause });
    }
  });
}
