import type { DynamicModule } from '@nestjs/common';
import type { NoteSigner } from '../../../custody';
import type { EvidenceStore } from '../../../platform/object-store';
import type { SmallFile } from './small-files';

/** Injection tokens of what only the worker has. */
export const EVIDENCE = Symbol('EvidenceStore of disclosure');
export const SIGNERS = Symbol('NoteSigners of disclosure');
export const TAG_FILES = Symbol('TagFiles');

/**
 * The tag files beside BagIt's own: the reader's page, the instructions and the verifier.
 * @param summary content of `data/bundle.json`
 * @param custody files below `data/custody`
 */
export type TagFiles = (summary: string, custody: readonly SmallFile[]) => readonly SmallFile[];

export interface SealParts {
  readonly evidence: EvidenceStore;
  /** The first signs bundles. */
  readonly signers: readonly NoteSigner[];
  readonly tagFiles: TagFiles;
  /** TimestampsModule, as the worker has made it. */
  readonly timestamps: DynamicModule;
  /** WitnessingModule, as the worker has made it. */
  readonly witnessing: DynamicModule;
  readonly watching: DynamicModule;
}
