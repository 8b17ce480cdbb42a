import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ANSWERS_WITHIN_MS, type Sandbox, type ToolName } from './sandbox';

const ASK: Readonly<Record<ToolName, string>> = {
  ffmpeg: '-version',
  ffprobe: '-version',
  exiftool: '-ver',
  'heif-dec': '--version',
  node: '--version',
};

/** First line of what it says of its version; of exiftool and heif-dec, the number. @throws ToolMissing; SandboxUnavailable; an Error when the tool does not run */
export function toolVersion(sandbox: Sandbox, tool: ToolName): Promise<string> {
  return sandbox.enter({ tool, entire: true }, async (folder) => {
    try {
      const { stdout } = await promisify(execFile)('./launch', [ASK[tool]], {
        cwd: folder,
        timeout: ANSWERS_WITHIN_MS,
      });
      return stdout.split('\n')[0]?.trim() ?? '';
    } catch (cause) {
      const late = (cause as { killed?: boolean }).killed === true;
      const what = late ? `does not answer within ${ANSWERS_WITHIN_MS / 1_000} s` : 'does not run';
      throw new Error(`The program "${tool}" is installed but ${what}.`, { cause });
    }
  });
}
