import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CustodyLog, clipSubject, type Statement } from '../../custody';
import { NotFound } from '../../kernel/errors';
import { randomId, type ClipId, type Sha256Hex, type SubmissionId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { Outbox } from '../../platform/queue';
import { ConsentService } from '../consent';
import type { Visitor } from '../invitations';
import type { DraftClip } from './domain/clip';
import { cleanFileName } from './domain/file-name';
import { newReference } from './domain/reference';
import { verifyClip } from './jobs';
import { SubmissionRepository, type Draft } from './submission.repository';
import { ClipTooLarge, DifferentSize, InvitationFull, TooManyClips } from './submissions.errors';

/** The draft that she builds. Nothing in it is the police's to see. */
@Injectable()
export class DraftsService {
  constructor(
    private readonly database: Database,
    private readonly submissions: SubmissionRepository,
    private readonly consent: ConsentService,
    private readonly outbox: Outbox,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Clips of the current draft, oldest first; empty when there is no draft. */
  async clips(visitor: Visitor): Promise<DraftClip[]> {
    return this.scoped(visitor, async (tx) => {
      const draft = await this.submissions.draft(tx, visitor.invitationId);
      return draft === undefined ? [] : this.submissions.clips(tx, draft.id);
    });
  }

  /** @throws NotFound */
  async clip(visitor: Visitor, id: ClipId): Promise<DraftClip> {
    return this.scoped(visitor, (tx) => this.require(tx, id));
  }

  /**
   * Makes room for a file of `size` bytes. The clip's id is also its key in `incoming`.
   * @throws NoticeNotConfirmed, FirstStepsMissing, ClipTooLarge, TooManyClips, InvitationFull
   */
  async begin(visitor: Visitor, file: { name: string; size: number; fileDate?: Date }): Promise<ClipId> {
    const { limits } = this.config;
    if (file.size > limits.clipBytes) throw new ClipTooLarge(limits.clipBytes);
    return this.scoped(visitor, async (tx) => {
      const draft = await this.open(tx, visitor);
      const clips = await this.submissions.clips(tx, draft.id);
      if (clips.length >= limits.clipsPerSubmission) throw new TooManyClips(limits.clipsPerSubmission);
      const held =
        clips.reduce((sum, clip) => sum + clip.size, 0) +
        (await this.submissions.sentBytes(tx, visitor.invitationId));
      if (held + file.size > limits.invitationBytes) throw new InvitationFull(limits.invitationBytes);
      const id = randomId<ClipId>();
      await this.submissions.insertClip(tx, {
        id,
        submissionId: draft.id,
        ...visitor,
        fileName: cleanFileName(file.name),
        size: file.size,
        fileDate: file.fileDate ?? null,
      });
      return id;
    });
  }

  /** The draft that is open, or a new one: as long as `tx` lasts nobody sends or erases it. @throws NoticeNotConfirmed, FirstStepsMissing */
  async open(tx: Transaction, visitor: Visitor): Promise<Draft> {
    await this.consent.requireFirstSteps(tx, visitor);
    await this.submissions.lockInvitation(tx, visitor.invitationId);
    return (await this.currentDraft(tx, visitor)) ?? (await this.newDraft(tx, visitor));
  }

  /** Bytes that this invitation may still bring. */
  async room(visitor: Visitor): Promise<number> {
    return this.scoped(visitor, async (tx) => {
      const draft = await this.submissions.draft(tx, visitor.invitationId);
      const clips = draft === undefined ? [] : await this.submissions.clips(tx, draft.id);
      return Math.max(0, this.config.limits.invitationBytes - (await this.held(tx, visitor, clips)));
    });
  }

  /**
   * All bytes are on disk and durable: log the receipt of the clip and ask for its check. Safe to call again.
   * `size` is what the store holds, in bytes. @throws NotFound, DifferentSize
   */
  async finish(visitor: Visitor, id: ClipId, size: number): Promise<void> {
    await this.scoped(visitor, async (tx) => {
      const clip = await this.require(tx, id);
      if (clip.state !== 'receiving') return;
      if (size !== clip.size) throw new DifferentSize(clip.size, size);
      await this.received(tx, visitor, clip, size);
    });
  }

  /** The same for a plain form, where the size is known only when the last byte has come. @throws NotFound */
  async finishOfUnknownSize(visitor: Visitor, id: ClipId, size: number): Promise<void> {
    await this.scoped(visitor, async (tx) => {
      const clip = await this.require(tx, id);
      if (clip.state === 'receiving') await this.received(tx, visitor, clip, size);
    });
  }

  /** The fingerprint that her device made of the file. @throws NotFound */
  async recordDeviceHash(visitor: Visitor, id: ClipId, sha256: Sha256Hex): Promise<void> {
    await this.scoped(visitor, async (tx) => {
      await this.require(tx, id);
      await this.submissions.setDeviceHash(tx, id, sha256);
    });
  }

  /** Removes a draft clip and every trace of its content. The caller then removes the object of this key. @throws NotFound */
  async remove(visitor: Visitor, id: ClipId): Promise<void> {
    await this.scoped(visitor, async (tx) => {
      const clip = await this.require(tx, id);
      if (clip.state !== 'receiving') await this.log(tx, visitor, id, { type: 'clip-removed' });
      if (!(await this.submissions.removeClip(tx, id))) throw new NotFound('The file');
      await this.submissions.touch(tx, clip.submissionId);
    });
  }

  /** Bytes of this draft and of what was sent before. */
  private async held(tx: Transaction, visitor: Visitor, clips: readonly DraftClip[]): Promise<number> {
    const sent = await this.submissions.sentBytes(tx, visitor.invitationId);
    return clips.reduce((sum, clip) => sum + clip.size, sent);
  }

  private async received(tx: Transaction, visitor: Visitor, clip: DraftClip, size: number): Promise<void> {
    await this.submissions.markReceived(tx, clip.id, size);
    const secrets = { fileName: clip.fileName, size };
    await this.log(tx, visitor, clip.id, { type: 'clip-received', secrets });
    await this.outbox.add(tx, verifyClip, { clipId: clip.id });
  }

  /** Touched before anything is added to it, so that it cannot be erased for its age meanwhile. */
  private async currentDraft(tx: Transaction, visitor: Visitor): Promise<Draft | undefined> {
    const draft = await this.submissions.draft(tx, visitor.invitationId);
    return draft !== undefined && (await this.submissions.touch(tx, draft.id)) ? draft : undefined;
  }

  private async newDraft(tx: Transaction, visitor: Visitor): Promise<Draft> {
    const draft = { id: randomId<SubmissionId>(), reference: newReference() };
    await this.submissions.insertDraft(tx, draft, visitor);
    return draft;
  }

  private async require(tx: Transaction, id: ClipId): Promise<DraftClip & { submissionId: SubmissionId }> {
    const clip = await this.submissions.clip(tx, id);
    if (clip === undefined) throw new NotFound('The file');
    return clip;
  }

  private async log(
    tx: Transaction,
    visitor: Visitor,
    id: ClipId,
    said: Statement<'clip-removed' | 'clip-received'>,
  ): Promise<void> {
    await this.custody.append(tx, {
      ...said,
      subject: clipSubject(id),
      actor: { kind: 'victim', id: visitor.invitationId },
      investigation: visitor.investigationId,
    });
  }

  private scoped<T>(visitor: Visitor, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }
}
