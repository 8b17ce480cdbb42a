import { Injectable } from '@nestjs/common';
import { DiaryService } from '../../features/diary';
import { CoachService } from '../../features/footage';
import type { Visitor } from '../../features/invitations';
import {
  ChosenFilesService,
  isWhole,
  RemovedFilesService,
  sendProblem,
  type RemovedFile,
} from '../../features/submissions';
import { Arrivals } from './arrivals';
import { chosenView, fileView, type FileView } from './file-view';
import { sameFiles } from './same-file';
import type { Speech } from './speech';

export interface FileList {
  readonly files: readonly FileView[];
  /** Taken out, and to be had back. */
  readonly removed: readonly RemovedFile[];
  /** Something is here that can be sent, if only an entry of the diary. */
  readonly canSend: boolean;
}

/** Everything that the victim chose and has not sent: here, on its way, to be chosen again, or taken out. */
@Injectable()
export class HerFiles {
  constructor(
    private readonly arrivals: Arrivals,
    private readonly coach: CoachService,
    private readonly chosen: ChosenFilesService,
    private readonly removed: RemovedFilesService,
    private readonly diary: DiaryService,
  ) {}

  /** Entries of the diary that are not sent. */
  async entries(visitor: Visitor): Promise<number> {
    return (await this.diary.all(visitor)).filter(({ sentAt }) => sentAt === null).length;
  }

  async list(visitor: Visitor, speech: Speech): Promise<FileList> {
    const clips = await this.arrivals.list(visitor);
    const coached = await this.coach.drafts();
    const same = sameFiles(speech.t, clips, clips.length === 0 ? [] : await this.arrivals.sent(visitor));
    const placed = new Set(clips.map(({ id }) => id));
    const awaited = (await this.chosen.awaited()).filter(({ id }) => !placed.has(id));
    return {
      files: [
        ...clips.map((clip) => ({
          ...fileView(speech, clip, coached.get(clip.id), same.get(clip.id)),
          goes: isWhole(clip),
        })),
        ...awaited.map((file) => chosenView(speech, file)),
      ],
      removed: await this.removed.list(),
      canSend: sendProblem(clips, await this.entries(visitor)) === undefined,
    };
  }
}
