import { rm } from 'node:fs/promises';
import { sameBytes, type ExpectedDigest } from '../../digest';
import { NoRightCopy } from '../errors';
import { evidenceKey, type EvidenceKey } from '../keys';
import type { EvidenceMender, Mended } from '../port';
import type { EvidenceSource } from '../source';
import { FileEvidenceStore } from './evidence';

/** The right file takes the name of the damaged one in one step, with its owner; the damaged one is gone, and the log has its hash. */
export class FileEvidenceMender extends FileEvidenceStore implements EvidenceMender {
  async mend(key: EvidenceKey, expected: ExpectedDigest, copy?: () => EvidenceSource): Promise<Mended> {
    if (copy === undefined) throw new NoRightCopy();
    const temporary = await this.folder.temporary(evidenceKey(key));
    try {
      if (!sameBytes(expected, await this.fill(temporary, copy()))) throw new NoRightCopy();
      const stored = await this.readBack(temporary, expected);
      await this.folder.supersede(temporary, key);
      return { ...stored, existed: false, key, from: 'copy' };
    } finally {
      await rm(temporary, { force: true });
    }
  }
}
