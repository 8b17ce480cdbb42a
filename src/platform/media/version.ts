import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Sandbox, ToolName } from './sandbox';

/** First line of `-version`; of exiftool, the number. @throws ToolMissing; SandboxUnavailable; an Error when the tool does not run */
export function toolVersion(sandbox: Sandbox, tool: ToolName): Promise<string> {
  return sandbox.enter({ tool }, async (folder) => {
    try {
      const { stdout } = await promisify(execFile)('./launch', [tool === 'exiftool' ? '-ver' : '-version'], {
        cwd: folder,
        timeout: 10_000,
      });
      return stdout.split('\n')[0]?.trim() ?? '';
    } catch (cause) {
      throw new Error(`The program "${tool}" is installed but does not run.`, { cause });
    }
  });
}
