import { ToolFailed } from './errors';
import type { UndecodableCode } from './facts';

/** What ffprobe says on its last lines, and what that means. First match wins. */
const COMPLAINTS: readonly (readonly [RegExp, UndecodableCode])[] = [
  [/moov atom not found/i, 'no-moov'],
  [/not on whitelist/i, 'format-refused'],
  [/unsupported codec|no decoder/i, 'codec-refused'],
  [/max_streams/i, 'too-many-streams'],
  [/max_pixels|exceeds specified max pixel|Picture size .* is invalid/i, 'too-large'],
  [/cannot allocate memory|malloc|get_buffer\(\) failed/i, 'too-much-memory'],
];

/** What the last lines of a tool say of the file; `undefined` when they say nothing that is known. */
export function complaint(stderr: readonly string[]): UndecodableCode | undefined {
  const said = stderr.join('\n');
  return COMPLAINTS.find(([pattern]) => pattern.test(said))?.[1];
}

/** @returns why a tool that failed on this file did so */
export function reasonOf(error: unknown, otherwise: UndecodableCode): UndecodableCode {
  if (!(error instanceof ToolFailed)) throw error;
  if (error.ending === 'stalled') return 'stalled';
  if (error.ending === 'killed') return 'too-costly';
  return complaint(error.stderr) ?? otherwise;
}
