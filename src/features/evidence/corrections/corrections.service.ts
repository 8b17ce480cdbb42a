import { Injectable } from '@nestjs/common';
import { CustodyLog, clipSubject } from '../../../custody';
import { NotFound } from '../../../kernel/errors';
import type { ClipId, ExhibitId, OfficerId } from '../../../kernel/ids';
import { Database } from '../../../platform/database';
import { InvestigationsService } from '../../investigations';
import { ClipRepository } from '../clip.repository';
import { ExhibitRepository } from '../exhibit.repository';
import { CorrectionsRepository } from './corrections.repository';
import { CorrectedMeanwhile, NothingToCorrect, NotUndone } from './corrections.errors';

/** What an exhibit says of itself, but for its reference, which never changes. */
export interface ExhibitWords {
  readonly producerName: string;
  readonly description: string;
}

type Seen = { readonly [Word in keyof ExhibitWords]?: string | undefined };

/** Putting right what was decided or said, with a reason. The earlier words and their events stay in the log. */
@Injectable()
export class CorrectionsService {
  constructor(
    private readonly database: Database,
    private readonly clips: ClipRepository,
    private readonly exhibits: ExhibitRepository,
    private readonly corrections: CorrectionsRepository,
    private readonly investigations: InvestigationsService,
    private readonly custody: CustodyLog,
  ) {}

  /** The clip waits for a decision again. @throws NotFound, NotUndone */
  async undoDecline(by: OfficerId, id: ClipId, reason: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const clip = await this.clips.byId(tx, id);
      if (clip === undefined) throw new NotFound('The clip');
      await this.investigations.requireMember(tx, by, clip.investigationId);
      if (!(await this.corrections.undoDecline(tx, id))) throw new NotUndone();
      await this.custody.append(tx, {
        type: 'decline-undone',
        subject: clipSubject(id),
        investigation: clip.investigationId,
        secrets: { reason },
      });
    });
  }

  /**
   * @param seen what it said when the officer looked at it; what is left out is not compared
   * @throws NotFound, NothingToCorrect, CorrectedMeanwhile
   */
  async correctExhibit(
    by: OfficerId,
    id: ExhibitId,
    words: ExhibitWords,
    reason: string,
    seen: Seen = {},
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.corrections.turn(tx, id);
      const exhibit = await this.exhibits.byId(tx, id);
      if (exhibit === undefined) throw new NotFound('The exhibit');
      await this.investigations.requireMember(tx, by, exhibit.investigationId);
      const { producerName, description } = words;
      if ((seen.producerName ?? exhibit.producerName) !== exhibit.producerName)
        throw new CorrectedMeanwhile(exhibit);
      if ((seen.description ?? exhibit.description) !== exhibit.description)
        throw new CorrectedMeanwhile(exhibit);
      if (!(await this.corrections.correctExhibit(tx, id, producerName, description)))
        throw new NothingToCorrect();
      await this.custody.append(tx, {
        type: 'exhibit-corrected',
        subject: clipSubject(exhibit.clipId),
        investigation: exhibit.investigationId,
        detail: { exhibit: id },
        secrets: { producerName, description, reason },
      });
    });
  }
}
