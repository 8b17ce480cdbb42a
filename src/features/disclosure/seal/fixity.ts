import { Inject, Injectable } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors';
import { digestStream, sameBytes } from '../../../platform/digest';
import { evidenceKey, type EvidenceStore } from '../../../platform/object-store';
import type { ArchiveEntry } from '../archive';
import { EVIDENCE } from './parts';
import type { SourceItem, SourceObject } from './source';

/** A stored file that is gone, or is not what its row says. */
export interface Damage {
  readonly item: SourceItem;
  readonly object: SourceObject;
  /** What was read: nothing when there is no such object. */
  readonly found: { readonly sha256: string; readonly size: number } | undefined;
}

export interface Fixity {
  readonly entries: readonly ArchiveEntry[];
  readonly damage: readonly Damage[];
}

/** Reads every stored file that goes into a bundle from its first byte to its last. */
@Injectable()
export class FixityCheck {
  constructor(@Inject(EVIDENCE) private readonly evidence: EvidenceStore) {}

  /** @throws the signal's reason once it is aborted */
  async of(items: readonly SourceItem[], signal: AbortSignal): Promise<Fixity> {
    const entries: ArchiveEntry[] = [];
    const damage: Damage[] = [];
    for (const item of items) {
      for (const object of item.objects) {
        const checked = await this.check(object, signal);
        if ('path' in checked) entries.push(checked);
        else damage.push({ item, object, ...checked });
      }
    }
    return { entries, damage };
  }

  private async check(
    object: SourceObject,
    signal: AbortSignal,
  ): Promise<ArchiveEntry | Pick<Damage, 'found'>> {
    signal.throwIfAborted();
    const key = evidenceKey(object.key);
    try {
      const stream = await this.evidence.read(key);
      const stop = (): void => void stream.destroy(new Error('the worker stops'));
      signal.addEventListener('abort', stop, { once: true });
      const found = await digestStream(stream).finally(() => signal.removeEventListener('abort', stop));
      const { path, size, sha256 } = object;
      const isSame = sameBytes(object, found) && (object.crc32 ?? found.crc32) === found.crc32;
      return isSame ? { path, size, sha256, crc32: found.crc32, object: key } : { found };
    } catch (error) {
      if (error instanceof NotFound) return { found: undefined };
      throw error;
    }
  }
}
