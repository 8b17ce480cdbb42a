import { Injectable } from '@nestjs/common';
import { CustodyLog, clipSubject } from '../../custody';
import { NotFound } from '../../kernel/errors';
import type { ClipId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import type { Visitor } from '../invitations';
import { ChosenFileRepository } from './chosen-file.repository';
import type { RemovedFile } from './domain/chosen';
import { SubmissionRepository } from './submission.repository';

/** What the victim takes out of the draft: out of sight at once, erased when the draft is sent, and until then to be had back. */
@Injectable()
export class RemovedFilesService {
  constructor(
    private readonly database: Database,
    private readonly chosen: ChosenFileRepository,
    private readonly submissions: SubmissionRepository,
    private readonly custody: CustodyLog,
  ) {}

  async list(): Promise<RemovedFile[]> {
    return this.database.transaction((tx) => this.chosen.removed(tx));
  }

  /** @throws NotFound */
  async takeOut(id: ClipId): Promise<void> {
    await this.set(id, true);
  }

  /** @throws NotFound */
  async putBack(id: ClipId): Promise<void> {
    await this.set(id, false);
  }

  /** One of them for good. The caller then removes the object of this key. @throws NotFound */
  async erase(visitor: Visitor, id: ClipId): Promise<void> {
    await this.database.transaction(async (tx) => {
      const removed = (await this.chosen.removed(tx)).find((file) => file.id === id);
      if (removed === undefined) throw new NotFound('The file');
      await this.eraseOne(tx, visitor, removed);
    });
  }

  /** All of them for good; their objects are nobody's from then on. */
  async eraseAll(tx: Transaction, visitor: Visitor): Promise<ClipId[]> {
    const removed = await this.chosen.removed(tx);
    for (const file of removed) await this.eraseOne(tx, visitor, file);
    return removed.map(({ id }) => id);
  }

  /** How many, and how many bytes of theirs are still stored. */
  async held(tx: Transaction): Promise<{ readonly files: number; readonly bytes: number }> {
    const removed = await this.chosen.removed(tx);
    return { files: removed.length, bytes: removed.reduce((sum, { size }) => sum + size, 0) };
  }

  private async set(id: ClipId, removed: boolean): Promise<void> {
    const done = await this.database.transaction((tx) => this.chosen.setRemoved(tx, id, removed));
    if (!done) throw new NotFound('The file');
  }

  private async eraseOne(
    tx: Transaction,
    visitor: Visitor,
    { id, hasEvent }: { readonly id: ClipId; readonly hasEvent: boolean },
  ): Promise<void> {
    if (hasEvent)
      await this.custody.append(tx, {
        type: 'clip-removed',
        subject: clipSubject(id),
        investigation: visitor.investigationId,
      });
    await this.submissions.removeClip(tx, id);
  }
}
