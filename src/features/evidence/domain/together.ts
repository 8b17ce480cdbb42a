import type { ClipId, SubmissionId } from '../../../kernel/ids';

/** What must be known of a clip before it is decided together with others. */
export interface Candidate {
  readonly id: ClipId;
  readonly submissionId: SubmissionId | null;
  readonly fileName: string;
  readonly decided: boolean;
  readonly master: boolean;
  /** Her device's hash and the stored one are both known and not the same. */
  readonly differs: boolean;
  /** A copy to watch was made, so that somebody can have seen what the clip shows. */
  readonly watchable: boolean;
}

export type Obstacle = 'elsewhere' | 'decided' | 'not-locked' | 'differs' | 'no-picture';

/**
 * Why a clip cannot be decided together with the others that were picked; `undefined` when it can. All must come from one
 * sending. To accept, each must be plain: what differs from her device, or cannot be watched, wants a look of its own.
 */
export function obstacle(
  clip: Candidate,
  of: SubmissionId,
  verb: 'accept' | 'decline',
): Obstacle | undefined {
  if (clip.submissionId !== of) return 'elsewhere';
  if (clip.decided) return 'decided';
  if (verb === 'decline') return undefined;
  if (!clip.master) return 'not-locked';
  if (clip.differs) return 'differs';
  return clip.watchable ? undefined : 'no-picture';
}
