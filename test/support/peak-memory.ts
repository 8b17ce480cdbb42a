import { readFileSync } from 'node:fs';

/**
 * The most memory that this program has held, bytes (VmHWM of proc(5)). Not ru_maxrss of getrusage(2): that one
 * survives exec(2), so that it tells of the process that started this one as well.
 */
export function peakMemory(): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  if (kilobytes === undefined) throw new Error('/proc/self/status tells no VmHWM');
  return Number(kilobytes) * 1024;
}
