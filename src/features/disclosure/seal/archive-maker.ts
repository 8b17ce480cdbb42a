import { Inject, Injectable } from '@nestjs/common';
import { ObjectDigests } from '../../../platform/digest-threads';
import type { EvidenceStore } from '../../../platform/object-store';
import {
  archiveParts,
  fromEvidence,
  openArchive,
  planArchive,
  type ArchiveEntry,
  type ArchivePlan,
} from '../archive';
import type { Seal } from '../bundles.repository';
import { BundleFiles } from './bundle-files';
import { DIGESTS, EVIDENCE, VERIFY, type ArchiveBytes, type VerifyArchive } from './parts';
import type { BundleSource } from './source';

export type CheckedArchive =
  | { readonly entries: readonly ArchiveEntry[]; readonly seal: Seal }
  /** In sentences, why whoever gets it could not rely on it. */
  | { readonly refused: string };

/** Makes the archive of a bundle and checks it as a recipient would, before anything of it is fixed. */
@Injectable()
export class ArchiveMaker {
  constructor(
    private readonly files: BundleFiles,
    @Inject(EVIDENCE) private readonly evidence: EvidenceStore,
    @Inject(VERIFY) private readonly verify: VerifyArchive,
    @Inject(DIGESTS) private readonly digests: ObjectDigests,
  ) {}

  /** @throws NoProofYet, errors of the store, the signal's reason */
  async make(
    source: BundleSource,
    stored: readonly ArchiveEntry[],
    sealedAt: Date,
    signal: AbortSignal,
  ): Promise<CheckedArchive> {
    const { entries, ...signed } = await this.files.write(source, stored, sealedAt, signal);
    const plan = planArchive({ folder: source.bundle.folder, sealedAt, entries });
    const refused = await this.check(plan, signed.keyFingerprint, signal);
    if (refused !== undefined) return { refused };
    const { totalSize, etag } = plan;
    return { entries, seal: { sealedAt, totalSize, etag, ...signed } };
  }

  private async check(
    plan: ArchivePlan,
    fingerprint: string,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    let broken: unknown;
    const noted = (error: unknown): never => {
      broken = error;
      throw error;
    };
    const open = fromEvidence(this.evidence);
    const refused = await this.digests.during(signal, (run) => {
      const archive: ArchiveBytes = {
        size: plan.totalSize,
        read: async function* (start, end) {
          if (start === end) return;
          try {
            for await (const chunk of openArchive(plan, open, { start, end: end - 1 })) {
              signal.throwIfAborted();
              yield chunk as Uint8Array;
            }
          } catch (error) {
            noted(error);
          }
        },
        digest: (start, end) => run.digest(archiveParts(plan, start, end), end - start).catch(noted),
      };
      return this.verify(archive, fingerprint);
    });
    // A store that is away says nothing of the bundle: the next attempt may read it.
    if (broken !== undefined)
      throw broken instanceof Error ? broken : new Error('the archive cannot be read');
    return refused;
  }
}
