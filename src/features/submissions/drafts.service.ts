import { Injectable } from '@nestjs/common';
import { CustodyLog, clipSubject, type Statement } from '../../custody';
import { NotFound } from '../../kernel/errors';
import { randomId, type ClipId, type Sha256Hex, type SubmissionId } from '../../kernel/ids';
import { Database, together, type Transaction } from '../../platform/database';
import { Outbox } from '../../platform/queue';
import { ConsentService } from '../consent';
import { EntryService, type Visitor } from '../invitations';
import type { DraftClip } from './domain/clip';
import { cleanFileName } from './domain/file-name';
import { newReference } from './domain/reference';
import { verifyClip } from './jobs';
import { RoomService, type Held } from './room.service';
import { SubmissionRepository } from './submission.repository';
import { DifferentSize } from './submissions.errors';

/** A file for which a place is made. */
interface NewFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Bytes that are kept free for it, where its size is not known yet. */
  readonly reserved?: number;
  readonly fileDate?: Date;
}

type Received = readonly [
  tx: Transaction,
  visitor: Visitor,
  clip: DraftClip,
  size: number,
  device: Sha256Hex | null,
];

/** The draft that a victim builds: in an assisted session, what was added in it. Nothing in it is the police's to see. */
@Injectable()
export class DraftsService {
  constructor(
    private readonly database: Database,
    private readonly submissions: SubmissionRepository,
    private readonly entry: EntryService,
    private readonly consent: ConsentService,
    private readonly outbox: Outbox,
    private readonly custody: CustodyLog,
    private readonly roomFor: RoomService,
  ) {}

  /** Clips of the current draft, oldest first; empty when there is no draft. */
  async clips(): Promise<DraftClip[]> {
    return this.database.transaction((tx) => this.submissions.clips(tx));
  }

  /** @throws NotFound */
  async clip(id: ClipId): Promise<DraftClip> {
    const clip = await this.database.transaction((tx) => this.submissions.clip(tx, id));
    if (clip === undefined) throw new NotFound('The file');
    return clip;
  }

  /**
   * Makes room for a file of `size` bytes. The clip's id is also its key in `incoming`.
   * @throws NoticeNotConfirmed, FirstStepsMissing, ClipTooLarge, TooManyClips, InvitationFull
   */
  async begin(visitor: Visitor, file: NewFile): Promise<ClipId> {
    const id = randomId<ClipId>();
    await this.database.transaction(async (tx) => {
      await this.consent.requireFirstSteps(tx, visitor);
      const [submissionId, held] = await together(this.hold(tx), this.roomFor.held(tx));
      await this.add(tx, visitor, submissionId, { ...file, id }, held);
    });
    return id;
  }

  /**
   * The same for a file of a plain form, whose size is known only when its last byte has come: `wanted` bytes at most are kept free
   * for it before its first, so that forms sent side by side have no more room than one after the other. Gives how many.
   * @throws SessionEnded, NoticeNotConfirmed, FirstStepsMissing, TooManyClips, InvitationFull
   */
  async beginOfUnknownSize(
    visitor: Visitor,
    name: string,
    wanted: number,
  ): Promise<{ readonly id: ClipId; readonly room: number }> {
    const id = randomId<ClipId>();
    return this.database.transaction(async (tx) => {
      await this.entry.visitorIn(tx);
      const submissionId = await this.open(tx, visitor);
      const room = await this.roomFor.available(tx, visitor, wanted);
      await this.insert(tx, visitor, submissionId, { id, name, size: 0, reserved: room });
      return { id, room };
    });
  }

  /** The same in the draft that `tx` holds, beside what it held then, under an id that is known already. */
  async add(
    tx: Transaction,
    visitor: Visitor,
    submissionId: SubmissionId,
    file: NewFile & { readonly id: ClipId },
    held: Held,
  ): Promise<void> {
    await this.roomFor.require(tx, visitor, file.size, held);
    await this.insert(tx, visitor, submissionId, file);
  }

  private async insert(
    tx: Transaction,
    visitor: Visitor,
    submissionId: SubmissionId,
    file: NewFile & { readonly id: ClipId },
  ): Promise<void> {
    await this.submissions.insertClip(tx, {
      id: file.id,
      submissionId,
      ...visitor,
      fileName: cleanFileName(file.name),
      size: file.size,
      reserved: file.reserved ?? 0,
      fileDate: file.fileDate ?? null,
    });
  }

  /** The draft that is open, or a new one: as long as `tx` lasts nobody sends or erases it. @throws NoticeNotConfirmed, FirstStepsMissing */
  async open(tx: Transaction, visitor: Visitor): Promise<SubmissionId> {
    await this.consent.requireFirstSteps(tx, visitor);
    return this.hold(tx);
  }

  /** The same where the first steps have been asked for. What is asked behind it sees what it has waited for. */
  hold(tx: Transaction): Promise<SubmissionId> {
    return this.submissions.openDraft(tx, randomId<SubmissionId>(), newReference());
  }

  /**
   * The last byte of an upload is on disk and durable: whether the session still holds, the fingerprint where it came along, the receipt
   * of the clip and its check, in one transaction. Safe to call again. @throws SessionEnded, NotFound, DifferentSize
   */
  async finishUpload(id: ClipId, size: number, device: Sha256Hex | null): Promise<void> {
    await this.database.transaction(async (tx) => {
      const [visitor, clip] = await together(this.entry.visitorIn(tx), this.require(tx, id));
      if (clip.state === 'receiving') await this.receivedWhole(tx, visitor, clip, size, device);
      // Another look at the files has finished it meanwhile.
      else if (device !== null) await this.submissions.setDeviceHash(tx, id, device);
    });
  }

  /**
   * All bytes are on disk and durable: log the receipt of the clip and ask for its check. Safe to call again.
   * `size` is what the store holds, in bytes. @throws NotFound, DifferentSize
   */
  async finish(visitor: Visitor, id: ClipId, size: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const clip = await this.require(tx, id);
      if (clip.state === 'receiving') await this.receivedWhole(tx, visitor, clip, size, null);
    });
  }

  /** The same for a plain form, where the size is known only when the last byte has come. @throws SessionEnded, NotFound */
  async finishOfUnknownSize(visitor: Visitor, id: ClipId, size: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.entry.visitorIn(tx);
      const clip = await this.require(tx, id);
      if (clip.state === 'receiving') await this.received(tx, visitor, clip, size, null);
    });
  }

  /** The fingerprint that the victim's device made of the file. @throws NotFound */
  async recordDeviceHash(id: ClipId, sha256: Sha256Hex): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.require(tx, id);
      if (!(await this.submissions.setDeviceHash(tx, id, sha256))) throw new NotFound('The file');
    });
  }

  /** Removes a draft clip and every trace of its content. The caller then removes the object of this key. @throws NotFound */
  async remove(visitor: Visitor, id: ClipId): Promise<void> {
    await this.database.transaction(async (tx) => {
      const clip = await this.require(tx, id);
      if (clip.state !== 'receiving') await this.log(tx, visitor, id, { type: 'clip-removed' });
      if (!(await this.submissions.removeClip(tx, id))) throw new NotFound('The file');
    });
  }

  private async receivedWhole(...[tx, visitor, clip, size, device]: Received): Promise<void> {
    if (size !== clip.size) throw new DifferentSize(clip.size, size);
    await this.received(tx, visitor, clip, size, device);
  }

  private async received(...[tx, visitor, clip, size, device]: Received): Promise<void> {
    const secrets = { fileName: clip.fileName, size };
    await together(
      this.submissions.markReceived(tx, clip.id, size, device),
      this.log(tx, visitor, clip.id, { type: 'clip-received', secrets }),
      this.outbox.add(tx, verifyClip, { clipId: clip.id }),
    );
  }

  /** Held until `tx` ends. @throws NotFound */
  private async require(tx: Transaction, id: ClipId): Promise<DraftClip> {
    const clip = await this.submissions.hold(tx, id);
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
      investigation: visitor.investigationId,
    });
  }
}
