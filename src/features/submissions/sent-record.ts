import { Injectable } from '@nestjs/common';
import { CustodyLog, clipSubject, investigationSubject } from '../../custody';
import type { Transaction } from '../../platform/database';
import { Outbox } from '../../platform/queue';
import type { SentIncident } from '../diary';
import type { Visitor } from '../invitations';
import type { DraftClip } from './domain/clip';
import { promoteClip } from './jobs';
import type { Draft } from './submission.repository';

/** What a sending sets going: the log says what was sent, and each clip is made a locked master. */
@Injectable()
export class SentRecord {
  constructor(
    private readonly custody: CustodyLog,
    private readonly outbox: Outbox,
  ) {}

  async sent(
    tx: Transaction,
    visitor: Visitor,
    draft: Draft,
    clips: readonly DraftClip[],
    incidents: readonly SentIncident[],
  ): Promise<void> {
    const investigation = visitor.investigationId;
    for (const clip of clips) {
      const { size, deviceSha256, storedSha256 } = clip;
      const detail = { submission: draft.id, size, deviceSha256, storedSha256 };
      await this.custody.append(tx, {
        type: 'submission-sent',
        subject: clipSubject(clip.id),
        investigation,
        detail,
      });
      await this.outbox.add(tx, promoteClip, { clipId: clip.id });
    }
    await this.custody.append(tx, {
      type: 'submission-sent',
      subject: investigationSubject(investigation),
      investigation,
      detail: {
        submission: draft.id,
        reference: draft.reference,
        clips: clips.map((clip) => clip.id),
        incidents: incidents.map(({ number, clips: own }) => ({ number, clips: [...own] })),
        ...(visitor.assistedBy && { assistedBy: visitor.assistedBy }),
      },
    });
  }
}
