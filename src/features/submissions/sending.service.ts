import { Injectable } from '@nestjs/common';
import { NotFound } from '../../kernel/errors';
import { randomId, type ClipId, type SubmissionId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { ConsentService } from '../consent';
import { DiaryService } from '../diary';
import { isOwn, OwnCodeNeeded, type Visitor } from '../invitations';
import { isWhole, sendProblem, type DraftClip } from './domain/clip';
import { newReference } from './domain/reference';
import { ReceiptRepository, type Receipt, type ReceiptProof, type SentState } from './receipt.repository';
import { RemovedFilesService } from './removed-files.service';
import { SentRecord } from './sent-record';
import { SubmissionRepository } from './submission.repository';
import { ClipDiffers, NothingToSend, StillReceiving } from './submissions.errors';

/** What stood on the page that asked whether to send it. */
export interface Shown {
  /** One that became whole afterwards waits for the next sending. */
  readonly clips: ReadonlySet<string>;
  /** The fingerprint of the entries. */
  readonly entries: string;
}

/** Sending is one act; what the victim keeps of it is a receipt. */
@Injectable()
export class SendingService {
  constructor(
    private readonly database: Database,
    private readonly submissions: SubmissionRepository,
    private readonly receipts: ReceiptRepository,
    private readonly removed: RemovedFilesService,
    private readonly record: SentRecord,
    private readonly consent: ConsentService,
    private readonly diary: DiaryService,
  ) {}

  /** What the draft is called, on the page that asks whether to send it. */
  async reference(visitor: Visitor): Promise<string | undefined> {
    const draft = await this.database.transaction((tx) => this.submissions.draft(tx, visitor.invitationId));
    return draft?.reference;
  }

  /**
   * From draft to sent: every clip that is whole and every entry of the diary, or none of them. From here on nothing can be taken
   * back, and the victim was told so before. What is not whole stays behind, in a draft of its own.
   * @param asked the reference of the draft that the page asked about. When it has been sent already, and only the answer
   * was lost, its receipt comes again and nothing else is sent.
   * @param shown what the page showed; everything where it does not say
   * @throws OwnCodeNeeded in an assisted session; PageChanged where the entries are others by now; NothingToSend, StillReceiving, ClipDiffers, AgreementMissing, NoticeNotConfirmed
   */
  async send(visitor: Visitor, asked = '', shown?: Shown): Promise<Receipt> {
    if (!isOwn(visitor)) throw new OwnCodeNeeded();
    return this.database.transaction(async (tx) => {
      await this.submissions.lockInvitation(tx, visitor.invitationId);
      const earlier = await this.receipts.byReference(tx, visitor.invitationId, asked);
      if (earlier !== undefined) return earlier;
      const draft = await this.submissions.draft(tx, visitor.invitationId);
      const all = draft === undefined ? [] : await this.submissions.clips(tx);
      const clips = all.filter((clip) => isWhole(clip) && (shown?.clips.has(clip.id) ?? true));
      refuseNothing(all, clips.length + (await this.diary.countDrafts(tx, visitor)));
      if (draft === undefined) throw new NothingToSend();
      await this.consent.goesWithSending(tx, visitor);
      const going = new Set(clips.map(({ id }) => id));
      const attached = new Map([...(await this.diary.attachedIn(tx))].filter(([id]) => going.has(id)));
      // Their objects are nobody's from here on: the sweeper takes them.
      await this.removed.eraseAll(tx, visitor);
      const sentAt = await this.sendAllBut(
        tx,
        draft.id,
        all.filter(({ id }) => !going.has(id)),
      );
      const incidents = await this.diary.send(tx, visitor, draft.id, attached, shown?.entries);
      await this.record.sent(tx, visitor, draft, clips, incidents);
      const receipt = { reference: draft.reference, sentAt, clips: clips.map(receiptLine), incidents };
      await this.receipts.insert(tx, draft.id, visitor.invitationId, receipt);
      return receipt;
    });
  }

  async list(visitor: Visitor): Promise<Receipt[]> {
    return this.database.transaction((tx) => this.receipts.ofInvitation(tx, visitor.invitationId));
  }

  /** What became of each sending. */
  async states(): Promise<SentState[]> {
    return this.database.transaction((tx) => this.receipts.states(tx));
  }

  /** @throws NotFound */
  async receipt(visitor: Visitor, reference: string): Promise<Receipt> {
    const found = await this.database.transaction((tx) =>
      this.receipts.byReference(tx, visitor.invitationId, reference),
    );
    if (found === undefined) throw new NotFound('The receipt');
    return found;
  }

  /** Of a receipt of the victim who acts; `undefined` until it is signed. */
  async proof(reference: string): Promise<ReceiptProof | undefined> {
    return this.database.transaction((tx) => this.receipts.proof(tx, reference));
  }

  /** With which receipts are checked. */
  async logKeys(): Promise<string[]> {
    return this.database.transaction((tx) => this.receipts.logKeys(tx));
  }

  /** @throws NothingToSend */
  private async sendAllBut(tx: Transaction, id: SubmissionId, kept: readonly DraftClip[]): Promise<Date> {
    const clips = kept.map((clip): ClipId => clip.id);
    const goesOn = clips.length > 0 || (await this.submissions.awaitsFiles(tx));
    const rest = goesOn ? { id: randomId<SubmissionId>(), reference: newReference(), clips } : undefined;
    const sentAt = await this.submissions.send(tx, id, rest);
    if (sentAt === undefined) throw new NothingToSend();
    return sentAt;
  }
}

/** @param going how many clips and entries there are to send */
function refuseNothing(clips: readonly DraftClip[], going: number): void {
  if (going > 0) return;
  const problem = sendProblem(clips);
  if (problem === 'differs') throw new ClipDiffers();
  if (problem === 'empty') throw new NothingToSend();
  throw new StillReceiving();
}

const receiptLine = ({ id, fileName, size, deviceSha256, storedSha256 }: DraftClip) => ({
  id,
  fileName,
  size,
  deviceSha256,
  storedSha256,
});
