import { DeleteObjectCommand, HeadObjectCommand, type HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import type { Clock } from '../../../kernel/clock';
import { StillLocked } from '../errors';
import { evidenceKey, partsOfKey, type EvidenceKey } from '../keys';
import type { EvidenceEraser } from '../port';
import type { Bucket } from './client';
import { isAbsentInS3, s3Code } from './errors';
import { everyVersion, type StoredVersion } from './versions';

/** Whichever version is read for it, all of them go. */
const nameOf = (key: EvidenceKey): EvidenceKey => partsOfKey(evidenceKey(key)).name;

/** Takes away every version and every delete marker of a name. It never asks to bypass a lock. */
export class S3EvidenceEraser implements EvidenceEraser {
  constructor(
    private readonly bucket: Bucket,
    private readonly clock: Clock,
  ) {}

  async lockedUntil(key: EvidenceKey): Promise<Date | undefined> {
    return this.lockOf(await everyVersion(this.bucket, nameOf(key)));
  }

  async erase(key: EvidenceKey): Promise<boolean> {
    const versions = await everyVersion(this.bucket, nameOf(key));
    const until = await this.lockOf(versions);
    if (until !== undefined) throw new StillLocked(until);
    // From the newest to the oldest: the first version is the evidence, and as long as it stands no other is read for it.
    for (const { key: name, version } of versions) await this.remove(name, version);
    // A store answers the removal of what it does not have, or keeps, as if it were done: nothing is called erased unseen.
    const left = await everyVersion(this.bucket, nameOf(key));
    if (left.length > 0)
      throw new Error(`the S3 server still has ${left.length} versions of what it removed`);
    return versions.some(({ marker }) => !marker);
  }

  /** @throws StillLocked when a legal hold, which has no end, is on a version */
  private async lockOf(versions: readonly StoredVersion[]): Promise<Date | undefined> {
    const locks: number[] = [];
    for (const { key, version, marker } of versions) {
      const found = marker ? undefined : await this.head(key, version);
      if (found?.ObjectLockLegalHoldStatus === 'ON') throw new StillLocked(undefined);
      locks.push(found?.ObjectLockRetainUntilDate?.getTime() ?? 0);
    }
    const last = Math.max(0, ...locks);
    return last > this.clock.now().getTime() ? new Date(last) : undefined;
  }

  private async head(key: string, version: string): Promise<HeadObjectCommandOutput | undefined> {
    return this.bucket.client
      .send(new HeadObjectCommand({ Bucket: this.bucket.name, Key: key, VersionId: version }))
      .catch((error: unknown) => {
        if (isAbsentInS3(error)) return undefined;
        throw error;
      });
  }

  private async remove(key: string, version: string): Promise<void> {
    await this.bucket.client
      .send(new DeleteObjectCommand({ Bucket: this.bucket.name, Key: key, VersionId: version }))
      .catch(async (error: unknown) => {
        // Locked between the look and the removal; otherwise the right itself is missing.
        const until = s3Code(error) === 'AccessDenied' ? await this.lockedUntil(evidenceKey(key)) : undefined;
        throw until === undefined ? error : new StillLocked(until);
      });
  }
}
