import type { GivenView } from '../../../contracts/recipient';
import { formatBytes, formatDateTime } from '../../../platform/http';
import { heading, plainPdf, row, type Content } from '../../../platform/pdf';

const takenAt = (downloads: readonly string[]): Content =>
  downloads.length === 0
    ? 'No copy has been taken through this link yet.'
    : { ul: downloads.map((at) => formatDateTime(at)) };

/** What was given, when, to whom, with the bundle's hash. */
export async function recipientReceiptPdf(view: GivenView, now: Date): Promise<Buffer> {
  const content: Content[] = [
    { text: 'Receipt', fontSize: 20, bold: true },
    row('Given to', view.recipient),
    row('Role', view.recipientKind),
    row('Link made', formatDateTime(view.issuedAt)),
    row('Link ends', formatDateTime(view.expiresAt)),
    row('Reference of the link', view.issueId),
    heading('What was given'),
    row('Case reference (URN)', view.urn),
    row('Bundle', `${view.kind} ${view.number}`),
    row('File', view.fileName),
    row('Size', `${formatBytes(view.size)} (${view.size.toLocaleString('en-GB')} bytes)`),
    row('Sealed', formatDateTime(view.sealedAt)),
    row('Items', view.labels.length === 0 ? 'none' : view.labels.join(', ')),
    row('SHA-256 of tagmanifest-sha256.txt', view.manifestSha256, 'code'),
    row('Key fingerprint begins', view.keyHint, 'code'),
    heading('Copies taken, by the time at which each was begun'),
    takenAt(view.downloads),
    heading('How to check your copy'),
    'The file tagmanifest-sha256.txt in the bundle names the hash of every other list in it, and those name the hash of every file. If its SHA-256 is the one above, and the bundle verifies, you hold what was given. VERIFY.txt in the bundle says how, word by word. The whole fingerprint of the key must reach you by another way than this link.',
  ];
  return plainPdf(
    `Receipt ${view.issueId}`,
    `Receipt, ${view.urn}, made ${formatDateTime(now)}, link ${view.issueId}`,
    content,
  );
}
