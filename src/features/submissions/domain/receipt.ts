import type { ClipId, Sha256Hex } from '../../../kernel/ids';

export interface ReceiptClip {
  readonly id: ClipId;
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  readonly deviceSha256: Sha256Hex | null;
  /** `null` until the stored bytes have been read back. */
  readonly storedSha256: Sha256Hex | null;
}
