import { RECIPIENT_WORDS, type GivenBundle } from '../../../features/disclosure';

/** What intake may show a recipient about their bundle. Plain JSON. */
export interface GivenView {
  readonly fileName: string;
  /** Bytes of the ZIP file. */
  readonly size: number;
  readonly urn: string;
  readonly kind: string;
  readonly number: number;
  readonly sealedAt: string;
  /** A newer bundle has taken its place. */
  readonly superseded: boolean;
  /** SHA-256 of the tag manifest, which covers every file of the bag. */
  readonly manifestSha256: string;
  /** The first groups of the fingerprint of the key: the whole must come another way. */
  readonly keyHint: string;
  readonly recipient: string;
  readonly recipientKind: string;
  readonly issueId: string;
  readonly issuedAt: string;
  readonly expiresAt: string;
  readonly labels: readonly string[];
  readonly downloads: readonly string[];
}

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
