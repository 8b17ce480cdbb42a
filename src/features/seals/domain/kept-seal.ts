import type { ClipId } from '../../../kernel/ids';
import type { Integrity, Trust } from '../../../platform/seals';

export type { Trust };

/** `none`: the file carries no seal. */
export type KeptIntegrity = Integrity | 'none';

/** What was found of the seal of a clip's maker, when the clip arrived. */
export interface KeptSeal {
  readonly clipId: ClipId;
  readonly integrity: KeptIntegrity;
  /** `null` where there is no seal. */
  readonly trust: Trust | null;
  readonly fault: string | null;
  readonly doubt: string | null;
  readonly binding: string | null;
  /** SHA-256 of the seal's bytes. */
  readonly manifest: string | null;
  /** SHA-256 of the signer's certificate. */
  readonly certificate: string | null;
  readonly name: string | null;
  readonly organisation: string | null;
  readonly generator: string | null;
  readonly stampedAt: Date | null;
  readonly checkedAt: Date;
}
