import { clipSubject, type Fact } from '../../../custody';
import type { OfficerId, Sha256Hex } from '../../../kernel/ids';
import type { CompilationRow } from './compilation.repository';

/** What the log says of a review of a film, in the chain of its first item. */
export function reviewedFilm(
  {
    id,
    clipId,
    investigationId: investigation,
    recipeSha256,
    masterSha256: inputSha256,
    authorId,
  }: CompilationRow,
  review: {
    readonly sha256: Sha256Hex;
    readonly outcome: 'approved' | 'refused';
    readonly reason: string;
    readonly officerId: OfficerId;
  },
): Fact {
  const about = { subject: clipSubject(clipId), investigation };
  const { sha256, outcome, reason, officerId } = review;
  const detail = { compilation: id, recipeSha256, inputSha256, sha256, own: authorId === officerId };
  if (outcome === 'refused') return { ...about, type: 'compilation-refused', detail, secrets: { reason } };
  return { ...about, type: 'compilation-approved', detail, ...(reason !== '' && { secrets: { reason } }) };
}
