import { Injectable } from '@nestjs/common';
import { CustodyLog, clipSubject, investigationSubject } from '../../custody';
import { NotFound } from '../../kernel/errors';
import type { ClipId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { Outbox } from '../../platform/queue';
import { ConsentService } from '../consent';
import { DiaryService, type SentIncident } from '../diary';
import { isOwn, OwnCodeNeeded, type Visitor } from '../invitations';
import { sendProblem, type DraftClip } from './domain/clip';
import { promoteClip } from './jobs';
import { ReceiptRepository, type Receipt } from './receipt.repository';
import { SubmissionRepository, type Draft } from './submission.repository';
import { ClipDiffers, NothingToSend, StillReceiving } from './submissions.errors';

/** Sending is one act; what the victim keeps of it is a receipt. */
@Injectable()
export class SendingService {
  constructor(
    private readonly database: Database,
    private readonly submissions: SubmissionRepository,
    private readonly receipts: ReceiptRepository,
    private readonly outbox: Outbox,
    private readonly custody: CustodyLog,
    private readonly consent: ConsentService,
    private readonly diary: DiaryService,
  ) {}

  /** What the draft is called, on the page that asks whether to send it. */
  async reference(visitor: Visitor): Promise<string | undefined> {
    const draft = await this.database.transaction((tx) => this.submissions.draft(tx, visitor.invitationId));
    return draft?.reference;
  }

  /**
   * From draft to sent, all clips and entries of the diary or none: from here on nothing can be taken back, and the victim was told so before.
   * @param asked the reference of the draft that the page asked about. When it has been sent already, and only the answer
   * was lost, its receipt comes again and nothing else is sent.
   * @throws OwnCodeNeeded in an assisted session; NothingToSend, StillReceiving, ClipDiffers, AgreementMissing
   */
  async send(visitor: Visitor, asked = ''): Promise<Receipt> {
    if (!isOwn(visitor)) throw new OwnCodeNeeded();
    return this.database.transaction(async (tx) => {
      await this.submissions.lockInvitation(tx, visitor.invitationId);
      const earlier = await this.receipts.byReference(tx, visitor.invitationId, asked);
      if (earlier !== undefined) return earlier;
      const draft = await this.submissions.draft(tx, visitor.invitationId);
      const clips = draft === undefined ? [] : await this.submissions.clips(tx);
      refuseUnready(clips, await this.diary.countDrafts(tx, visitor));
      if (draft === undefined) throw new NothingToSend();
      await this.consent.goesWithSending(tx, visitor);
      const attached = await this.diary.attachedIn(tx);
      const sentAt = await this.submissions.send(tx, draft.id);
      if (sentAt === undefined) throw new NothingToSend();
      const incidents = await this.diary.send(tx, visitor, draft.id, attached);
      await this.log(tx, visitor, draft, clips, incidents);
      for (const clip of clips) await this.outbox.add(tx, promoteClip, { clipId: clip.id });
      const receipt = { reference: draft.reference, sentAt, clips: clips.map(receiptLine), incidents };
      await this.receipts.insert(tx, draft.id, visitor.invitationId, receipt);
      return receipt;
    });
  }

  /** Erases the whole draft; what was sent before stays. Gives the keys of the objects to remove from `incoming`. @throws OwnCodeNeeded */
  async discard(visitor: Visitor): Promise<ClipId[]> {
    if (!isOwn(visitor)) throw new OwnCodeNeeded();
    return this.database.transaction(async (tx) => {
      await this.submissions.lockInvitation(tx, visitor.invitationId);
      const earlier = await this.submissions.discardEarlier(tx);
      const draft = await this.submissions.draft(tx, visitor.invitationId);
      if (draft === undefined) return earlier;
      const clips = await this.submissions.clips(tx);
      for (const { id } of clips) await this.submissions.removeClip(tx, id);
      await this.submissions.discard(tx, draft.id);
      await this.custody.append(tx, {
        type: 'submission-discarded',
        subject: investigationSubject(visitor.investigationId),
        investigation: visitor.investigationId,
        detail: {},
      });
      return [...earlier, ...clips.map((clip) => clip.id)];
    });
  }

  async list(visitor: Visitor): Promise<Receipt[]> {
    return this.database.transaction((tx) => this.receipts.ofInvitation(tx, visitor.invitationId));
  }

  /** @throws NotFound */
  async receipt(visitor: Visitor, reference: string): Promise<Receipt> {
    const found = await this.database.transaction((tx) =>
      this.receipts.byReference(tx, visitor.invitationId, reference),
    );
    if (found === undefined) throw new NotFound('The receipt');
    return found;
  }

  private async log(
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

function refuseUnready(clips: readonly DraftClip[], incidents: number): void {
  switch (sendProblem(clips, incidents)) {
    case 'empty':
      throw new NothingToSend();
    case 'still-receiving':
      throw new StillReceiving();
    case 'differs':
      throw new ClipDiffers();
    case undefined:
  }
}

const receiptLine = ({ id, fileName, size, deviceSha256, storedSha256 }: DraftClip) => ({
  id,
  fileName,
  size,
  deviceSha256,
  storedSha256,
});
