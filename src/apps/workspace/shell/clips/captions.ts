import type { Transcript } from '../../../../features/transcripts';
import type { TranscriptId } from '../../../../kernel/ids';

/** The version that a player shows: the newest that is finished. @param versions newest first */
export const captionsOf = (versions: readonly Transcript[]): TranscriptId | undefined =>
  versions.find(({ finishedAt }) => finishedAt !== null)?.id;
