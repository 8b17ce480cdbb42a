import { digestStream, sameBytes, type ExpectedDigest } from '../../digest';
import { IntegrityMismatch, NoRightCopy } from '../errors';
import { evidenceKey, partsOfKey, type EvidenceKey } from '../keys';
import type { EvidenceMender, Mended } from '../port';
import { chunksOf, type EvidenceSource } from '../source';
import { S3EvidenceStore } from './evidence';
import { download, upload } from './transfer';
import { head, versionsOf, type Version } from './versions';

const TYPE = 'application/octet-stream';

/**
 * The damaged version is locked and stays. Another one is read in its place, which the key names from then on: so what
 * somebody else writes over a name is still never taken for evidence.
 */
export class S3EvidenceMender extends S3EvidenceStore implements EvidenceMender {
  async mend(key: EvidenceKey, expected: ExpectedDigest, copy?: () => EvidenceSource): Promise<Mended> {
    const { name } = partsOfKey(evidenceKey(key));
    for (const version of await versionsOf(this.bucket, name)) {
      if (await this.isRight(version, expected)) return this.take(version, expected, 'version');
    }
    if (copy === undefined || !sameBytes(expected, await digestStream(chunksOf(copy()))))
      throw new NoRightCopy();
    const target = { ...this.target(name, TYPE), further: true };
    const written = await upload(target, chunksOf(copy()));
    if (written === undefined) throw new TypeError('the S3 server named no version');
    const version = { ...(await head(this.bucket, name, written)), key: name, version: written };
    return this.take(version, expected, 'copy').catch(async (error: unknown) => {
      if (error instanceof IntegrityMismatch) await this.withdraw(name, written);
      throw error;
    });
  }

  private async isRight(version: Version, expected: ExpectedDigest): Promise<boolean> {
    if (version.size !== expected.size) return false;
    return sameBytes(expected, await digestStream(await download(this.bucket, version.key, version)));
  }

  private async take(version: Version, expected: ExpectedDigest, from: Mended['from']): Promise<Mended> {
    const stored = await this.verify(version, expected, IntegrityMismatch);
    return {
      ...stored,
      existed: from === 'version',
      key: evidenceKey(`${version.key}@${version.version}`),
      from,
    };
  }
}
