import { Inject, Injectable } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors';
import { sameBytes } from '../../../platform/digest';
import { ObjectDigests, type DigestRun } from '../../../platform/digest-threads';
import { evidenceKey } from '../../../platform/object-store';
import type { ArchiveEntry } from '../archive';
import { DIGESTS } from './parts';
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

/** Reads every stored file that goes into a bundle from its first byte to its last, by all cores. */
@Injectable()
export class FixityCheck {
  constructor(@Inject(DIGESTS) private readonly digests: ObjectDigests) {}

  /** @throws the signal's reason once it is aborted */
  async of(items: readonly SourceItem[], signal: AbortSignal): Promise<Fixity> {
    const all = items.flatMap((item) => item.objects.map((object) => ({ item, object })));
    const checked = await this.digests.during(signal, (run) =>
      Promise.all(all.map(async (one) => ({ ...one, ...(await check(one.object, run)) }))),
    );
    return {
      entries: checked.flatMap((one) => ('entry' in one ? [one.entry] : [])),
      damage: checked.flatMap((one) => ('entry' in one ? [] : [one])),
    };
  }
}

async function check(
  object: SourceObject,
  run: DigestRun,
): Promise<{ readonly entry: ArchiveEntry } | Pick<Damage, 'found'>> {
  const key = evidenceKey(object.key);
  const { path, size, sha256, crc32 } = object;
  try {
    // The CRC-32 of intake is compared with the bytes when the finished archive is read: here it would cost a quarter more.
    const found = await run.digest([{ key, start: 0 }], size, crc32 === null);
    if (!sameBytes(object, found)) return { found };
    return { entry: { path, size, sha256, crc32: crc32 ?? found.crc32, object: key } };
  } catch (error) {
    if (error instanceof NotFound) return { found: undefined };
    throw error;
  }
}
