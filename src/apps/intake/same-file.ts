import type { DraftClip, Receipt } from '../../features/submissions';
import type { ClipId, Sha256Hex } from '../../kernel/ids';
import { fill } from './browser/shared/upload-texts';
import type { Texts } from './texts/language';

type Held = Pick<DraftClip, 'id' | 'fileName' | 'size' | 'deviceSha256' | 'storedSha256'>;

const hashOf = (clip: Pick<Held, 'deviceSha256' | 'storedSha256'>): Sha256Hex | null =>
  clip.storedSha256 ?? clip.deviceSha256;

/** What is said, kindly, of files with the very same bytes as an earlier one here or in a receipt. Both may be kept. */
export function sameFiles(
  { files }: Pick<Texts, 'files'>,
  clips: readonly Held[],
  receipts: readonly Pick<Receipt, 'clips'>[],
): ReadonlyMap<ClipId, string> {
  const sent = new Set(receipts.flatMap((receipt) => receipt.clips.map(hashOf)));
  const seen = new Map<Sha256Hex, string>();
  const said = new Map<ClipId, string>();
  for (const clip of clips) {
    const sha256 = hashOf(clip);
    if (sha256 === null || clip.size === 0) continue;
    const first = seen.get(sha256);
    if (first !== undefined) said.set(clip.id, fill(files.sameHere, { name: first }));
    else if (sent.has(sha256)) said.set(clip.id, files.sameSent);
    seen.set(sha256, first ?? clip.fileName);
  }
  return said;
}
