import type { Config } from '../../config';
import type { RescanService } from '../../features/evidence';
import type { Logger } from '../../platform/observability';
import { repeat, type Repeating } from './repeat';

/** How often it is looked whether an original is due to be scanned for malware again. */
const RESCAN_MS = 10_000;

/** @throws where every original must be scanned */
export function refuseWithoutScanner({ malware }: Config): void {
  if (malware.required && malware.clamd === undefined)
    throw new Error(
      'Production needs a malware scanner: set CLAMD_SOCKET or CLAMD_HOST (docs/operations.md, Malware), or MALWARE_REQUIRED=false to take the risk.',
    );
}

/** Scans what is stored, one original at a time; nothing where there is no scanner. */
export function scanWhatIsStored(
  { malware }: Config,
  rescan: RescanService,
  signal: AbortSignal,
  logger: Logger,
): Repeating[] {
  if (malware.clamd === undefined) return [];
  const next = async (): Promise<boolean> => {
    if (signal.aborted) return false;
    const done = await rescan.next(signal);
    if (done?.state === 'infected') logger.error({ clip: done.id }, 'malware was found in a locked original');
    return done !== undefined;
  };
  return [repeat('scanning what is stored', RESCAN_MS, logger, next)];
}
