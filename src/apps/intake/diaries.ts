import { Injectable } from '@nestjs/common';
import { DiaryService, whenNow, type Answers, type WritingPage } from '../../features/diary';
import type { Visitor } from '../../features/invitations';
import { DraftsService } from '../../features/submissions';
import { randomId, type IncidentId } from '../../kernel/ids';
import { Database } from '../../platform/database';

interface Written {
  readonly id: IncidentId;
  readonly follows?: IncidentId | undefined;
  readonly page?: WritingPage | undefined;
}

/** So long the same page pressed once more means what it meant the first time: its answer was slow, or lost on its way. */
const SAME_PRESS_MS = 10 * 60_000;

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

  /**
   * Begins an entry with the day and the time of now, once for one page: an occasion that never was would be sent, counted and relied
   * upon. A page that is pressed anew much later tells of another one.
   * @param wanted the id that the page carries
   * @returns the entry's
   * @throws as `save` does
   */
  async again(visitor: Visitor, wanted: IncidentId, now: Date): Promise<IncidentId> {
    return this.database.transaction(async (tx) => {
      // Presses that come together wait for each other here.
      const submissionId = await this.drafts.open(tx, visitor);
      const begun = await this.diary.findIn(tx, wanted);
      if (begun !== undefined && now.getTime() - begun.createdAt.getTime() < SAME_PRESS_MS) return wanted;
      const id = begun === undefined ? wanted : randomId<IncidentId>();
      await this.diary.save(tx, visitor, { id, submissionId }, { when: whenNow(now) });
      return id;
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
