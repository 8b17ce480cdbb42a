import type { Files } from '../files';
import { bad, type TimeStampFinding } from './bundle-verdict';
import { readTimeStamp } from './time-stamp';

/** Checks who made a time stamp: its name, or undefined for a stranger. */
export type TimeStampTrust = (token: Buffer) => string | undefined;

/**
 * A time stamp and the checkpoint that it is for, by their paths.
 * @throws Tampering, Unreadable
 */
export async function checkTimeStamp(
  files: Files,
  { timeStamp, checkpoint }: { readonly timeStamp: string; readonly checkpoint: string },
  trust: TimeStampTrust | undefined,
): Promise<TimeStampFinding> {
  if (!(await files.has(timeStamp))) return { state: 'absent' };
  const token = await files.bytes(timeStamp);
  const stamp = readTimeStamp(token, await files.bytes(checkpoint));
  if ('expected' in stamp) throw bad('bad-time-stamp', timeStamp, stamp.expected, stamp.found);
  if (trust === undefined) return { state: 'not-checked', at: stamp.at };
  const by = trust(token);
  if (by === undefined) throw bad('bad-time-stamp', timeStamp, 'one by the given authority', 'another');
  return { state: 'trusted', at: stamp.at, by };
}
