import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import type { Transaction } from '../../platform/database';
import type { Visitor } from '../invitations';
import { RemovedFilesService } from './removed-files.service';
import { SubmissionRepository } from './submission.repository';
import { ClipTooLarge, InvitationFull, TooManyClips } from './submissions.errors';

/** How much an invitation may bring. What was taken out counts while it is stored, and is erased before anything is refused for it. */
@Injectable()
export class RoomService {
  constructor(
    private readonly submissions: SubmissionRepository,
    private readonly removed: RemovedFilesService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Room for one more file of `size` bytes. @throws ClipTooLarge, TooManyClips, InvitationFull */
  async require(tx: Transaction, visitor: Visitor, size: number): Promise<void> {
    const { limits } = this.config;
    if (size > limits.clipBytes) throw new ClipTooLarge(limits.clipBytes);
    const clips = await this.submissions.clips(tx);
    if (clips.length >= limits.clipsPerSubmission) throw new TooManyClips(limits.clipsPerSubmission);
    const held = await this.held(tx);
    if (held + size > limits.invitationBytes) throw new InvitationFull(limits.invitationBytes);
    const removed = await this.removed.held(tx);
    const isTight =
      clips.length + removed.files >= limits.clipsPerSubmission ||
      held + removed.bytes + size > limits.invitationBytes;
    if (isTight) await this.removed.eraseAll(tx, visitor);
  }

  /**
   * Bytes that one more file of unknown size may have, `wanted` at most. Whoever is given them writes them down in the same
   * transaction, which holds the draft: the next one finds only the rest. @throws TooManyClips, InvitationFull
   */
  async available(tx: Transaction, visitor: Visitor, wanted: number): Promise<number> {
    const { clipBytes, invitationBytes } = this.config.limits;
    const free = invitationBytes - (await this.held(tx));
    if (free <= 0) throw new InvitationFull(invitationBytes);
    const bytes = Math.min(wanted, clipBytes, free);
    await this.require(tx, visitor, bytes);
    return bytes;
  }

  /** Bytes of the draft, of what is on its way to it, and of what was sent before. */
  private async held(tx: Transaction): Promise<number> {
    const sent = await this.submissions.sentBytes(tx);
    return (await this.submissions.clips(tx)).reduce((sum, clip) => sum + clip.size + clip.reserved, sent);
  }
}
