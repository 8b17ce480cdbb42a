import { Injectable } from '@nestjs/common';
import { DiaryService, type Answers, type WritingPage } from '../../features/diary';
import type { Visitor } from '../../features/invitations';
import { DraftsService } from '../../features/submissions';
import type { IncidentId } from '../../kernel/ids';
import { Database } from '../../platform/database';

interface Written {
  readonly id: IncidentId;
  readonly follows?: IncidentId | undefined;
  readonly page?: WritingPage | undefined;
}

/** The victim's entries and the draft that they belong to, kept in step. */
@Injectable()
export class Diaries {
  constructor(
    private readonly database: Database,
    private readonly drafts: DraftsService,
    private readonly diary: DiaryService,
  ) {}

  /**
   * @param page where it was written; without one nothing was shown that could be overwritten
   * @throws FirstStepsMissing, NoticeNotConfirmed, EntryChanged, IncidentSent, TooManyIncidents, NotFound
   */
  async save(visitor: Visitor, { id, follows, page }: Written, part: Answers): Promise<void> {
    await this.database.transaction(async (tx) => {
      const submissionId = await this.drafts.open(tx, visitor);
      await this.diary.save(tx, visitor, { id, submissionId, follows, page }, part);
    });
  }

  /** All of them or none. @throws as `save` does */
  async saveMany(
    visitor: Visitor,
    entries: readonly (Written & { readonly part: Answers })[],
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const submissionId = await this.drafts.open(tx, visitor);
      for (const { id, page, part } of entries)
        await this.diary.save(tx, visitor, { id, submissionId, page }, part);
    });
  }
}
