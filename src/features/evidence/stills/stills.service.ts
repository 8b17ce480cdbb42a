import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { CustodyLog, clipSubject } from '../../../custody';
import { NotFound } from '../../../kernel/errors';
import { randomId, type ExhibitId, type ExhibitRef, type OfficerId, type StillId } from '../../../kernel/ids';
import { Database, type Transaction } from '../../../platform/database';
import { Outbox } from '../../../platform/queue';
import { InvestigationsService } from '../../investigations';
import { ClipRepository } from '../clip.repository';
import { ExhibitRepository, type Exhibit } from '../exhibit.repository';
import { frameCountOf, isDerived, stillRef } from './domain';
import { makeStill } from './jobs';
import { NoFilm, NoFrame, TooManyStills } from './stills.errors';
import { StillsRepository, type AskedStill } from './stills.repository';

export interface StillOrder {
  /** Counted from 1. */
  readonly frame: number;
  readonly description: string;
}

/** What a frame may be taken from, as an officer sees it. */
@Injectable()
export class StillSources {
  constructor(
    private readonly clips: ClipRepository,
    private readonly exhibits: ExhibitRepository,
    private readonly investigations: InvestigationsService,
  ) {}

  /** @throws NotFound */
  async exhibit(tx: Transaction, by: OfficerId, id: ExhibitId): Promise<Exhibit> {
    const found = await this.exhibits.byId(tx, id);
    if (found === undefined) throw new NotFound('The exhibit');
    await this.investigations.requireMember(tx, by, found.investigationId);
    return found;
  }

  /** @throws NoFilm */
  async frameCount(tx: Transaction, of: Pick<Exhibit, 'clipId' | 'reference'>): Promise<number> {
    if (isDerived(of.reference)) throw new NoFilm();
    const count = frameCountOf((await this.clips.rendition(tx, of.clipId, 'proxy'))?.facts);
    if (count === undefined) throw new NoFilm();
    return count;
  }
}

/** Single frames of an exhibit, each an exhibit of its own. The worker takes them from the master. */
@Injectable()
export class StillsService {
  constructor(
    private readonly database: Database,
    private readonly stills: StillsRepository,
    private readonly lookup: StillSources,
    private readonly custody: CustodyLog,
    private readonly outbox: Outbox,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** By number. @throws NotFound */
  async ofExhibit(by: OfficerId, id: ExhibitId): Promise<AskedStill[]> {
    return this.database.transaction(async (tx) => {
      await this.lookup.exhibit(tx, by, id);
      return this.stills.ofExhibit(tx, id);
    });
  }

  /** What an exhibit was taken from; `undefined` when it is no still. @throws NotFound */
  async origin(by: OfficerId, id: ExhibitId): Promise<AskedStill | undefined> {
    return this.database.transaction(async (tx) => {
      await this.lookup.exhibit(tx, by, id);
      return this.stills.byId(tx, id);
    });
  }

  /** The reference is given at once and is never another's. @throws NotFound, NoFilm, NoFrame, TooManyStills */
  async ask(
    by: OfficerId,
    id: ExhibitId,
    { frame, description }: StillOrder,
  ): Promise<{ id: StillId; reference: ExhibitRef }> {
    return this.database.transaction(async (tx) => {
      const { clipId, investigationId, reference: of, ...exhibit } = await this.lookup.exhibit(tx, by, id);
      const count = await this.lookup.frameCount(tx, { clipId, reference: of });
      if (frame > count) throw new NoFrame(count);
      const number = await this.stills.nextNumber(tx, exhibit.id);
      const { stillsPerExhibit } = this.config.limits;
      if (number > stillsPerExhibit) throw new TooManyStills(stillsPerExhibit);
      const [still, reference] = [randomId<StillId>(), stillRef(of, number)];
      await this.stills.insert(tx, { id: still, exhibitId: id, clipId, number, frame, description }, by);
      await this.outbox.add(tx, makeStill, { stillId: still });
      await this.custody.append(tx, {
        type: 'still-asked',
        subject: clipSubject(clipId),
        investigation: investigationId,
        detail: { still, exhibit: id, frame },
        // Not `reference`: that is what the item of this chain is called.
        secrets: { numberedAs: reference, shows: description },
      });
      return { id: still, reference };
    });
  }
}
