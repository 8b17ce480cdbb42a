import { Injectable } from '@nestjs/common';
import { DiaryService, type Answers } from '../../features/diary';
import type { Visitor } from '../../features/invitations';
import { DraftsService } from '../../features/submissions';
import type { IncidentId } from '../../kernel/ids';
import { Database } from '../../platform/database';

/** Her entries and the draft that they belong to, kept in step. */
@Injectable()
export class Diaries {
  constructor(
    private readonly database: Database,
    private readonly drafts: DraftsService,
    private readonly diary: DiaryService,
  ) {}

  /** @throws FirstStepsMissing, NoticeNotConfirmed, IncidentSent, TooManyIncidents, NotFound */
  async save(visitor: Visitor, id: IncidentId, part: Answers, follows?: IncidentId): Promise<void> {
    await this.database.transaction(async (tx) => {
      const submissionId = await this.drafts.open(tx, visitor);
      await this.diary.save(tx, visitor, { id, submissionId, follows }, part);
    });
  }

  /** All of them or none. @throws as `save` does */
  async saveMany(
    visitor: Visitor,
    entries: readonly { readonly id: IncidentId; readonly part: Answers }[],
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const submissionId = await this.drafts.open(tx, visitor);
      for (const { id, part } of entries) await this.diary.save(tx, visitor, { id, submissionId }, part);
    });
  }
}
