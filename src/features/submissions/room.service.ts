import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { together, type Transaction } from '../../platform/database';
import type { Visitor } from '../invitations';
import { RemovedFilesService } from './removed-files.service';
import { SubmissionRepository, type Weight } from './submission.repository';
import { ClipTooLarge, InvitationFull, TooManyClips } from './submissions.errors';

/** What counts by now, and what was taken out and is still stored. */
export interface Held extends Weight {
  readonly removed: Weight;
}

/** How much an invitation may bring. What was taken out counts while it is stored, and is erased before anything is refused for it. */
@Injectable()
export class RoomService {
  constructor(
    private readonly submissions: SubmissionRepository,
    private readonly removed: RemovedFilesService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** To be asked while `tx` holds the draft: what comes into it meanwhile would count for nobody. */
  async held(tx: Transaction): Promise<Held> {
    const [weight, removed] = await together(this.submissions.weight(tx), this.removed.held(tx));
    return { ...weight, removed };
  }

  /** Room for one more file of `size` bytes beside what is held. @throws ClipTooLarge, TooManyClips, InvitationFull */
  async require(tx: Transaction, visitor: Visitor, size: number, held: Held): Promise<void> {
    const { clipBytes, clipsPerSubmission, invitationBytes } = this.config.limits;
    if (size > clipBytes) throw new ClipTooLarge(clipBytes);
    if (held.files >= clipsPerSubmission) throw new TooManyClips(clipsPerSubmission);
    if (held.bytes + size > invitationBytes) throw new InvitationFull(invitationBytes);
    const isTight =
      held.files + held.removed.files >= clipsPerSubmission ||
      held.bytes + held.removed.bytes + size > invitationBytes;
    if (isTight) await this.removed.eraseAll(tx, visitor);
  }

  /**
   * Bytes that one more file of unknown size may have, `wanted` at most. Whoever is given them writes them down in the same
   * transaction, which holds the draft: the next one finds only the rest. @throws TooManyClips, InvitationFull
   */
  async available(tx: Transaction, visitor: Visitor, wanted: number): Promise<number> {
    const { clipBytes, invitationBytes } = this.config.limits;
    const held = await this.held(tx);
    const free = invitationBytes - held.bytes;
    if (free <= 0) throw new InvitationFull(invitationBytes);
    const bytes = Math.min(wanted, clipBytes, free);
    await this.require(tx, visitor, bytes, held);
    return bytes;
  }
}
