import { Injectable } from '@nestjs/common';
import { CustodyLog, SERVICE_SUBJECT } from '../../custody';
import type { ClipId } from '../../kernel/ids';
import { Database } from '../../platform/database';
import { isOwn, OwnCodeNeeded, type Visitor } from '../invitations';
import { RemovedFilesService } from './removed-files.service';
import { SubmissionRepository } from './submission.repository';

/** The victim stops: nothing that was not sent stays. */
@Injectable()
export class DiscardingService {
  constructor(
    private readonly database: Database,
    private readonly submissions: SubmissionRepository,
    private readonly removed: RemovedFilesService,
    private readonly custody: CustodyLog,
  ) {}

  /** Erases the whole draft and what was taken out of it; what was sent before stays. Gives the keys of the objects to remove from `incoming`. @throws OwnCodeNeeded */
  async discard(visitor: Visitor): Promise<ClipId[]> {
    if (!isOwn(visitor)) throw new OwnCodeNeeded();
    return this.database.transaction(async (tx) => {
      await this.submissions.lockInvitation(tx, visitor.invitationId);
      const earlier = await this.submissions.discardEarlier(tx);
      const draft = await this.submissions.draft(tx, visitor.invitationId);
      if (draft === undefined) return earlier;
      const removed = await this.removed.eraseAll(tx, visitor);
      const clips = await this.submissions.clips(tx);
      for (const { id } of clips) await this.submissions.removeClip(tx, id);
      await this.submissions.discard(tx, draft.id);
      await this.custody.append(tx, {
        type: 'submission-discarded',
        subject: SERVICE_SUBJECT,
        investigation: visitor.investigationId,
        detail: {},
      });
      return [...earlier, ...removed, ...clips.map((clip) => clip.id)];
    });
  }
}
