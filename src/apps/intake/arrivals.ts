import { Inject, Injectable } from '@nestjs/common';
import type { Visitor } from '../../features/invitations';
import {
  DiscardingService,
  DraftsService,
  RemovedFilesService,
  SendingService,
  type DraftClip,
  type Receipt,
} from '../../features/submissions';
import { NotFound } from '../../kernel/errors';
import type { ClipId, Sha256Hex } from '../../kernel/ids';
import { SharedLocks } from '../../platform/database';
import { incomingKey, type IncomingKey, type IncomingStore } from '../../platform/object-store';
import { whileNobodyWrites } from './upload-locker';

/** Injection token of the IncomingStore. */
export const INCOMING = Symbol('IncomingStore');

/** A draft clip with the bytes of it that have arrived. */
export interface Arrival extends DraftClip {
  readonly arrivedBytes: number;
}

/** What was sent in another window this very moment took the others along, and left this one in a new draft. */
export async function onceMoreIfAbsent(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    await work();
  }
}

/** The draft's rows and its bytes, kept in step. */
@Injectable()
export class Arrivals {
  constructor(
    private readonly drafts: DraftsService,
    private readonly sending: SendingService,
    private readonly discarding: DiscardingService,
    private readonly removed: RemovedFilesService,
    @Inject(INCOMING) private readonly incoming: IncomingStore,
    private readonly locks: SharedLocks,
  ) {}

  /** The victim's files. One whose last byte came just before this process died is finished here. */
  async list(visitor: Visitor): Promise<Arrival[]> {
    const clips = await this.drafts.clips();
    if (!(await this.finishWhole(visitor, clips))) return this.measured(clips);
    return this.measured(await this.drafts.clips());
  }

  /** What the victim has sent before. */
  sent(visitor: Visitor): Promise<Receipt[]> {
    return this.sending.list(visitor);
  }

  /** Finishes one clip whose last byte has come. @throws NotFound */
  async finishIfWhole(visitor: Visitor, id: ClipId): Promise<void> {
    await this.finishWhole(visitor, [await this.drafts.clip(id)]);
  }

  /** The fingerprint that the victim's device made. @throws NotFound */
  async fingerprint(visitor: Visitor, id: ClipId, sha256: Sha256Hex): Promise<void> {
    await this.drafts.recordDeviceHash(id, sha256);
    await this.finishIfWhole(visitor, id);
  }

  /**
   * The request that brought the last byte has stored it: all is durable, then the log says so. The session is asked once more, for it may have
   * ended meanwhile. @param device the fingerprint that came along
   * @throws SessionEnded, NotFound, DifferentSize, UploadBusy
   */
  async finishUpload(id: ClipId, device: Sha256Hex | null): Promise<void> {
    const size = await this.durableSize(id);
    await onceMoreIfAbsent(() => this.drafts.finishUpload(id, size, device));
  }

  /** Every byte has been stored: makes them durable, then says so in the log. @throws NotFound, DifferentSize, UploadBusy */
  private async finish(visitor: Visitor, id: ClipId): Promise<void> {
    const size = await this.durableSize(id);
    await onceMoreIfAbsent(() => this.drafts.finish(visitor, id, size));
  }

  /** Nothing has to be cut off, and nobody waited for, where this process has had all of it on the disk. */
  private async durableSize(id: ClipId): Promise<number> {
    const key = incomingKey(id);
    const known = await this.incoming.finished?.(key);
    return (known ?? (await whileNobodyWrites(this.locks, id, () => this.incoming.finish(key)))).size;
  }

  /** For good: of what was taken out, or of a file that is to come again. @throws NotFound */
  async erase(visitor: Visitor, id: ClipId): Promise<void> {
    const isOut = (await this.removed.list()).some((file) => file.id === id);
    if (isOut) await this.removed.erase(visitor, id);
    else await this.drafts.remove(visitor, id);
    await this.incoming.remove(incomingKey(id));
  }

  /** @throws NotFound */
  async remove(visitor: Visitor, id: ClipId): Promise<void> {
    await this.drafts.remove(visitor, id);
    await this.incoming.remove(incomingKey(id));
  }

  async discard(visitor: Visitor): Promise<void> {
    for (const id of await this.discarding.discard(visitor)) await this.incoming.remove(incomingKey(id));
  }

  private async finishWhole(visitor: Visitor, clips: readonly DraftClip[]): Promise<boolean> {
    let changed = false;
    for (const { id, size } of clips.filter(({ state }) => state === 'receiving')) {
      const stored = await this.storedBytes(id);
      if (stored === undefined) continue;
      // A plain form tells no size beforehand: its row says 0, and its object appears only when it is whole.
      if (size === 0) await this.drafts.finishOfUnknownSize(visitor, id, stored);
      else if (stored === size) await this.finish(visitor, id);
      else continue;
      changed = true;
    }
    return changed;
  }

  private async measured(clips: readonly DraftClip[]): Promise<Arrival[]> {
    return Promise.all(
      clips.map(async (clip) => ({
        ...clip,
        arrivedBytes: clip.state === 'receiving' ? ((await this.storedBytes(clip.id)) ?? 0) : clip.size,
      })),
    );
  }

  /** The last step of its upload may have failed: then it is done now. */
  private async storedBytes(id: ClipId): Promise<number | undefined> {
    const key = incomingKey(id);
    const found = await this.sizeOf(key);
    if (found !== undefined) return found;
    await this.incoming.settle(key);
    return this.sizeOf(key);
  }

  private async sizeOf(key: IncomingKey): Promise<number | undefined> {
    try {
      return (await this.incoming.stat(key)).size;
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  }
}
