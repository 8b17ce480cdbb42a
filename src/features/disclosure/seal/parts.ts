import type { EvidenceStore } from '../../../platform/object-store';
import type { NoteSigner } from '../../../custody';

/** Injection tokens of what only the worker has. */
export const EVIDENCE = Symbol('EvidenceStore of disclosure');
export const SIGNERS = Symbol('NoteSigners of disclosure');

export interface SealParts {
  readonly evidence: EvidenceStore;
  /** The first signs bundles. */
  readonly signers: readonly NoteSigner[];
}
