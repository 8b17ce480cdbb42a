import type { TranscriptHead } from '../../../../features/transcripts';
import type { TranscriptId } from '../../../../kernel/ids';

/** The version that a player has: shown from the first only where another officer has checked it. */
export interface Captions {
  readonly id: TranscriptId;
  readonly isChecked: boolean;
}

/** The newest that is finished. @param versions newest first */
export function captionsOf(versions: readonly TranscriptHead[]): Captions | undefined {
  const found = versions.find(({ finishedAt }) => finishedAt !== null);
  return found && { id: found.id, isChecked: found.checkedAt !== null };
}
