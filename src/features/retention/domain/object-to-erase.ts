import type { BundleId, ClipId, Sha256Hex } from '../../../kernel/ids';

/** A stored file that goes. */
export interface ObjectToErase {
  readonly key: string;
  readonly what: string;
  readonly sha256: Sha256Hex;
  readonly size: number;
  /** Whose chain says so: an item's, or the investigation's for the files of a bundle. */
  readonly clipId: ClipId | null;
  readonly bundleId: BundleId | null;
  /** Another item has the very same file, and so the same copies: they stay until that one goes. */
  readonly shared: boolean;
}
