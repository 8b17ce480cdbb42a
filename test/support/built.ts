import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Brings dist/ up to date, so that what is tried is what would be started; LINTEL_BUILT says that it is. */
export function bringUpToDate(): void {
  if (process.env['LINTEL_BUILT'] !== undefined) return;
  execFileSync(process.execPath, [join(__dirname, '../../scripts/build.mjs')], { stdio: 'pipe' });
}
