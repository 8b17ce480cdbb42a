import { Injectable } from '@nestjs/common';
import type { ClipId, Sha256Hex } from '../../kernel/ids';
import {
  evidenceKey,
  NotAsLocked,
  provenBytes,
  withProvenFile,
  type EvidenceReader,
} from '../../platform/object-store';
import { DamageReports } from './damage-reports.service';

/** A locked file of an item. */
export interface LockedPart {
  readonly clipId: ClipId;
  readonly key: string;
  readonly sha256: Sha256Hex;
}

/**
 * The one way from a locked file to what is made of it. The log says of a copy, a frame or a film of which original it was made, by
 * its hash: so the bytes are hashed first, and what turns out to be something else is read again by the worker, which says so in the log.
 */
@Injectable()
export class Originals {
  constructor(private readonly damage: DamageReports) {}

  /** @throws NotFound, NotAsLocked, CorruptRead */
  use<T>(store: EvidenceReader, part: LockedPart, work: (path: string) => Promise<T>): Promise<T> {
    const { sha256 } = part;
    return this.reporting(part, withProvenFile(store, { key: evidenceKey(part.key), sha256 }, work));
  }

  /** What is small enough for memory, such as a list of frames. @throws NotFound, NotAsLocked */
  async text(store: EvidenceReader, part: LockedPart): Promise<string> {
    const { sha256 } = part;
    const read = provenBytes(store, { key: evidenceKey(part.key), sha256 });
    return (await this.reporting(part, read)).toString('utf8');
  }

  private async reporting<T>({ clipId }: LockedPart, done: Promise<T>): Promise<T> {
    try {
      return await done;
    } catch (error) {
      if (error instanceof NotAsLocked) await this.damage.report(clipId);
      throw error;
    }
  }
}
