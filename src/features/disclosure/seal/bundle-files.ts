import { Inject, Injectable } from '@nestjs/common';
import type { NoteSigner } from '../../../custody';
import { Database } from '../../../platform/database';
import type { EvidenceStore } from '../../../platform/object-store';
import type { ArchiveEntry } from '../archive';
import type { Seal } from '../bundles.repository';
import { WitnessingService } from '../../witnesses';
import { TimestampsService } from '../timestamps';
import { tagFilesOf } from './bag';
import { custodyFiles } from './custody-files';
import { EVIDENCE, SIGNERS, TAG_FILES, type TagFiles } from './parts';
import { payloadFiles } from './payload';
import { bundleKey } from './signing';
import { storeFiles } from './small-files';
import type { BundleSource } from './source';
import { summaryOf } from './summary';

export interface WrittenFiles extends Pick<Seal, 'manifestSha256' | 'keyFingerprint' | 'checkpointSize'> {
  /** Of the whole bag, in the order in which they are streamed: tag files, what was written, what was stored before. */
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
    private readonly timestamps: TimestampsService,
    private readonly witnessing: WitnessingService,
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
    const token = await this.timestamps.forSeal(checkpoint);
    const witnessed = await this.witnessing.forSeal(checkpoint);
    const made = [
      ...custody,
      ...(token === undefined ? [] : [{ path: 'data/custody/checkpoint.tsr', bytes: token }]),
      ...witnessed.map((text, place) => ({
        path: `data/custody/witness-${place + 1}.txt`,
        bytes: Buffer.from(text),
      })),
      ...(await payloadFiles(source, summary, stored, key)),
    ];
    const written = await storeFiles(this.evidence, bundle.id, made, signal);
    const payload = [...written, ...stored];
    const more = this.tagFiles(JSON.stringify(summary), custody);
    const { files, manifestSha256 } = tagFilesOf(bundle, payload, more, sealedAt, signer);
    const tags = await storeFiles(this.evidence, bundle.id, files, signal);
    return {
      entries: [...tags, ...payload],
      manifestSha256,
      keyFingerprint: key.fingerprint,
      checkpointSize: checkpoint.size,
    };
  }
}
