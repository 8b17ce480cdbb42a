import type { ClipId, Sha256Hex } from '../../../kernel/ids';

/** receiving: bytes arrive; received: all bytes are on disk; verified: read back, hashed and identified; master: locked. */
export type ClipState = 'receiving' | 'received' | 'verified' | 'master';

/** A clip of a draft, as its victim sees it. */
export interface DraftClip {
  readonly id: ClipId;
  readonly state: ClipState;
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  /** Bytes that are kept free for it while its size is not known. */
  readonly reserved: number;
  readonly deviceSha256: Sha256Hex | null;
  readonly storedSha256: Sha256Hex | null;
  readonly kind: string | null;
}

/** What the check of a clip's bytes says: `differs` means that what arrived is not what the device had. */
export type Check = 'waiting' | 'same' | 'differs' | 'stored-only';

export function checkOf(clip: Pick<DraftClip, 'deviceSha256' | 'storedSha256'>): Check {
  if (clip.storedSha256 === null) return 'waiting';
  if (clip.deviceSha256 === null) return 'stored-only';
  return clip.deviceSha256 === clip.storedSha256 ? 'same' : 'differs';
}

type Arriving = Pick<DraftClip, 'state' | 'size' | 'deviceSha256' | 'storedSha256'>;

/** Whether it goes along when the draft is sent: every byte is here, there are some, and they are those that the device had. */
export const isWhole = (clip: Arriving): boolean =>
  clip.state !== 'receiving' && clip.size > 0 && checkOf(clip) !== 'differs';

/** Why nothing of a draft can be sent yet; `undefined` when something can. What is not whole never hinders what is. */
export function sendProblem(
  clips: readonly Arriving[],
  incidents = 0,
): 'empty' | 'still-receiving' | 'differs' | undefined {
  if (incidents > 0 || clips.some(isWhole)) return undefined;
  if (clips.some((clip) => clip.state === 'receiving')) return 'still-receiving';
  return clips.some((clip) => checkOf(clip) === 'differs') ? 'differs' : 'empty';
}
