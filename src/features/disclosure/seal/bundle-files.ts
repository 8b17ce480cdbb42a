import { Inject, Injectable } from '@nestjs/common';
import type { NoteSigner } from '../../../custody';
import { Database } from '../../../platform/database';
import type { EvidenceStore } from '../../../platform/object-store';
import type { ArchiveEntry } from '../archive';
import type { Seal } from '../bundles.repository';
import { tagFilesOf, withList } from './bag';
import { copyTimes } from './copy-times';
import { custodyFiles } from './custody-files';
import { ManifestInLog } from './manifest-in-log';
import { OutsideProof } from './outside-proof';
import { EVIDENCE, SIGNERS, TAG_FILES, type TagFiles } from './parts';
import { payloadFiles } from './payload';
import { bundleKey } from './signing';
import { storeFiles } from './small-files';
import type { BundleSource } from './source';
import { summaryOf } from './summary';

export interface WrittenFiles extends Pick<Seal, 'manifestSha256' | 'keyFingerprint' | 'checkpointSize'> {
  /** Of the whole bag, in the order in which they are streamed: tag files, the proof that they are logged, the payload. */
  readonly entries: readonly ArchiveEntry[];
}

/** Writes the files of a bag that are not stored yet, and signs them all. */
@Injectable()
export class BundleFiles {
  constructor(
    private readonly database: Database,
    @Inject(EVIDENCE) private readonly evidence: EvidenceStore,
    @Inject(SIGNERS) private readonly signers: readonly NoteSigner[],
    @Inject(TAG_FILES) private readonly tagFiles: TagFiles,
    private readonly outside: OutsideProof,
    private readonly inLog: ManifestInLog,
  ) {}

  /** @throws NoProofYet, errors of the store, the signal's reason */
  async write(
    source: BundleSource,
    stored: readonly ArchiveEntry[],
    sealedAt: Date,
    signal: AbortSignal,
  ): Promise<WrittenFiles> {
    const [signer] = this.signers;
    if (signer === undefined) throw new Error('there is no key to sign bundles with');
    const { bundle } = source;
    const key = bundleKey(signer);
    const summary = summaryOf(source, stored, sealedAt, key.fingerprint);
    const { files: custody, checkpoint } = await custodyFiles(this.database, source);
    const outside = await this.outside.of(checkpoint, 'data/custody/');
    const made = [...custody, ...outside, ...(await payloadFiles(source, summary, stored, key))];
    const written = await storeFiles(this.evidence, bundle.id, made, signal);
    const payload = [...written, ...stored];
    const times = await copyTimes(this.evidence, source.items);
    const more = this.tagFiles(JSON.stringify(summary), custody, times);
    const { files, manifestSha256 } = tagFilesOf(bundle, payload, more, sealedAt, signer);
    const tags = await storeFiles(this.evidence, bundle.id, files, signal);
    const logged = await this.inLog.files(bundle, manifestSha256, checkpoint);
    const proofs = await storeFiles(this.evidence, bundle.id, withList(bundle.id, logged, signer), signal);
    return {
      entries: [...tags, ...proofs, ...payload],
      manifestSha256,
      keyFingerprint: key.fingerprint,
      checkpointSize: checkpoint.size,
    };
  }
}
