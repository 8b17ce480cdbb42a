import type { GivenView } from '../../../contracts/recipient';
import { RECIPIENT_WORDS, type GivenBundle } from '../../../features/disclosure';

const HINT_GROUPS = 4;

export const givenView = ({ issue, bundle, labels, downloads }: GivenBundle): GivenView => ({
  fileName: `${bundle.folder}.zip`,
  size: bundle.seal.totalSize,
  urn: bundle.urn,
  kind: bundle.kind,
  number: bundle.number,
  sealedAt: bundle.seal.sealedAt.toISOString(),
  superseded: bundle.state === 'superseded',
  manifestSha256: bundle.seal.manifestSha256,
  keyHint: bundle.seal.keyFingerprint.split(' ').slice(0, HINT_GROUPS).join(' '),
  recipient: issue.recipientName,
  recipientKind: RECIPIENT_WORDS[issue.recipientKind],
  issueId: issue.id,
  issuedAt: issue.issuedAt.toISOString(),
  expiresAt: issue.expiresAt.toISOString(),
  labels,
  downloads: downloads.map((at) => at.toISOString()),
});
