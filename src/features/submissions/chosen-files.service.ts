import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { NotFound } from '../../kernel/errors';
import { randomId, type ClipId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import type { Visitor } from '../invitations';
import { ChosenFileRepository } from './chosen-file.repository';
import { sameAsAwaited, type AwaitedFile, type ChosenFile } from './domain/chosen';
import { cleanFileName } from './domain/file-name';
import { DraftsService } from './drafts.service';
import { SubmissionRepository } from './submission.repository';
import { TooManyClips } from './submissions.errors';

/**
 * Files that the victim has chosen: known here before their first byte, so that a page that is left, reloaded or killed loses none of
 * them. Nothing is logged of them: until bytes come there is nothing to hold.
 */
@Injectable()
export class ChosenFilesService {
  constructor(
    private readonly database: Database,
    private readonly chosen: ChosenFileRepository,
    private readonly drafts: DraftsService,
    private readonly submissions: SubmissionRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Chosen, and not here whole. */
  async awaited(): Promise<AwaitedFile[]> {
    return this.database.transaction((tx) => this.chosen.all(tx));
  }

  /**
   * Takes note of files, and says which is which: one that is awaited already is known again and keeps its id, so that asking twice
   * does no harm. @throws NoticeNotConfirmed, FirstStepsMissing, TooManyClips
   */
  async register(visitor: Visitor, files: readonly ChosenFile[]): Promise<ClipId[]> {
    return this.database.transaction(async (tx) => {
      const submissionId = await this.drafts.open(tx, visitor);
      const awaited = await this.chosen.all(tx);
      const ids: ClipId[] = [];
      for (const file of files.map((one) => ({ ...one, name: cleanFileName(one.name) }))) {
        // Each is itself once in one choice: two files with the same bytes stay two.
        const free = awaited.filter(({ id }) => !ids.includes(id));
        const known = sameAsAwaited(free, file) ?? (await this.add(tx, submissionId, awaited, file));
        ids.push(known.id);
      }
      return ids;
    });
  }

  /** Makes a place for the bytes of one. Safe to call again. @throws NotFound, ClipTooLarge, TooManyClips, InvitationFull */
  async begin(visitor: Visitor, id: ClipId): Promise<void> {
    await this.database.transaction(async (tx) => {
      const submissionId = await this.drafts.open(tx, visitor);
      if ((await this.submissions.clip(tx, id)) !== undefined) return;
      const file = await this.chosen.byId(tx, id);
      if (file === undefined) throw new NotFound('The file');
      const { name, size, fileDate } = file;
      await this.drafts.add(tx, visitor, submissionId, { id, name, size, ...(fileDate && { fileDate }) });
    });
  }

  private async add(
    tx: Transaction,
    submissionId: Parameters<ChosenFileRepository['insert']>[1],
    awaited: AwaitedFile[],
    file: ChosenFile,
  ): Promise<AwaitedFile> {
    const most = this.config.limits.chosenFiles;
    if (awaited.length >= most) throw new TooManyClips(most);
    const added = { ...file, id: randomId<ClipId>() };
    await this.chosen.insert(tx, submissionId, added);
    awaited.push(added);
    return added;
  }
}
