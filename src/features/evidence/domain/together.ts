import type { ClipId, InvestigationId, SubmissionId } from '../../../kernel/ids';

/** What must be known of a clip before it is decided together with others. */
export interface Candidate {
  readonly id: ClipId;
  readonly submissionId: SubmissionId | null;
  readonly investigationId: InvestigationId;
  readonly fileName: string;
  readonly decided: boolean;
  readonly master: boolean;
  /** The hash that the victim's device made and the stored one are both known and not the same. */
  readonly differs: boolean;
  /** A copy to watch was made, so that somebody can have seen what the clip shows. */
  readonly watchable: boolean;
}

export type Obstacle = 'elsewhere' | 'decided' | 'not-locked' | 'differs' | 'no-picture';

/**
 * Why a clip cannot be decided together with the others that were picked; `undefined` when it can. All must be of the
 * sending, or of the investigation, in which they were picked. What an officer added needs no decision. To accept, each must be plain: what differs from the victim's device, or cannot be watched, wants a look of its own.
 */
export function obstacle(
  clip: Candidate,
  of: SubmissionId | InvestigationId,
  verb: 'accept' | 'decline',
): Obstacle | undefined {
  if (clip.submissionId !== of && clip.investigationId !== of) return 'elsewhere';
  if (clip.decided || clip.submissionId === null) return 'decided';
  if (verb === 'decline') return undefined;
  if (!clip.master) return 'not-locked';
  if (clip.differs) return 'differs';
  return clip.watchable ? undefined : 'no-picture';
}
