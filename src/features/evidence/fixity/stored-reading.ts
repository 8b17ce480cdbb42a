import { NotFound } from '../../../kernel/errors';
import type { Sha256Hex } from '../../../kernel/ids';
import { hashStream, sameBytes, type Hashed } from '../../../platform/digest';
import { evidenceKey, type EvidenceReader } from '../../../platform/object-store';
import { throttled } from './throttle';

/** A stored file and what its row says of it. */
export interface StoredFile {
  /** `original`, or the kind of working copy; of a bundle the path. */
  readonly what: string;
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: Sha256Hex;
}

/** A file that is gone, or is not what its row says however often it is read. */
export interface Damage {
  readonly file: StoredFile;
  /** What was read last; nothing when there is no such object. */
  readonly found: Hashed | undefined;
}

export interface FilesRead {
  readonly damage: readonly Damage[];
  /** Reads that gave other bytes than the next one: the store, or the way to it, is failing. */
  readonly badReads: number;
}

const READS = 3;

/** Reads stored files from their first byte to their last, at a limited rate. */
export class StoredReading {
  constructor(
    private readonly evidence: EvidenceReader,
    private readonly bytesPerSecond: number,
  ) {}

  /** @throws the signal's reason, and what the store throws */
  async of(files: readonly StoredFile[], signal: AbortSignal): Promise<FilesRead> {
    const damage: Damage[] = [];
    let badReads = 0;
    for (const file of files) {
      const { found, reads } = await this.read(file, signal);
      const isSame = found !== undefined && sameBytes(file, found);
      badReads += isSame ? reads - 1 : 0;
      if (!isSame) damage.push({ file, found });
    }
    return { damage, badReads };
  }

  /** A bit can flip on the way: what differs is read again before it counts as damaged. */
  private async read(
    file: StoredFile,
    signal: AbortSignal,
  ): Promise<{ found: Hashed | undefined; reads: number }> {
    let found: Hashed | undefined;
    for (let reads = 1; ; reads += 1) {
      found = await this.readOnce(file, signal);
      if (found === undefined || sameBytes(file, found) || reads === READS) return { found, reads };
    }
  }

  private async readOnce({ key }: StoredFile, signal: AbortSignal): Promise<Hashed | undefined> {
    try {
      const stream = await this.evidence.read(evidenceKey(key));
      return await hashStream(throttled(stream, this.bytesPerSecond, signal));
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  }
}
