import { clipSubject, type Fact } from '../../custody';
import type { OfficerId, Sha256Hex } from '../../kernel/ids';
import type { RedactionRow, Subject } from './redaction.repository';

interface Review {
  readonly sha256: Sha256Hex;
  readonly outcome: 'approved' | 'refused';
  readonly reason: string;
  readonly officerId: OfficerId;
}

/** What the log says of a review: of a version or of an extract. */
export function reviewed(
  { id, clipId, version, extract, recipeSha256, masterSha256: inputSha256, authorId }: RedactionRow,
  { investigationId: investigation }: Subject,
  { sha256, outcome, reason, officerId }: Review,
): Fact {
  const about = { subject: clipSubject(clipId), investigation };
  const seen = { recipeSha256, inputSha256, sha256, own: authorId === officerId };
  const why = reason === '' ? {} : { secrets: { reason } };
  if (extract === null) {
    const detail = { redaction: id, version, ...seen };
    return outcome === 'refused'
      ? { ...about, type: 'redaction-refused', detail, secrets: { reason } }
      : { ...about, type: 'redaction-approved', detail, ...why };
  }
  const detail = { extract: id, ...seen };
  return outcome === 'refused'
    ? { ...about, type: 'extract-refused', detail, secrets: { reason } }
    : { ...about, type: 'extract-approved', detail, ...why };
}
