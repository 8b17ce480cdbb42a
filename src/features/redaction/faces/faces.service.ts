import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { NotFound } from '../../../kernel/errors';
import { randomId, type ClipId, type FaceSearchId, type OfficerId } from '../../../kernel/ids';
import { Database, type Transaction } from '../../../platform/database';
import { Outbox } from '../../../platform/queue';
import { InvestigationsService } from '../../investigations';
import { filmFacts } from '../domain/film-of';
import { lookForFaces } from '../jobs';
import { InQuarantine, LengthUnknown, NoProposals, TooLongToLook } from '../redaction.errors';
import { RedactionRepository, type Subject } from '../redaction.repository';
import { filmToDrawOn } from '../redaction.service';
import { FacesRepository } from './faces.repository';
import type { Proposal } from './tracks';

/** What an officer who draws is shown of a search. */
export interface FaceSearch {
  /** `off`: not turned on here; `none`: nobody has asked. */
  readonly state: 'off' | 'none' | 'waiting' | 'made' | 'failed';
  readonly proposals: readonly Proposal[];
  /** It saw more than are told; these were seen longest. */
  readonly more: boolean;
  /** Why there are none. */
  readonly why: string | null;
}

const NO_END = 'It came to no end. Ask again.';

const nothing = (state: 'off' | 'none'): FaceSearch => ({
  ...{ state, proposals: [], more: false, why: null },
});

/** Asks a machine where faces and people are in a recording. It proposes; a person takes each as a mask of their own, or leaves it. */
@Injectable()
export class FacesService {
  constructor(
    private readonly database: Database,
    private readonly redactions: RedactionRepository,
    private readonly faces: FacesRepository,
    private readonly investigations: InvestigationsService,
    private readonly outbox: Outbox,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws NotFound */
  async ofClip(by: OfficerId, id: ClipId): Promise<FaceSearch> {
    return this.database.transaction(async (tx) => {
      await this.subject(tx, by, id);
      if (!this.config.proposals.on) return nothing('off');
      const row = await this.faces.ofClip(tx, id);
      if (row === undefined) return nothing('none');
      if (row.late) return { state: 'failed', proposals: [], more: false, why: NO_END };
      const { state, proposals, more, why } = row;
      return { state, proposals, more, why };
    });
  }

  /** Asked twice, it is looked once, unless no answer came. @throws NotFound, NotRedactable, NoProposals, InQuarantine, LengthUnknown, TooLongToLook */
  async ask(by: OfficerId, id: ClipId): Promise<void> {
    await this.database.transaction(async (tx) => {
      const subject = await this.subject(tx, by, id);
      const film = filmToDrawOn(subject);
      if (!this.config.proposals.on) throw new NoProposals();
      if (subject.quarantined) throw new InQuarantine();
      if (filmFacts(subject.media)?.duration === null) throw new LengthUnknown();
      const most = this.config.proposals.maxSeconds;
      if (film.lengthMs > most * 1_000) throw new TooLongToLook(most);
      const [search, master] = [randomId<FaceSearchId>(), subject.masterSha256];
      if (master === null || !(await this.faces.ask(tx, { id: search, clipId: id, master, by }))) return;
      await this.outbox.add(tx, lookForFaces, { searchId: search, clipId: id });
    });
  }

  private async subject(tx: Transaction, by: OfficerId, id: ClipId): Promise<Subject> {
    const subject = await this.redactions.subject(tx, id);
    if (subject === undefined) throw new NotFound('The clip');
    await this.investigations.requireMember(tx, by, subject.investigationId);
    return subject;
  }
}
