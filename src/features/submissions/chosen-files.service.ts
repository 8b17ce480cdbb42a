import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { NotFound } from '../../kernel/errors';
import { randomId, type ClipId } from '../../kernel/ids';
import { Database, together } from '../../platform/database';
import { ConsentService } from '../consent';
import type { Visitor } from '../invitations';
import { ChosenFileRepository } from './chosen-file.repository';
import { sameAsAwaited, type AwaitedFile, type ChosenFile } from './domain/chosen';
import type { DraftClip } from './domain/clip';
import { cleanFileName } from './domain/file-name';
import { DraftsService } from './drafts.service';
import { RoomService } from './room.service';
import { SubmissionRepository } from './submission.repository';
import { TooManyClips } from './submissions.errors';

/** A place for bytes, and whether it has just been made. */
interface Begun {
  readonly clip: Pick<DraftClip, 'id' | 'size' | 'state'>;
  readonly isNew: boolean;
}

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
    private readonly consent: ConsentService,
    private readonly roomFor: RoomService,
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
      const [ids, better, added]: [ClipId[], ClipId[], AwaitedFile[]] = [[], [], []];
      for (const file of files.map((one) => ({ ...one, name: cleanFileName(one.name) }))) {
        // Each is itself once in one choice: two files with the same bytes stay two.
        const free = awaited.filter(({ id }) => !ids.includes(id));
        const known = sameAsAwaited(free, file);
        const id = known?.id ?? randomId<ClipId>();
        if (known?.sizeKnown !== true) added.push({ ...file, id, sizeKnown: true });
        if (known?.sizeKnown === false) better.push(id);
        ids.push(id);
      }
      const most = this.config.limits.chosenFiles;
      const more = added.length - better.length;
      if (more > 0 && awaited.length + more > most) throw new TooManyClips(most);
      await this.chosen.forget(tx, better);
      await this.chosen.insert(tx, submissionId, added);
      return ids;
    });
  }

  /** A file of a plain form that broke off: asked for by name from now on, until a file of that name is here. @throws TooManyClips */
  async brokeOff(visitor: Visitor, given: string): Promise<void> {
    const name = cleanFileName(given);
    await this.database.transaction(async (tx) => {
      const submissionId = await this.drafts.open(tx, visitor);
      const awaited = await this.chosen.all(tx);
      if (awaited.some((one) => one.name === name)) return;
      if (awaited.length >= this.config.limits.chosenFiles)
        throw new TooManyClips(this.config.limits.chosenFiles);
      const unknown = { size: 0, sizeKnown: false, fileDate: null, fingerprint: null };
      await this.chosen.insert(tx, submissionId, [{ id: randomId<ClipId>(), name, ...unknown }]);
    });
  }

  /** A plain form has brought it whole: one of that name that broke off before is asked for no more. */
  async arrived(given: string): Promise<void> {
    const name = cleanFileName(given);
    await this.database.transaction(async (tx) => {
      const here = (await this.chosen.all(tx)).filter((one) => !one.sizeKnown && one.name === name);
      if (here.length > 0)
        await this.chosen.forget(
          tx,
          here.map(({ id }) => id),
        );
    });
  }

  /**
   * Makes a place for the bytes of one. Safe to call again: of one that got its place lately nothing is written, so that no commit waits
   * for the disk; of another the draft is touched, or its age would be held against it.
   * @throws NoticeNotConfirmed, FirstStepsMissing, NotFound, ClipTooLarge, TooManyClips, InvitationFull
   */
  async begin(visitor: Visitor, id: ClipId): Promise<Begun> {
    return this.database.transaction(async (tx) => {
      const [, there] = await together(
        this.consent.requireFirstSteps(tx, visitor),
        this.submissions.place(tx, id),
      );
      if (there !== undefined) {
        if (there.isOld) await this.drafts.hold(tx);
        return { clip: there, isNew: false };
      }
      // What is asked behind the draft sees what that has waited for: the place may have been made meanwhile.
      const [submissionId, since, file, held] = await together(
        this.drafts.hold(tx),
        this.submissions.clip(tx, id),
        this.chosen.byId(tx, id),
        this.roomFor.held(tx),
      );
      if (since !== undefined) return { clip: since, isNew: false };
      if (file === undefined) throw new NotFound('The file');
      const { name, size, fileDate } = file;
      await this.drafts.add(
        tx,
        visitor,
        submissionId,
        { id, name, size, ...(fileDate && { fileDate }) },
        held,
      );
      return { clip: { id, size, state: 'receiving' }, isNew: true };
    });
  }
}
