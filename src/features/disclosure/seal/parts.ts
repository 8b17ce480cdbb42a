import type { DynamicModule } from '@nestjs/common';
import type { NoteSigner } from '../../../custody';
import type { FrameTimes } from '../../../kernel/film/frames';
import type { Digest } from '../../../platform/digest';
import type { ObjectDigests } from '../../../platform/digest-threads';
import type { EvidenceStore } from '../../../platform/object-store';
import type { SmallFile } from './small-files';

/** Injection tokens of what only the worker has. */
export const EVIDENCE = Symbol('EvidenceStore of disclosure');
export const SIGNERS = Symbol('NoteSigners of disclosure');
export const TAG_FILES = Symbol('TagFiles');
export const DIGESTS = Symbol('ObjectDigests of disclosure');
export const VERIFY = Symbol('VerifyArchive');

/** How long a copy plays, and when each of its frames is shown, as far as that is known. */
export interface CopyTimes {
  readonly seconds?: number;
  readonly frames?: FrameTimes;
}

/**
 * The tag files beside BagIt's own: the reader's page, the instructions and the verifier.
 * @param summary content of `data/bundle.json`
 * @param custody files below `data/custody`
 * @param times of the copies that play, by their paths
 */
export type TagFiles = (
  summary: string,
  custody: readonly SmallFile[],
  times: ReadonlyMap<string, CopyTimes>,
) => readonly SmallFile[];

/** The sealed archive as a recipient has it: any of its bytes. */
export interface ArchiveBytes {
  readonly size: number;
  /** From `start` up to, not with, `end`. */
  read(start: number, end: number): AsyncIterable<Uint8Array>;
  /** One reading of the same bytes. */
  digest(start: number, end: number): Promise<Digest>;
}

/** Checks it as a recipient would. @returns in sentences what does not hold; undefined when it is proven */
export type VerifyArchive = (archive: ArchiveBytes, keyFingerprint: string) => Promise<string | undefined>;

export interface SealParts {
  readonly evidence: EvidenceStore;
  /** The first signs bundles. */
  readonly signers: readonly NoteSigner[];
  readonly tagFiles: TagFiles;
  readonly verify: VerifyArchive;
  readonly digests: ObjectDigests;
  /** TimestampsModule, as the worker has made it. */
  readonly timestamps: DynamicModule;
  /** WitnessingModule, as the worker has made it. */
  readonly witnessing: DynamicModule;
  readonly watching: DynamicModule;
}
