import { evidenceKey, type EvidenceKey } from '../keys';
import type { EvidenceEraser } from '../port';
import type { Folder } from './folder';

/** Mode 0444 is no lock: the folder's owner may unlink. What else holds an object, the rules of retention say. */
export class FileEvidenceEraser implements EvidenceEraser {
  constructor(private readonly folder: Folder) {}

  lockedUntil(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async erase(key: EvidenceKey): Promise<boolean> {
    const there = await this.folder.has(evidenceKey(key));
    await this.folder.remove(key);
    return there;
  }
}
